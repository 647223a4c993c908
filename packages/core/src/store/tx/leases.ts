import type { Database } from '../sql/database.js';
import type { Tx } from '../store.js';

/** Who has which project's document in hand, within one transaction. */
export function leases(db: Database): Tx['leases'] {
	return {
		async get(tenant, project) {
			const query = db.selectFrom('leases').selectAll().where('tenant', '=', tenant).where('project', '=', project);
			return (await query.executeTakeFirst()) ?? null;
		},
		async take(lease) {
			const { numInsertedOrUpdatedRows } = await db
				.insertInto('leases')
				.values(lease)
				.onConflict((conflict) => conflict.columns(['tenant', 'project']).doNothing())
				.executeTakeFirst();
			return numInsertedOrUpdatedRows === 1n;
		},
		async change(tenant, project, token, to) {
			const { numUpdatedRows } = await db
				.updateTable('leases')
				.set(to)
				.where('tenant', '=', tenant)
				.where('project', '=', project)
				.where('token', '=', token)
				.executeTakeFirst();
			return numUpdatedRows === 1n;
		},
		async release(tenant, project, token) {
			const { numDeletedRows } = await db
				.deleteFrom('leases')
				.where('tenant', '=', tenant)
				.where('project', '=', project)
				.where('token', '=', token)
				.executeTakeFirst();
			return numDeletedRows === 1n;
		},
		async due(at) {
			const query = db.selectFrom('leases').selectAll().where('expires_at', '<=', at);
			return await query.orderBy('expires_at').orderBy('tenant').orderBy('project').execute();
		},
	};
}
