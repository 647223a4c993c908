import type { Selectable } from 'kysely';
import type { HistoryRow } from '../../model/session.js';
import { canonicalJson } from '../../util/canonical-json.js';
import type { Database } from '../sql/database.js';
import { parseJson } from '../sql/json-column.js';
import type { Schema } from '../sql/schema.js';
import type { HistoryEntry, Tx } from '../store.js';
import { genesisHash, historyHash } from './history-hash.js';
import { verifyHistory } from './verify-history.js';

/** The history within one transaction. */
export function history(db: Database): Tx['history'] {
	const append = async (entry: HistoryEntry): Promise<HistoryRow> => {
		const head = await db
			.selectFrom('deployment_history')
			.select(['seq', 'hash'])
			.orderBy('seq', 'desc')
			.limit(1)
			.executeTakeFirst();
		const unsealed = {
			seq: (head?.seq ?? 0) + 1,
			tenant: entry.tenant,
			at: entry.at,
			actor: entry.actor,
			actor_source: entry.actor_source,
			event: entry.event,
			project: entry.project,
			session: entry.session,
			body: canonicalJson(entry.body),
			prev_hash: head?.hash ?? genesisHash,
		};
		const row = { ...unsealed, hash: historyHash(unsealed) };
		await db.insertInto('deployment_history').values(row).execute();
		return historyRowOf(row);
	};
	// One append waits for the one before: both would otherwise continue from the same row.
	let last: Promise<unknown> = Promise.resolve();

	return {
		append(entry) {
			const appended = last.then(() => append(entry));
			last = appended.catch(() => undefined);
			return appended;
		},
		async list({ tenant, project, session, actor, before, limit = 50 }) {
			let query = db.selectFrom('deployment_history').selectAll().where('tenant', '=', tenant);
			if (project !== undefined) query = query.where('project', '=', project);
			if (session !== undefined) query = query.where('session', '=', session);
			if (actor !== undefined) query = query.where('actor', '=', actor);
			if (before !== undefined) query = query.where('seq', '<', before);
			return (await query.orderBy('seq', 'desc').limit(limit).execute()).map(historyRowOf);
		},
		verify: () => verifyHistory(db),
	};
}

function historyRowOf(row: Selectable<Schema['deployment_history']>): HistoryRow {
	return { ...row, body: parseJson<HistoryRow['body']>(row.body, `deployment_history.body of row ${row.seq}`) };
}
