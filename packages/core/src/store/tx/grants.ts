import type { Selectable } from 'kysely';
import { type AnyGrant, type Grant, isGroupGrant } from '../../model/grant.js';
import type { Database } from '../sql/database.js';
import { parseJson } from '../sql/json-column.js';
import type { Schema } from '../sql/schema.js';
import { withoutNulls } from '../sql/without-nulls.js';
import type { Tx } from '../store.js';

/** The grants within one transaction. */
export function grants(db: Database): Tx['grants'] {
	return {
		async list(tenant) {
			const rows = await db
				.selectFrom('user_cloud_permissions')
				.selectAll()
				.where('tenant', '=', tenant)
				.orderBy('created_at')
				.orderBy('id')
				.execute();
			return rows.map(grantOf);
		},
		async insert(tenant, grant, by, at) {
			await db
				.insertInto('user_cloud_permissions')
				.values({
					tenant,
					id: grant.id,
					...(isGroupGrant(grant)
						? { subject: 'group' as const, actor: grant.group, minus: '[]' }
						: { subject: 'actor' as const, actor: grant.actor, minus: JSON.stringify(grant.minus) }),
					role: grant.role,
					provider: grant.provider ?? null,
					project: grant.project ?? null,
					plus: JSON.stringify(grant.plus),
					max_vm_size: grant.max_vm_size ?? null,
					expires_at: grant.expires_at ?? null,
					created_by: by,
					created_at: at,
				})
				.execute();
		},
		async remove(tenant, id) {
			const row = await db
				.deleteFrom('user_cloud_permissions')
				.where('tenant', '=', tenant)
				.where('id', '=', id)
				.returningAll()
				.executeTakeFirst();
			return row === undefined ? null : grantOf(row);
		},
	};
}

function grantOf(row: Selectable<Schema['user_cloud_permissions']>): AnyGrant {
	const { id, subject, actor, role, provider, project, max_vm_size, expires_at } = row;
	const given = {
		id,
		role,
		plus: parseJson<Grant['plus']>(row.plus, 'user_cloud_permissions.plus'),
		...withoutNulls({ provider, project, max_vm_size, expires_at }),
	};
	if (subject === 'group') return { ...given, group: actor };
	return { ...given, actor, minus: parseJson<Grant['minus']>(row.minus, 'user_cloud_permissions.minus') };
}
