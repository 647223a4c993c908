import type { Database } from '../sql/database.js';
import type { Tx } from '../store.js';

/** Which document each project was given last, within one transaction. */
export function documents(db: Database): Tx['documents'] {
	return {
		async list(tenant) {
			const query = db.selectFrom('project_documents').selectAll().where('tenant', '=', tenant);
			return await query.orderBy('project').execute();
		},
		async put({ tenant, project, ...fields }) {
			await db
				.insertInto('project_documents')
				.values({ tenant, project, ...fields })
				.onConflict((conflict) => conflict.columns(['tenant', 'project']).doUpdateSet(fields))
				.execute();
		},
	};
}
