import type { Selectable } from 'kysely';
import type { KeptWaiver, Waiver } from '../../model/waiver.js';
import type { Database } from '../sql/database.js';
import { parseJson } from '../sql/json-column.js';
import type { Schema } from '../sql/schema.js';
import type { Tx } from '../store.js';

/** The waivers within one transaction. */
export function waivers(db: Database): Tx['waivers'] {
	return {
		async get(tenant, id) {
			const query = db.selectFrom('waivers').selectAll().where('tenant', '=', tenant).where('id', '=', id);
			const row = await query.executeTakeFirst();
			return row === undefined ? null : waiverOf(row);
		},
		async list(tenant, unexpired_at) {
			let query = db.selectFrom('waivers').selectAll().where('tenant', '=', tenant);
			if (unexpired_at !== undefined) query = query.where('expires_at', '>', unexpired_at);
			return (await query.orderBy('created_at').orderBy('id').execute()).map(waiverOf);
		},
		async insert(tenant, { scope, approved_by, ...waiver }) {
			await db
				.insertInto('waivers')
				.values({
					tenant,
					...waiver,
					scope: JSON.stringify(scope),
					approved_by: JSON.stringify(approved_by),
					last_used_at: null,
				})
				.execute();
		},
		async remove(tenant, id) {
			const removal = db.deleteFrom('waivers').where('tenant', '=', tenant).where('id', '=', id);
			const row = await removal.returningAll().executeTakeFirst();
			return row === undefined ? null : waiverOf(row);
		},
		async used(tenant, ids, at) {
			// PostgreSQL does not know an empty list.
			if (ids.length === 0) return;
			await db
				.updateTable('waivers')
				.set({ last_used_at: at })
				.where('tenant', '=', tenant)
				.where('id', 'in', ids)
				.where((row) => row.or([row('last_used_at', 'is', null), row('last_used_at', '<', at)]))
				.execute();
		},
	};
}

function waiverOf({ tenant: _, scope, approved_by, ...row }: Selectable<Schema['waivers']>): KeptWaiver {
	return {
		...row,
		scope: parseJson<Waiver['scope']>(scope, 'waivers.scope'),
		approved_by: parseJson<Waiver['approved_by']>(approved_by, 'waivers.approved_by'),
	};
}
