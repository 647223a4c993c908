import { specificityOf } from '../engine/specificity.js';
import { rolesWith } from '../engine/words.js';
import type { Binding, BindingRequest } from '../model/binding.js';
import type { DecisionWarning } from '../model/decision.js';
import { ok, type Refused, type Result, refused } from '../model/result.js';
import type { Tx } from '../store/store.js';
import { canonicalJson } from '../util/canonical-json.js';
import { administer } from './administer.js';
import { checkBinding, type KnownPolicies } from './check-binding.js';
import { equalsAmong, sharePolicy } from './equal-bindings.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { permissionsIn, scopeOf } from './permissions-in.js';
import { unknownProject } from './read-facts.js';
import { knownPolicies } from './tenant-policies.js';

/** A binding that was added, and what there is to look at about it. */
export interface AddedBinding extends Binding {
	/** The bindings that are as specific as this one and may hold for the same subject. */
	readonly warnings: readonly DecisionWarning[];
}

/** Binds a policy, or a pattern of them. Needs `can_manage_policies` where the binding shall hold. */
export async function addBinding(
	gate: GateContext,
	caller: Caller,
	given: BindingRequest | unknown,
): Promise<Result<AddedBinding>> {
	const known = await gate.store.read((tx) => knownPolicies(tx, gate.engine, caller.tenant));
	const checked = checkBinding(known, given, gate.clock());
	if (checked.kind === 'refused') return checked;
	const binding: Binding = { ...checked.value, id: gate.newId() };
	const { project } = binding.scope;
	return administer(gate, caller, {
		capability: 'can_manage_policies',
		scope: scopeOf(binding.scope),
		event: 'binding.added',
		apply: async (tx, held, now) => {
			// Of its own policies the tenant may have removed or replaced this one meanwhile.
			const known = await knownPolicies(tx, gate.engine, caller.tenant);
			const still = checkBinding(known, given, now);
			if (still.kind === 'refused') return still;
			if (project !== undefined && (await tx.projects.get(caller.tenant, project)) === null)
				return unknownProject(project);
			const unknown = binding.owner_roles.find((name) => !held.tenantRoles.some((role) => role.name === name));
			if (unknown !== undefined)
				return refused(
					'ROLE_UNKNOWN',
					`there is no role ${unknown} that could own this binding; there are ${held.tenantRoles.map((role) => role.name).join(', ')}`,
				);
			const bindings = await tx.bindings.list(caller.tenant);
			const same = bindings.find((other) => placeOf(other) === placeOf(binding));
			if (same !== undefined) {
				return refused('BINDING_EXISTS', `${binding.policy} is bound there already (${same.id}); remove that first`);
			}
			const overruled = await overruledFault(known, tx, caller, binding, bindings, now);
			if (overruled !== null) return overruled;
			await tx.bindings.insert(caller.tenant, binding, caller.actor.id, now);
			return ok({ ...binding, warnings: equalsAmong(known, binding, bindings) });
		},
		detail: () => ({ ...(project === undefined ? {} : { project }), body: { ...binding } }),
	});
}

// The narrower binding wins. Who manages policies in one project only could otherwise put a weaker one over what holds in
// the whole tenant, which is as good as unbinding it.
async function overruledFault(
	known: KnownPolicies,
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
		.filter((other) => sharePolicy(known, binding, other) && specificityOf(binding) >= specificityOf(other))
		.filter(({ scope }) => scope.project === undefined || scope.project === project)
		.filter(({ scope }) => scope.provider === undefined || scope.provider === cloud);
	for (const other of broader) {
		const held = await permissionsIn(tx, caller, scopeOf(other.scope), now);
		if (held.capabilities.includes('can_manage_policies')) continue;
		return refused(
			'CAPABILITY_MISSING',
			`this would overrule binding ${other.id} of ${other.policy}, where ${caller.actor.id} lacks can_manage_policies; ask ${rolesWith(held.tenantRoles, 'can_manage_policies')}`,
		);
	}
	return null;
}

/** What a tenant has one binding for: the same policy, the same scope, the same time. */
export function placeOf({ policy, scope, subject, valid_from, valid_until }: Omit<Binding, 'id'>): string {
	return canonicalJson({
		policy,
		scope,
		subject: subject ?? null,
		valid_from: valid_from ?? null,
		valid_until: valid_until ?? null,
	});
}

/** Unbinds. Needs `can_manage_policies` where the binding holds. */
export async function removeBinding(gate: GateContext, caller: Caller, id: string): Promise<Result<Binding>> {
	const bindings = await gate.store.read((tx) => tx.bindings.list(caller.tenant));
	const known = bindings.find((binding) => binding.id === id);
	if (known === undefined) return refused('BINDING_UNKNOWN', `there is no binding ${id}`);
	const { project } = known.scope;
	return administer(gate, caller, {
		capability: 'can_manage_policies',
		scope: scopeOf(known.scope),
		event: 'binding.removed',
		apply: async (tx) => {
			const removed = await tx.bindings.remove(caller.tenant, id);
			return removed === null ? refused('BINDING_UNKNOWN', `there is no binding ${id} any more`) : ok(removed);
		},
		detail: (removed) => ({ ...(project === undefined ? {} : { project }), body: { ...removed } }),
	});
}
