import type { Database } from '../sql/database.js';
import type { Tx } from '../store.js';

/** The warnings before sessions end, within one transaction. */
export function warnings(db: Database): Pick<Tx['sessions'], 'claimWarning' | 'warned'> {
	return {
		async claimWarning(session, before_ms, claimed_until, now) {
			const { numInsertedOrUpdatedRows } = await db
				.insertInto('session_warnings')
				.values({ session, before_ms, claimed_until, delivered_at: null })
				.onConflict((conflict) =>
					conflict
						.columns(['session', 'before_ms'])
						.doUpdateSet({ claimed_until })
						.where('session_warnings.delivered_at', 'is', null)
						.where('session_warnings.claimed_until', '<=', now),
				)
				.executeTakeFirst();
			return numInsertedOrUpdatedRows === 1n;
		},
		async warned(session, before_ms, delivered_at) {
			const { numUpdatedRows } = await db
				.updateTable('session_warnings')
				.set({ delivered_at })
				.where('session', '=', session)
				.where('before_ms', '=', before_ms)
				.where('delivered_at', 'is', null)
				.executeTakeFirst();
			return numUpdatedRows === 1n;
		},
	};
}
