import { type HistoryRow, momentText } from '@portcullis/core';
import type { Context } from '../gate/context.js';
import { withGate } from '../gate/with-gate.js';
import { done } from '../output/done.js';
import { refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { renderRows } from '../render/render-rows.js';

/** Options of `portcullis history`. */
export interface HistoryOptions {
	readonly project?: string;
	readonly session?: string;
	readonly actor?: string;
	readonly event?: string;
	readonly before?: number;
	readonly limit: number;
}

/** Lists what happened, newest first. */
export function history(context: Context, options: HistoryOptions): Promise<Outcome> {
	return withGate(context, { mode: 'read', parts: 'lookup' }, async ({ gate, caller }) => {
		const listed = await gate.history(caller, options);
		if (listed.kind === 'refused') return refusal(listed);
		const heading = ['row', 'when', 'who', 'what', 'project', 'session', 'more'];
		const notes = listed.value.length === 0 ? ['there are no such rows'] : [];
		return done(
			{ kind: 'history', rows: listed.value },
			(style) => {
				// The whole body is for a pipe; in a table it would be as wide as it likes.
				const most = style.layout === 'table' ? 60 : Number.POSITIVE_INFINITY;
				return renderRows(
					heading,
					listed.value.map((entry) => row(entry, most)),
					style,
				);
			},
			notes,
		);
	});
}

function row(entry: HistoryRow, most: number): string[] {
	const body = Object.keys(entry.body).length === 0 ? '' : JSON.stringify(entry.body);
	return [
		String(entry.seq),
		momentText(entry.at),
		entry.actor_source === 'asserted' ? `${entry.actor} (asserted)` : entry.actor,
		entry.event,
		entry.project ?? '',
		entry.session ?? '',
		body.length > most ? `${body.slice(0, most)}…` : body,
	];
}
