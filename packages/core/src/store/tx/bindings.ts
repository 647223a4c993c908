import type { Selectable } from 'kysely';
import type { Binding } from '../../model/binding.js';
import { bit } from '../sql/bit.js';
import type { Database } from '../sql/database.js';
import { parseJson } from '../sql/json-column.js';
import type { Schema } from '../sql/schema.js';
import { withoutNulls } from '../sql/without-nulls.js';
import type { Tx } from '../store.js';

/** The bindings within one transaction. */
export function bindings(db: Database): Tx['bindings'] {
	return {
		async list(tenant) {
			const rows = await db
				.selectFrom('infrastructure_policies')
				.selectAll()
				.where('tenant', '=', tenant)
				.orderBy('created_at')
				.orderBy('id')
				.execute();
			return rows.map(bindingOf);
		},
		async insert(tenant, binding, by, at) {
			await db
				.insertInto('infrastructure_policies')
				.values({
					tenant,
					id: binding.id,
					policy: binding.policy,
					level: binding.level,
					parameters: JSON.stringify(binding.parameters),
					scope: JSON.stringify(binding.scope),
					subject: binding.subject ?? null,
					owner_roles: JSON.stringify(binding.owner_roles),
					quorum: binding.quorum,
					requester_counts: bit(binding.requester_counts),
					valid_from: binding.valid_from ?? null,
					valid_until: binding.valid_until ?? null,
					created_by: by,
					created_at: at,
				})
				.execute();
		},
		async remove(tenant, id) {
			const row = await db
				.deleteFrom('infrastructure_policies')
				.where('tenant', '=', tenant)
				.where('id', '=', id)
				.returningAll()
				.executeTakeFirst();
			return row === undefined ? null : bindingOf(row);
		},
	};
}

function bindingOf(row: Selectable<Schema['infrastructure_policies']>): Binding {
	return {
		id: row.id,
		policy: row.policy,
		level: row.level,
		parameters: parseJson<Binding['parameters']>(row.parameters, 'infrastructure_policies.parameters'),
		scope: parseJson<Binding['scope']>(row.scope, 'infrastructure_policies.scope'),
		...withoutNulls({ subject: row.subject }),
		owner_roles: parseJson<Binding['owner_roles']>(row.owner_roles, 'infrastructure_policies.owner_roles'),
		quorum: row.quorum,
		requester_counts: row.requester_counts === 1,
		...withoutNulls({ valid_from: row.valid_from, valid_until: row.valid_until }),
	};
}
