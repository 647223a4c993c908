import { checkParameters } from '../engine/check-parameters.js';
import type { Engine } from '../engine/engine.js';
import { rolesWith } from '../engine/words.js';
import { type Binding, type BindingRequest, bindingRequestSchema } from '../model/binding.js';
import { problem } from '../model/problem.js';
import { ok, type Refused, type Result, refused } from '../model/result.js';
import type { Tx } from '../store/store.js';
import { canonicalJson } from '../util/canonical-json.js';
import { nearest } from '../util/nearest.js';
import { administer } from './administer.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';
import { permissionsIn, scopeOf } from './permissions-in.js';
import { unknownProject } from './read-facts.js';
import { knownPolicies } from './tenant-policies.js';

/** Checks a binding against the policies that there are: that it exists, and that its parameters fit its JSON Schema. */
export function checkBinding(
	{ policies }: Pick<Engine, 'policies'>,
	given: BindingRequest | unknown,
): Result<Omit<Binding, 'id'>> {
	const parsed = parseInput(bindingRequestSchema, given, 'the binding');
	if (parsed.kind === 'refused') return parsed;
	const { policy: id, parameters, subject } = parsed.value;
	const policy = policies.get(id);
	if (policy === undefined) {
		const ids = [...policies.keys()];
		const close = nearest(id, ids);
		return refused(
			'POLICY_UNKNOWN',
			`there is no policy ${id}; ${close.length === 0 ? `there are ${ids.join(', ')}` : `did you mean ${close.join(' or ')}?`}`,
		);
	}
	const problems = checkParameters(policy, parameters);
	if (subject !== undefined && !policy.subjects.includes(subject)) {
		problems.push(problem(['subject'], `${id} judges ${policy.subjects.join(' or ')}`, subject));
	}
	if (problems.length > 0) return refused('INPUT_INVALID', `${id} cannot be bound like this`, problems);
	return ok(parsed.value);
}

/** Binds a policy. Needs `can_manage_policies` where the binding shall hold. */
export async function addBinding(
	gate: GateContext,
	caller: Caller,
	given: BindingRequest | unknown,
): Promise<Result<Binding>> {
	const known = await gate.store.read((tx) => knownPolicies(tx, gate.engine, caller.tenant));
	const checked = checkBinding(known, given);
	if (checked.kind === 'refused') return checked;
	const binding: Binding = { ...checked.value, id: gate.newId() };
	const { project } = binding.scope;
	return administer(gate, caller, {
		capability: 'can_manage_policies',
		scope: scopeOf(binding.scope),
		event: 'binding.added',
		apply: async (tx, held, now) => {
			// Of its own policies the tenant may have removed or replaced this one meanwhile.
			const still = checkBinding(await knownPolicies(tx, gate.engine, caller.tenant), given);
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
			const same = bindings.find((other) => place(other) === place(binding));
			if (same !== undefined) {
				return refused('BINDING_EXISTS', `${binding.policy} is bound there already (${same.id}); remove that first`);
			}
			const overruled = await overruledFault(tx, caller, binding, bindings, now);
			if (overruled !== null) return overruled;
			await tx.bindings.insert(caller.tenant, binding, caller.actor.id, now);
			return ok(binding);
		},
		detail: (added) => ({ ...(project === undefined ? {} : { project }), body: { ...added } }),
	});
}

// The narrower binding wins. Who manages policies in one project only could otherwise put a weaker one over what holds in
// the whole tenant, which is as good as unbinding it.
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
		.filter((other) => other.policy === binding.policy)
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

function place({ policy, scope, subject }: Pick<Binding, 'policy' | 'scope' | 'subject'>): string {
	return canonicalJson({ policy, scope, subject: subject ?? null });
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
