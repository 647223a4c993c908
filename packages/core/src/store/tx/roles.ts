import type { Role } from '../../model/role.js';
import type { Database } from '../sql/database.js';
import { parseJson } from '../sql/json-column.js';
import type { Tx } from '../store.js';

/** The roles within one transaction. */
export function roles(db: Database): Tx['roles'] {
	return {
		async list(tenant) {
			const rows = await db.selectFrom('roles').selectAll().where('tenant', '=', tenant).orderBy('name').execute();
			return rows.map((row) => ({
				name: row.name,
				capabilities: parseJson<Role['capabilities']>(row.capabilities, 'roles.capabilities'),
				max_vm_size: row.max_vm_size,
			}));
		},
		async put(tenant, role) {
			const fields = { capabilities: JSON.stringify(role.capabilities), max_vm_size: role.max_vm_size };
			await db
				.insertInto('roles')
				.values({ tenant, name: role.name, ...fields })
				.onConflict((conflict) => conflict.columns(['tenant', 'name']).doUpdateSet(fields))
				.execute();
		},
		async remove(tenant, name) {
			const { numDeletedRows } = await db
				.deleteFrom('roles')
				.where('tenant', '=', tenant)
				.where('name', '=', name)
				.executeTakeFirst();
			return numDeletedRows === 1n;
		},
	};
}
