import type { Resource } from '../../model/resource.js';
import type { StandingResource } from '../../model/session.js';
import { bit } from '../sql/bit.js';
import type { Database } from '../sql/database.js';
import { parseJson } from '../sql/json-column.js';
import type { Tx } from '../store.js';

/** The standing resources within one transaction. */
export function resources(db: Database): Tx['resources'] {
	return {
		async list(tenant, project) {
			let query = db.selectFrom('cloud_resources').selectAll().where('tenant', '=', tenant);
			if (project !== undefined) query = query.where('project', '=', project);
			const rows = await query.orderBy('project').orderBy('address').execute();
			return rows.map((row) => ({
				...row,
				resource: parseJson<Resource>(row.resource, 'cloud_resources.resource'),
				cost_complete: row.cost_complete === 1,
				use: row.use === null ? null : parseJson<NonNullable<StandingResource['use']>>(row.use, 'cloud_resources.use'),
			}));
		},
		async put(standing) {
			const { tenant, project, address } = standing;
			const fields = {
				resource: JSON.stringify(standing.resource),
				status: standing.status,
				hourly_micros: standing.hourly_micros,
				cost_complete: bit(standing.cost_complete),
				use: standing.use === null ? null : JSON.stringify(standing.use),
				deployed_by: standing.deployed_by,
				session: standing.session,
				created_at: standing.created_at,
				updated_at: standing.updated_at,
			};
			await db
				.insertInto('cloud_resources')
				.values({ tenant, project, address, ...fields })
				.onConflict((conflict) => conflict.columns(['tenant', 'project', 'address']).doUpdateSet(fields))
				.execute();
		},
		async remove(tenant, project, address) {
			const { numDeletedRows } = await db
				.deleteFrom('cloud_resources')
				.where('tenant', '=', tenant)
				.where('project', '=', project)
				.where('address', '=', address)
				.executeTakeFirst();
			return numDeletedRows === 1n;
		},
	};
}
