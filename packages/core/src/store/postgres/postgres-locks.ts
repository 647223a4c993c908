import { sql } from 'kysely';
import type { Locks } from '../sql/locks.js';

// Any number that nothing else in the database locks: the first eight bytes of "portcull".
const historyLock = '8101820098873224300';

/**
 * What a writing transaction locks on PostgreSQL, under READ COMMITTED: there each statement sees what others have
 * committed meanwhile, so two that read and then decide would both be right and together be wrong.
 *
 * Always in this order: a tenant's row, then sessions and quotas, then the history. NO KEY UPDATE, since rows that refer
 * to the tenant may be inserted meanwhile.
 */
export const postgresLocks: Locks = {
	async tenant(db, id) {
		await db.selectFrom('tenants').select('id').where('id', '=', id).forNoKeyUpdate().execute();
	},
	async history(db) {
		await sql`select pg_advisory_xact_lock(${sql.raw(historyLock)})`.execute(db);
	},
	free: (query) => query.forNoKeyUpdate().skipLocked(),
};
