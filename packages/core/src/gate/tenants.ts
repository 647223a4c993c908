import { z } from 'zod';
import type { Binding } from '../model/binding.js';
import type { Grant } from '../model/grant.js';
import { ok, type Result, refused } from '../model/result.js';
import { timeZoneSchema } from '../model/time-zone.js';
import type { Tenant } from '../store/store.js';
import { type Asking, keepAnswer } from './asked-once.js';
import { checkBinding } from './check-binding.js';
import type { GateContext } from './gate-context.js';
import { note } from './note.js';
import { parseInput } from './parse-input.js';

/** What a new tenant may choose. */
export interface TenantOptions {
	/** Whether an actor known only by a front end's word (`--as`) counts as an approver; no if left out. */
	readonly assertedMayApprove?: boolean;
	/** IANA name of the zone in which the windows of its quotas begin; UTC if left out. */
	readonly timeZone?: string;
}

const optionsSchema = z.strictObject({
	assertedMayApprove: z.boolean().optional(),
	timeZone: timeZoneSchema.optional(),
});

/**
 * Sets up a tenant: its roles, its first bindings, and the role of its first actor, who is whoever calls this. That is
 * recorded.
 */
export async function createTenant(
	gate: GateContext,
	caller: Asking,
	options: TenantOptions = {},
): Promise<Result<Tenant>> {
	const chosen = parseInput(optionsSchema, options, 'the options of the tenant');
	if (chosen.kind === 'refused') return chosen;
	const bindings: Binding[] = [];
	for (const request of gate.defaults.bindings) {
		const checked = checkBinding(gate.engine, request, gate.clock());
		if (checked.kind === 'refused') return checked;
		bindings.push({ ...checked.value, id: gate.newId() });
	}
	return gate.store.write(async (tx) => {
		const now = gate.clock();
		const tenant: Tenant = {
			id: caller.tenant,
			facts_version: 1,
			asserted_may_approve: chosen.value.assertedMayApprove ?? false,
			created_at: now,
			...(chosen.value.timeZone === undefined ? {} : { time_zone: chosen.value.timeZone }),
		};
		if (!(await tx.tenants.insert(tenant))) {
			return refused('TENANT_EXISTS', `tenant ${tenant.id} is set up already; ask its administrators for a role`);
		}
		for (const role of gate.defaults.roles) await tx.roles.put(tenant.id, role);
		for (const binding of bindings) await tx.bindings.insert(tenant.id, binding, caller.actor.id, now);
		const grant: Grant = {
			id: gate.newId(),
			actor: caller.actor.id,
			role: gate.defaults.firstRole,
			plus: [],
			minus: [],
		};
		await tx.grants.insert(tenant.id, grant, caller.actor.id, now);
		await note(tx, caller, now, 'tenant.created', {
			body: {
				first_actor: caller.actor.id,
				role: grant.role,
				asserted_may_approve: tenant.asserted_may_approve,
				...(tenant.time_zone === undefined ? {} : { time_zone: tenant.time_zone }),
				roles: gate.defaults.roles.map((role) => role.name),
				bindings: bindings.map((binding) => binding.policy),
			},
		});
		await keepAnswer(tx, caller, { kind: 'value', value: tenant }, now);
		return ok(tenant);
	});
}
