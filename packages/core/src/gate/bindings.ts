import { specificityOf } from '../engine/specificity.js';
import { rolesWith } from '../engine/words.js';
import type { Binding } from '../model/binding.js';
import { policiesMayOverlap } from '../model/policy-pattern.js';
import { type Refused, refused } from '../model/result.js';
import type { Tx } from '../store/store.js';
import { canonicalJson } from '../util/canonical-json.js';
import { checkBinding } from './check-binding.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { type HeldPermissions, permissionsInAllOf, scopeOf } from './permissions-in.js';
import { knownPolicies } from './tenant-policies.js';
import { unknownProject } from './unknown.js';

/** Why a binding cannot be added, on what holds now; `null` where it can. */
export async function addedBindingFault(
	gate: Pick<GateContext, 'engine'>,
	tx: Tx,
	caller: Caller,
	binding: Binding,
	held: HeldPermissions,
	now: number,
): Promise<Refused | null> {
	// It may have waited while another bundle was put in place, or the tenant removed or replaced a policy of its own.
	const known = await knownPolicies(tx, gate.engine, caller.tenant);
	const { id: _, ...asked } = binding;
	const checked = checkBinding(known, asked, now);
	if (checked.kind === 'refused') return checked;
	const { project } = binding.scope;
	if (project !== undefined && (await tx.projects.get(caller.tenant, project)) === null) return unknownProject(project);
	const unknown = binding.owner_roles.find((name) => !held.tenantRoles.some((role) => role.name === name));
	if (unknown !== undefined)
		return refused(
			'ROLE_UNKNOWN',
			`there is no role ${unknown} that could own this binding; there are ${held.tenantRoles.map((role) => role.name).join(', ')}`,
		);
	const bindings = await tx.bindings.list(caller.tenant);
	const same = bindings.find((other) => bindingPlace(other) === bindingPlace(binding));
	if (same !== undefined) {
		return refused('BINDING_EXISTS', `${binding.policy} is bound there already (${same.id}); remove that first`);
	}
	return overruledFault(tx, caller, binding, bindings, now);
}

// The narrower binding wins. Who manages policies in one project only could otherwise put a weaker one over what holds in
// the whole tenant, which is as good as unbinding it. That goes for policies too that both would name once they are there.
async function overruledFault(
	tx: Tx,
	caller: Caller,
	binding: Binding,
	bindings: readonly Binding[],
	now: number,
): Promise<Refused | null> {
	const { project, provider } = binding.scope;
	const found = project === undefined ? null : await tx.projects.get(caller.tenant, project);
	const cloud = found?.provider ?? provider;
	const broader = bindings
		.filter(
			(other) => policiesMayOverlap(binding.policy, other.policy) && specificityOf(binding) >= specificityOf(other),
		)
		.filter(({ scope }) => scope.project === undefined || scope.project === project)
		.filter(({ scope }) => scope.provider === undefined || scope.provider === cloud);
	for (const other of broader) {
		const held = await permissionsInAllOf(tx, caller, scopeOf(other.scope), now);
		if (held.capabilities.includes('can_manage_policies')) continue;
		return refused(
			'CAPABILITY_MISSING',
			`this would overrule binding ${other.id} of ${other.policy}, where ${caller.actor.id} lacks can_manage_policies; ask ${rolesWith(held.tenantRoles, 'can_manage_policies')}`,
		);
	}
	return null;
}

/** What a tenant has one binding for: the same policy, the same scope, the same time. */
export function bindingPlace({ policy, scope, subject, valid_from, valid_until }: Omit<Binding, 'id'>): string {
	return canonicalJson({
		policy,
		scope,
		subject: subject ?? null,
		valid_from: valid_from ?? null,
		valid_until: valid_until ?? null,
	});
}

/** Why a binding cannot be removed, on what holds now; `null` where it can. */
export async function removedBindingFault(tx: Tx, tenant: string, id: string): Promise<Refused | null> {
	const bindings = await tx.bindings.list(tenant);
	if (bindings.some((binding) => binding.id === id)) return null;
	return refused('BINDING_UNKNOWN', `there is no binding ${id} any more`);
}
