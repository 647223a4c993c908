import type { HistoryEvent } from '../model/history-event.js';
import type { Tx } from '../store/store.js';
import type { Caller } from './gate-options.js';

/** Whose doing it was: a caller's, or Portcullis' own. */
export type NoteAuthor =
	| Caller
	| { readonly tenant: string; readonly actor: { readonly id: 'portcullis'; readonly source: 'system' } };

/** Portcullis itself, for what no person did. */
export function portcullisIn(tenant: string): NoteAuthor {
	return { tenant, actor: { id: 'portcullis', source: 'system' } };
}

/** What a row of the history is about. */
export interface NoteDetail {
	readonly project?: string | null;
	readonly session?: string;
	readonly body?: Readonly<Record<string, unknown>>;
}

/** Appends a row to the history. */
export async function note(
	tx: Tx,
	caller: NoteAuthor,
	at: number,
	event: HistoryEvent,
	detail: NoteDetail,
): Promise<void> {
	await tx.history.append({
		tenant: caller.tenant,
		at,
		actor: caller.actor.id,
		actor_source: caller.actor.source,
		event,
		project: detail.project ?? null,
		session: detail.session ?? null,
		body: detail.body ?? {},
	});
}
