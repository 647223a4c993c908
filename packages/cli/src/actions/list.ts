import { ageText, formatHourly, type SessionStatus, type SessionView } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { renderRows } from '../render/render-rows.js';
import { sessionTitle } from '../render/session-title.js';

/** Options of `portcullis list`. */
export interface ListOptions {
	readonly project?: string;
	readonly status?: readonly SessionStatus[];
	readonly limit: number;
}

/** Lists sessions, newest first. */
export function list(context: Context, { project, status, limit }: ListOptions): Promise<Outcome> {
	const filter = {
		limit,
		...(project === undefined ? {} : { project }),
		...(status === undefined ? {} : { statuses: status }),
	};
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const listed = await gate.list(caller, filter);
		if (listed.kind === 'refused') return refusal(listed);
		const heading = ['session', 'status', 'what', 'asked by', 'answer', 'USD an hour', 'time left', 'may approve'];
		const notes = listed.value.length === 0 ? ['there are no such sessions'] : [];
		return done(
			{ kind: 'sessions', views: listed.value },
			(style) => renderRows(heading, listed.value.map(row), style),
			notes,
		);
	});
}

function row(view: SessionView): string[] {
	const { session } = view;
	return [
		session.id,
		session.status,
		sessionTitle(session),
		session.actor_source === 'asserted' ? `${session.actor} (asserted)` : session.actor,
		...(session.subject === 'deployment' ? [session.decision.answer, formatHourly(session.decision.cost)] : ['', '']),
		view.remaining_ms > 0 ? ageText(view.remaining_ms) : '',
		[...view.may_approve, ...view.may_approve_groups.map((group) => `group:${group}`)].join(' '),
	];
}
