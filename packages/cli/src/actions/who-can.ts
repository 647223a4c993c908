import { en, type WhoCanAnswer } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { renderRows } from '../render/render-rows.js';

/** Options of `portcullis who-can`. */
export interface WhoCanOptions {
	readonly project: string;
	readonly after?: string;
	readonly limit: number;
}

/** Says who can do something in a project. */
export function whoCan(
	context: Context,
	action: string,
	what: string | undefined,
	{ project, after, limit }: WhoCanOptions,
): Promise<Outcome> {
	const isAddress = what?.includes('/') === true;
	if (isAddress && action === 'create') {
		const message = `what is to be created is named by its kind, and ${what} is an address`;
		return Promise.resolve(
			failure({ code: 'USAGE_INVALID', message, hint: 'portcullis who-can create vm --project shop' }),
		);
	}
	const asked = {
		action,
		project,
		limit,
		...(after === undefined ? {} : { after }),
		...(what === undefined ? {} : isAddress ? { address: what } : { kind: what }),
	};
	return withGate(context, { mode: 'read', parts: 'all' }, async ({ gate, caller }) => {
		const answered = await gate.whoCan(caller, asked);
		if (answered.kind === 'refused') return refusal(answered);
		const { answers, next, whole } = answered.value;
		const heading = ['who', 'what', 'answer', 'policy', 'because'];
		const notes = next === null ? [] : [`there are more: --after ${next}`];
		if (!whole) notes.push('of all that stands only the first were asked about: name a kind or an address');
		return done(answered.value, (style) => renderRows(heading, answers.map(row), style), notes);
	});
}

function row({ actor, group, subject, answer, reason }: WhoCanAnswer): string[] {
	return [
		group === null ? (actor ?? '') : en.membersOf(group),
		subject,
		answer,
		reason?.policy ?? '',
		reason?.message ?? '',
	];
}
