import type { Database } from '../sql/database.js';
import type { Tx } from '../store.js';

/** What people are told once, within one transaction. */
export function notices(db: Database): Tx['notices'] {
	return {
		async claim(tenant, id, claimed_until, now) {
			const { numInsertedOrUpdatedRows } = await db
				.insertInto('frontend_notices')
				.values({ tenant, id, claimed_until, delivered_at: null })
				.onConflict((conflict) =>
					conflict
						.columns(['tenant', 'id'])
						.doUpdateSet({ claimed_until })
						.where('frontend_notices.delivered_at', 'is', null)
						.where('frontend_notices.claimed_until', '<=', now),
				)
				.executeTakeFirst();
			return numInsertedOrUpdatedRows === 1n;
		},
		async delivered(tenant, id, delivered_at) {
			const { numUpdatedRows } = await db
				.updateTable('frontend_notices')
				.set({ delivered_at })
				.where('tenant', '=', tenant)
				.where('id', '=', id)
				.where('delivered_at', 'is', null)
				.executeTakeFirst();
			return numUpdatedRows === 1n;
		},
	};
}
