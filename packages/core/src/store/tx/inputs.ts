import type { Database } from '../sql/database.js';
import type { Tx } from '../store.js';

/** What decisions were decided on, within one transaction. */
export function inputs(db: Database): Tx['inputs'] {
	return {
		async put(digest, text, at) {
			await db
				.insertInto('decision_inputs')
				.values({ digest, text, created_at: at })
				// The digest is of the text: who has the one has the other.
				.onConflict((conflict) => conflict.doNothing())
				.execute();
		},
		async get(digest) {
			const row = await db.selectFrom('decision_inputs').select('text').where('digest', '=', digest).executeTakeFirst();
			return row?.text ?? null;
		},
	};
}
