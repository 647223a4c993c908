import { z } from 'zod';
import { ok, type Result } from '../model/result.js';
import { timeZoneSchema } from '../model/time-zone.js';
import type { Tenant } from '../store/store.js';
import { administer } from './administer.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';
import { unknownTenant } from './unknown.js';

const requestSchema = z.strictObject({ time_zone: timeZoneSchema });

/**
 * Sets the zone in which the windows of the tenant's quotas begin. What was counted in the windows of now is counted in
 * those that take their place: to move to another zone refills nothing. Needs `can_set_quota` in the whole tenant.
 *
 * @param zone IANA name, such as `Europe/Berlin`
 */
export async function setTimeZone(gate: GateContext, caller: Caller, zone: string | unknown): Promise<Result<Tenant>> {
	const parsed = parseInput(requestSchema, { time_zone: zone }, 'the time zone');
	if (parsed.kind === 'refused') return parsed;
	const { time_zone } = parsed.value;
	const { tenant: id } = caller;
	return administer<{ readonly tenant: Tenant; readonly was: string }>(gate, caller, {
		capability: 'can_set_quota',
		scope: {},
		event: 'tenant.time_zone_set',
		apply: async (tx, _held, now) => {
			const was = await tx.tenants.get(id);
			const before = await tx.quotas.list(id, now);
			await tx.tenants.setTimeZone(id, time_zone);
			const after = new Map((await tx.quotas.list(id, now)).map((quota) => [quota.id, quota]));
			for (const { id: quota, window: old, used, reserved } of before) {
				const moved = after.get(quota);
				if (old === null || moved?.window == null || moved.window.starts_at === old.starts_at) continue;
				await tx.quotas.ensure(id, moved);
				// What is held is settled where it was taken; here it counts as if it were used.
				await tx.quotas.raiseUse(id, quota, moved.window.starts_at, used + reserved);
			}
			const tenant = await tx.tenants.get(id);
			if (tenant === null) return unknownTenant(id);
			return ok({ tenant, was: was?.time_zone ?? 'UTC' });
		},
		detail: ({ was }) => ({ body: { time_zone, was } }),
		answer: ({ tenant }) => tenant,
	}).then((changed) => (changed.kind === 'ok' ? ok(changed.value.tenant) : changed));
}
