import type { Selectable } from 'kysely';
import type { HistoryRow } from '../../model/session.js';
import { canonicalJson } from '../../util/canonical-json.js';
import { maskSecrets } from '../../util/mask-secrets.js';
import type { Database } from '../sql/database.js';
import { parseJson } from '../sql/json-column.js';
import { keepable } from '../sql/keepable.js';
import type { Locks } from '../sql/locks.js';
import type { Schema } from '../sql/schema.js';
import type { HistoryFilter, Tx } from '../store.js';
import { genesisHash, historyHash } from './history-hash.js';
import { verifyHistory } from './verify-history.js';

type Row = Selectable<Schema['deployment_history']>;

// PostgreSQL takes 65,535 values in a statement, SQLite 32,766; a row has eleven.
const rowsAtOnce = 1000;

/**
 * The history within one transaction.
 *
 * What is appended is written by `flush`, at the transaction's end: whoever appends keeps everybody else from appending
 * until it commits, which is to be short. And were that lock taken in the middle, one that holds it and waits for a
 * quota could meet one that holds the quota and waits for it.
 */
export function history(
	db: Database,
	locks: Locks,
	mayUse: () => void,
): Tx['history'] & { readonly flush: () => Promise<void> } {
	let pending: Omit<Row, 'seq' | 'prev_hash' | 'hash'>[] = [];

	const writePending = async (): Promise<void> => {
		if (pending.length === 0) return;
		await locks.history(db);
		let { seq, hash } = await headOf(db);
		while (pending.length > 0) {
			const rows = pending.slice(0, rowsAtOnce).map((entry) => {
				const row = { ...entry, seq: ++seq, prev_hash: hash };
				hash = historyHash(row);
				return { ...row, hash };
			});
			pending = pending.slice(rowsAtOnce);
			await db.insertInto('deployment_history').values(rows).execute();
		}
	};
	// One waits for the one before: both would otherwise continue from the same row.
	let last: Promise<void> = Promise.resolve();
	const flush = (): Promise<void> => {
		last = last.then(writePending);
		return last;
	};

	return {
		flush,
		async append(entry) {
			mayUse();
			const { tenant, at, actor, actor_source, event, project, session } = entry;
			const row = {
				tenant,
				at,
				actor,
				actor_source,
				event,
				project,
				session,
				body: canonicalJson(maskSecrets(entry.body)),
			};
			// Said to whoever appends it, and not only to whoever awaits the end.
			for (const value of Object.values(row)) keepable(value);
			pending.push(row);
		},
		async list({ before, limit = 50, ...filter }) {
			await flush();
			let query = filtered(db, filter);
			if (before !== undefined) query = query.where('seq', '<', before);
			return (await query.orderBy('seq', 'desc').limit(limit).execute()).map(historyRowOf);
		},
		async page({ after, to, limit, since, ...filter }) {
			await flush();
			let query = filtered(db, filter).where('seq', '>', after).where('seq', '<=', to);
			if (since !== undefined) query = query.where('at', '>=', since);
			return (await query.orderBy('seq').limit(limit).execute()).map(historyRowOf);
		},
		async head() {
			await flush();
			return await headOf(db);
		},
		async verify(kept) {
			await flush();
			return await verifyHistory(db, kept?.head);
		},
	};
}

function filtered(db: Database, { tenant, project, session, actor, event }: Omit<HistoryFilter, 'before' | 'limit'>) {
	let query = db.selectFrom('deployment_history').selectAll().where('tenant', '=', tenant);
	if (project !== undefined) query = query.where('project', '=', project);
	if (session !== undefined) query = query.where('session', '=', session);
	if (actor !== undefined) query = query.where('actor', '=', actor);
	if (event?.includes('.')) query = query.where('event', '=', event);
	// Names of events hold no `%`, and `_` only after the dot.
	else if (event !== undefined) query = query.where('event', 'like', `${event}.%`);
	return query;
}

/** The last row's number and hash; of an empty history 0, and 64 zeros. */
export async function headOf(db: Database): Promise<{ seq: number; hash: string }> {
	const row = await db
		.selectFrom('deployment_history')
		.select(['seq', 'hash'])
		.orderBy('seq', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row ?? { seq: 0, hash: genesisHash };
}

function historyRowOf(row: Row): HistoryRow {
	return { ...row, body: parseJson<HistoryRow['body']>(row.body, `deployment_history.body of row ${row.seq}`) };
}
