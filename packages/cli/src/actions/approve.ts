import { resolve } from 'node:path';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { renderSession } from '../render/render-session.js';
import { withWholeId } from './find-session.js';

/** Options of `portcullis approve`. */
export interface ApproveOptions {
	readonly terraformRoot?: string;
}

/** Approves a session; the approval that is enough writes the Terraform. */
export function approve(context: Context, id: string, options: ApproveOptions): Promise<Outcome> {
	const { cwd, env } = context.io;
	const root = options.terraformRoot ?? (env.PORTCULLIS_TERRAFORM_ROOT || undefined);
	const needs = {
		mode: 'write',
		parts: 'all',
		...(root === undefined ? {} : { terraformRoot: resolve(cwd, root) }),
	} as const;
	return withGate(context, needs, async (opened) => {
		const approved = await opened.gate.approve(opened.caller, id);
		if (approved.kind === 'refused') return refusal(await withWholeId(opened, id, approved));
		return done({ kind: 'session', view: approved.value }, (style) => renderSession(approved.value, style));
	});
}
