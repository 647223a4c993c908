import type { Selectable } from 'kysely';
import type { Quota, QuotaOverride } from '../../model/quota.js';
import { type QuotaWindow, windowAt } from '../../model/quota-window.js';
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
	const ofTenant = (tenant: string) => db.selectFrom('cloud_quotas').where('tenant', '=', tenant);
	const counted = async (found: ReturnType<typeof ofTenant>, tenant: string, at: number): Promise<Quota[]> => {
		const zone = await db.selectFrom('tenants').select('time_zone').where('id', '=', tenant).executeTakeFirst();
		const rows = await found.selectAll().orderBy('id').execute();
		const counters = await db
			.selectFrom('quota_counters')
			.selectAll()
			.where('tenant', '=', tenant)
			.where('quota', 'in', found.select('id'))
			.where((row) => row.or([row('window_ends_at', 'is', null), row('window_ends_at', '>', at)]))
			.execute();
		const byWindow = new Map(counters.map((row) => [key(row.quota, row.window_starts_at), row]));
		return rows.map((row) => {
			const window = row.per === null ? null : windowAt(row.per, zone?.time_zone ?? 'UTC', at);
			return quotaOf(row, window, byWindow.get(key(row.id, window?.starts_at ?? 0)));
		});
	};
	return {
		list: (tenant, at, project) => {
			const found = ofTenant(tenant);
			return counted(project === undefined ? found : found.where('project', '=', project), tenant, at);
		},
		bearingOn: (tenant, project, at) =>
			counted(
				ofTenant(tenant).where((row) => row.or([row('project', '=', project), row('project', 'is', null)])),
				tenant,
				at,
			),
		async ensure(tenant, { id, owner, project, actor, kind, measure, per, window }, used = 0) {
			await db
				.insertInto('cloud_quotas')
				.values({ tenant, id, owner, project, actor, kind, measure, per, limit: null, override: null })
				.onConflict((conflict) => conflict.doNothing())
				.execute();
			if (per !== null && window == null) return;
			const window_starts_at = window?.starts_at ?? 0;
			const window_ends_at = window?.ends_at ?? null;
			const { numInsertedOrUpdatedRows } = await db
				.insertInto('quota_counters')
				.values({ tenant, quota: id, window_starts_at, window_ends_at, used, reserved: 0 })
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			if (numInsertedOrUpdatedRows === 0n || window_ends_at === null) return;
			// A new window has begun. The one before it stays, for a clock that is put back; older ones are of no use any more
			// unless something of them is still to be settled.
			await db
				.deleteFrom('quota_counters')
				.where('tenant', '=', tenant)
				.where('quota', '=', id)
				.where('window_ends_at', '<', window_starts_at)
				.where('reserved', '=', 0)
				.execute();
		},
		async raiseUse(tenant, id, window_starts_at, used) {
			await db
				.updateTable('quota_counters')
				.set({ used })
				.where('tenant', '=', tenant)
				.where('quota', '=', id)
				.where('window_starts_at', '=', window_starts_at)
				.where('used', '<', used)
				.execute();
		},
		setLimit: (tenant, id, limit) => change(tenant, id, { limit }),
		setOverride: (tenant, id, override) =>
			change(tenant, id, { override: override === null ? null : JSON.stringify(override) }),
		async remove(tenant, id) {
			const { numDeletedRows } = await db
				.deleteFrom('cloud_quotas')
				.where('tenant', '=', tenant)
				.where('id', '=', id)
				.executeTakeFirst();
			return numDeletedRows === 1n;
		},
		...reservations(db),
	};
}

function key(quota: string, window_starts_at: number): string {
	return `${window_starts_at} ${quota}`;
}

function quotaOf(
	{ tenant: _, override: text, ...row }: Selectable<Schema['cloud_quotas']>,
	window: QuotaWindow | null,
	counter: Selectable<Schema['quota_counters']> | undefined,
): Quota {
	const override = text === null ? null : parseJson<QuotaOverride>(text, 'cloud_quotas.override');
	return { ...row, override, window, used: counter?.used ?? 0, reserved: counter?.reserved ?? 0 };
}
