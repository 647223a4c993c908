import { checkParameters } from '../engine/check-parameters.js';
import { rolesWith } from '../engine/words.js';
import { type Binding, type BindingRequest, bindingRequestSchema } from '../model/binding.js';
import { problem } from '../model/problem.js';
import { ok, type Refused, type Result, refused } from '../model/result.js';
import type { Tx } from '../store/store.js';
import { canonicalJson } from '../util/canonical-json.js';
import { nearest } from '../util/nearest.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';
import { type HeldPermissions, permissionsIn, scopeOf } from './permissions-in.js';
import { unknownProject } from './read-facts.js';

/** Checks a binding against the policies that there are: that it exists, and that its parameters fit its JSON Schema. */
export function checkBinding(
	gate: Pick<GateContext, 'engine'>,
	given: BindingRequest | unknown,
): Result<Omit<Binding, 'id'>> {
	const parsed = parseInput(bindingRequestSchema, given, 'the binding');
	if (parsed.kind === 'refused') return parsed;
	const { policy: id, parameters, subject } = parsed.value;
	const policy = gate.engine.policies.get(id);
	if (policy === undefined) return unknownPolicy(gate, id);
	const problems = checkParameters(policy, parameters);
	if (subject !== undefined && !policy.subjects.includes(subject)) {
		problems.push(problem(['subject'], `${id} judges ${policy.subjects.join(' or ')}`, subject));
	}
	if (problems.length > 0) return refused('INPUT_INVALID', `${id} cannot be bound like this`, problems);
	return ok(parsed.value);
}

/** Refuses a policy that does not exist, and names those that may be meant. */
export function unknownPolicy(gate: Pick<GateContext, 'engine'>, id: string): Refused {
	const ids = [...gate.engine.policies.keys()];
	const close = nearest(id, ids);
	return refused(
		'POLICY_UNKNOWN',
		`there is no policy ${id}; ${close.length === 0 ? `there are ${ids.join(', ')}` : `did you mean ${close.join(' or ')}?`}`,
	);
}

/** Why a binding cannot be added, on what holds now; `null` where it can. */
export async function addedBindingFault(
	gate: Pick<GateContext, 'engine'>,
	tx: Tx,
	caller: Caller,
	binding: Binding,
	held: HeldPermissions,
	now: number,
): Promise<Refused | null> {
	// It may have waited while another bundle was put in place.
	const { id: _, ...asked } = binding;
	const checked = checkBinding(gate, asked);
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

/** What a binding is about: two of the same cannot stand beside each other. */
export function bindingPlace({ policy, scope, subject }: Pick<Binding, 'policy' | 'scope' | 'subject'>): string {
	return canonicalJson({ policy, scope, subject: subject ?? null });
}

/** Why a binding cannot be removed, on what holds now; `null` where it can. */
export async function removedBindingFault(tx: Tx, tenant: string, id: string): Promise<Refused | null> {
	const bindings = await tx.bindings.list(tenant);
	if (bindings.some((binding) => binding.id === id)) return null;
	return refused('BINDING_UNKNOWN', `there is no binding ${id} any more`);
}
