import type { Selectable } from 'kysely';
import { bit } from '../sql/bit.js';
import type { Database } from '../sql/database.js';
import type { Schema } from '../sql/schema.js';
import { withoutNulls } from '../sql/without-nulls.js';
import type { Tenant, Tx } from '../store.js';

/** The tenants within one transaction. */
export function tenants(db: Database): Tx['tenants'] {
	return {
		async get(id) {
			const row = await db.selectFrom('tenants').selectAll().where('id', '=', id).executeTakeFirst();
			return row === undefined ? null : tenantOf(row);
		},
		async list() {
			return (await db.selectFrom('tenants').selectAll().orderBy('id').execute()).map(tenantOf);
		},
		async insert({ id, facts_version, asserted_may_approve, created_at, ...settings }) {
			const { numInsertedOrUpdatedRows } = await db
				.insertInto('tenants')
				.values({
					id,
					facts_version,
					asserted_may_approve: bit(asserted_may_approve),
					created_at,
					session_lifetime_ms: settings.session_lifetime_ms ?? null,
					time_zone: settings.time_zone ?? null,
					policy_change_approvals: settings.policy_change_approvals ?? 0,
					longest_waiver_ms: settings.longest_waiver_ms ?? null,
				})
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return numInsertedOrUpdatedRows === 1n;
		},
		async setSessionLifetime(id, session_lifetime_ms) {
			const update = db.updateTable('tenants').set({ session_lifetime_ms }).where('id', '=', id);
			return (await update.executeTakeFirst()).numUpdatedRows === 1n;
		},
		async setTimeZone(id, time_zone) {
			const update = db.updateTable('tenants').set({ time_zone }).where('id', '=', id);
			return (await update.executeTakeFirst()).numUpdatedRows === 1n;
		},
		async setPolicyChangeApprovals(id, policy_change_approvals) {
			const update = db.updateTable('tenants').set({ policy_change_approvals }).where('id', '=', id);
			return (await update.executeTakeFirst()).numUpdatedRows === 1n;
		},
		async setLongestWaiver(id, longest_waiver_ms) {
			const update = db.updateTable('tenants').set({ longest_waiver_ms }).where('id', '=', id);
			return (await update.executeTakeFirst()).numUpdatedRows === 1n;
		},
		async raiseFactsVersion(id, expected) {
			let update = db
				.updateTable('tenants')
				.set((row) => ({ facts_version: row('facts_version', '+', 1) }))
				.where('id', '=', id);
			if (expected !== undefined) update = update.where('facts_version', '=', expected);
			return (await update.executeTakeFirst()).numUpdatedRows === 1n;
		},
	};
}

function tenantOf({
	session_lifetime_ms,
	time_zone,
	policy_change_approvals,
	longest_waiver_ms,
	...row
}: Selectable<Schema['tenants']>): Tenant {
	return {
		...row,
		asserted_may_approve: row.asserted_may_approve === 1,
		...(policy_change_approvals === 0 ? {} : { policy_change_approvals }),
		...withoutNulls({ session_lifetime_ms, time_zone, longest_waiver_ms }),
	};
}
