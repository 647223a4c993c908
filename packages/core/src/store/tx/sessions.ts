import type { Session } from '../../model/session.js';
import type { Database } from '../sql/database.js';
import type { Locks } from '../sql/locks.js';
import type { Tx } from '../store.js';
import { approvals } from './approvals.js';
import { patchRow, type SessionRow, sessionOf, sessionRow } from './session-row.js';
import { warnings } from './warnings.js';

/** The sessions and their approvals within one transaction. */
export function sessions(db: Database, locks: Locks): Tx['sessions'] {
	const { approve, withdraw, approvalsOf, insertApprovals } = approvals(db);
	const complete = async (rows: readonly SessionRow[]): Promise<Session[]> => {
		const found = await approvalsOf(rows.map((row) => row.id));
		return rows.map((row) => sessionOf(row, found.get(row.id) ?? []));
	};
	const first = async (row: SessionRow | undefined): Promise<Session | null> =>
		row === undefined ? null : ((await complete([row]))[0] ?? null);

	return {
		approve,
		withdraw,
		...warnings(db),
		async get(tenant, id) {
			const query = db.selectFrom('deployment_sessions').selectAll().where('tenant', '=', tenant).where('id', '=', id);
			return await first(await query.executeTakeFirst());
		},
		async list({ tenant, project, statuses, limit }) {
			// PostgreSQL does not know an empty list.
			if (statuses?.length === 0) return [];
			let query = db.selectFrom('deployment_sessions').selectAll().where('tenant', '=', tenant);
			if (project !== undefined) query = query.where('project', '=', project);
			if (statuses !== undefined) query = query.where('status', 'in', statuses);
			if (limit !== undefined) query = query.limit(limit);
			return await complete(await query.orderBy('created_at', 'desc').orderBy('id', 'desc').execute());
		},
		async insert(session) {
			await db.insertInto('deployment_sessions').values(sessionRow(session)).execute();
			await insertApprovals(session.id, session.approvals);
		},
		async move(tenant, id, from, to, { unexpired_at, ...patch } = {}) {
			let update = db
				.updateTable('deployment_sessions')
				.set({ status: to, ...patchRow(patch) })
				.where('tenant', '=', tenant)
				.where('id', '=', id)
				.where('status', '=', from);
			if (unexpired_at !== undefined) update = update.where('expires_at', '>', unexpired_at);
			return await first(await update.returningAll().executeTakeFirst());
		},
		async expire(at, limit) {
			const rows = await db
				// The trap: as a plain subquery PostgreSQL may run it once for each row, and then more expire than the limit.
				.with(
					(name) => name('due').materialized(),
					(build) =>
						locks.free(
							build
								.selectFrom('deployment_sessions')
								.select('id')
								.where('status', '=', 'open')
								.where('expires_at', '<=', at)
								.orderBy('expires_at')
								.orderBy('id')
								.limit(limit),
						),
				)
				.updateTable('deployment_sessions')
				.set({ status: 'expired', closed_at: at })
				.where('id', 'in', (build) => build.selectFrom('due').select('due.id'))
				.where('status', '=', 'open')
				.returningAll()
				.execute();
			return await complete(rows.toSorted((a, b) => a.expires_at - b.expires_at || (a.id < b.id ? -1 : 1)));
		},
		async ending(at, until) {
			const query = db
				.selectFrom('deployment_sessions')
				.selectAll()
				.where('status', '=', 'open')
				.where('expires_at', '>', at)
				.where('expires_at', '<=', until)
				.orderBy('expires_at')
				.orderBy('id');
			return await complete(await query.execute());
		},
	};
}
