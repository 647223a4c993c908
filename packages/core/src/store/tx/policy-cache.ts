import type { Database } from '../sql/database.js';
import type { Tx } from '../store.js';

/** The index of compiled policies, within one transaction. */
export function policyCache(db: Database): Tx['policyCache'] {
	return {
		async used(policy, at) {
			await db
				.insertInto('policy_cache')
				.values({ ...policy, created_at: at, last_used_at: at })
				.onConflict((conflict) => conflict.column('digest').doUpdateSet({ last_used_at: at }))
				.execute();
		},
		async removeBefore(at) {
			const removed = await db.deleteFrom('policy_cache').where('last_used_at', '<', at).returning('digest').execute();
			return removed.map(({ digest }) => digest).sort();
		},
	};
}
