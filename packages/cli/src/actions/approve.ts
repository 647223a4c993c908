import { resolve } from 'node:path';
import type { Context } from '../gate/context.js';
import { type Opened, withGate } from '../gate/with-gate.js';
import { whileWorking } from '../io/while-working.js';
import { done } from '../output/done.js';
import { refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { renderSession } from '../render/render-session.js';
import { withWholeId } from './find-session.js';

// 32 bits: below that, what was shown and what changed might begin alike by chance.
const shortestDigest = 8;

/** Options of `portcullis approve`. */
export interface ApproveOptions {
	/** The beginning of the digest of what was shown. */
	readonly digest?: string;
	readonly terraformRoot?: string;
}

/** Approves a session; the approval that is enough writes the Terraform. */
export function approve(context: Context, id: string, options: ApproveOptions): Promise<Outcome> {
	const root = options.terraformRoot ?? context.settings.terraform_root.value;
	const needs = {
		mode: 'write',
		terraform: true,
		parts: 'all',
		...(root === null ? {} : { terraformRoot: resolve(context.io.cwd, root) }),
	} as const;
	return whileWorking(context.io, 'approving', () =>
		withGate(context, needs, async (opened) => {
			const shown = await wholeDigest(opened, id, options.digest);
			const approved = await opened.gate.approve(opened.caller, id, shown);
			if (approved.kind === 'refused') return refusal(await withWholeId(opened, id, approved));
			return done({ kind: 'session', view: approved.value }, (style) => renderSession(approved.value, style));
		}),
	);
}

// The gate wants all of the digest. Where the session begins otherwise, the part that was given is handed on, and refused
// there in the gate's words.
async function wholeDigest(
	{ gate, caller }: Opened,
	id: string,
	part: string | undefined,
): Promise<string | undefined> {
	if (part === undefined || part.length < shortestDigest) return part;
	const shown = await gate.show(caller, id);
	if (shown.kind === 'refused') return part;
	const { subject_digest } = shown.value.session;
	return subject_digest.startsWith(part) ? subject_digest : part;
}
