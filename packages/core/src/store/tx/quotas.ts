import type { Selectable } from 'kysely';
import type { Quota, QuotaOverride } from '../../model/quota.js';
import type { Database } from '../sql/database.js';
import { parseJson } from '../sql/json-column.js';
import type { Schema } from '../sql/schema.js';
import type { Tx } from '../store.js';
import { reservations } from './reservations.js';

/** The quotas and what is held of them, within one transaction. */
export function quotas(db: Database): Tx['quotas'] {
	const change = async (tenant: string, id: string, fields: { limit: number | null } | { override: string | null }) => {
		const { numUpdatedRows } = await db
			.updateTable('cloud_quotas')
			.set(fields)
			.where('tenant', '=', tenant)
			.where('id', '=', id)
			.executeTakeFirst();
		return numUpdatedRows === 1n;
	};
	return {
		async list(tenant, project) {
			let query = db.selectFrom('cloud_quotas').selectAll().where('tenant', '=', tenant);
			if (project !== undefined) query = query.where('project', '=', project);
			return (await query.orderBy('id').execute()).map(quotaOf);
		},
		async ensure(tenant, { id, project, kind, measure }) {
			await db
				.insertInto('cloud_quotas')
				.values({ tenant, id, project, kind, measure, limit: null, override: null, used: 0, reserved: 0 })
				.onConflict((conflict) => conflict.doNothing())
				.execute();
		},
		setLimit: (tenant, id, limit) => change(tenant, id, { limit }),
		setOverride: (tenant, id, override) =>
			change(tenant, id, { override: override === null ? null : JSON.stringify(override) }),
		...reservations(db),
	};
}

function quotaOf(row: Selectable<Schema['cloud_quotas']>): Quota {
	const { id, project, kind, measure, limit, used, reserved } = row;
	const override = row.override === null ? null : parseJson<QuotaOverride>(row.override, 'cloud_quotas.override');
	return { id, project, kind, measure, limit, override, used, reserved };
}
