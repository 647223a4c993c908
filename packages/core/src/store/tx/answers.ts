import type { Database } from '../sql/database.js';
import type { Tx } from '../store.js';

/** Answers by request id, within one transaction. */
export function answers(db: Database): Tx['answers'] {
	return {
		async get(tenant, actor, id) {
			const row = await db
				.selectFrom('request_answers')
				.selectAll()
				.where('tenant', '=', tenant)
				.where('actor', '=', actor)
				.where('id', '=', id)
				.executeTakeFirst();
			return row ?? null;
		},
		async insert(answer) {
			const { numInsertedOrUpdatedRows } = await db
				.insertInto('request_answers')
				.values(answer)
				// Another transaction with the same id is waited for: where it commits, this one has come second.
				.onConflict((conflict) => conflict.columns(['tenant', 'actor', 'id']).doNothing())
				.executeTakeFirst();
			return numInsertedOrUpdatedRows === 1n;
		},
		async removeBefore(at) {
			const { numDeletedRows } = await db.deleteFrom('request_answers').where('created_at', '<', at).executeTakeFirst();
			return Number(numDeletedRows);
		},
	};
}
