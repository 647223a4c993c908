import type { PolicyMetadata } from '../contracts/bundle.js';
import type { PolicyTools } from '../contracts/policy-tools.js';
import { checkParameters } from '../engine/check-parameters.js';
import type { PolicyAdded, PolicyRemoved } from '../model/policy-change.js';
import { namesPolicy } from '../model/policy-pattern.js';
import { PortcullisError } from '../model/portcullis-error.js';
import type { Problem } from '../model/problem.js';
import { ok, type Refused, type Result, refused } from '../model/result.js';
import {
	type PolicyAddRequest,
	type PolicySource,
	policyAddRequestSchema,
	type TenantPolicy,
} from '../model/tenant-policy.js';
import type { Tx } from '../store/store.js';
import { nearest } from '../util/nearest.js';
import type { Asking } from './asked-once.js';
import { changePolicies, type PolicyChanged } from './change-policies.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';
import { missingCapability, permissionsIn } from './permissions-in.js';
import { tenantPolicyDigest } from './tenant-policies.js';
import { unknownTenant } from './unknown.js';
import { viewerOf } from './viewer.js';

/** A policy that can be bound: one that everybody has, or one of the tenant's own. */
export type BindablePolicy =
	| { readonly origin: 'built_in'; readonly id: string; readonly metadata: PolicyMetadata }
	| ({ readonly origin: 'tenant' } & TenantPolicy);

/** A policy with its files. Those of the built-in ones are not part of the bundle. */
export type ShownPolicy = BindablePolicy & { readonly sources: readonly PolicySource[] };

// Each is compiled, kept in memory and asked by itself.
const mostPolicies = 64;

/**
 * Adds a policy of the tenant's own, or puts another in its place: held to the input's schema, tested by its own tests,
 * and ready to be bound from then on, in every process; where the tenant asks for the approval of others, once they have
 * approved it. Needs `can_manage_policies` in the whole tenant.
 */
export async function addPolicy(
	gate: GateContext,
	caller: Asking,
	given: PolicyAddRequest | unknown,
): Promise<Result<PolicyChanged<PolicyAdded>>> {
	const parsed = parseInput(policyAddRequestSchema, given, 'the policy');
	if (parsed.kind === 'refused') return parsed;
	// Compiling takes seconds: nobody has it done who may not add anything.
	const missing = await notAllowed(gate, caller);
	if (missing !== null) return missing;
	const { sources, allow_untested } = parsed.value;
	const made = await makePolicy(gate, sources, allow_untested);
	if (made.kind === 'refused') return made;
	const { metadata, tests } = made.value;
	const digest = tenantPolicyDigest(sources, metadata);
	const policy: TenantPolicy = { id: metadata.id, digest, metadata, added_by: caller.actor.id, added_at: gate.clock() };
	const present = await gate.store.read((tx) => tx.tenantPolicies.digests(caller.tenant));
	const replaced = present.some(({ id }) => id === metadata.id);
	return changePolicies(gate, caller, { kind: 'policy.add', policy, sources, tests, replaced });
}

async function notAllowed(gate: GateContext, caller: Caller): Promise<Refused | null> {
	return gate.store.read(async (tx) => {
		if ((await tx.tenants.get(caller.tenant)) === null) return unknownTenant(caller.tenant);
		const held = await permissionsIn(tx, caller, {}, gate.clock());
		return missingCapability(held, caller, 'can_manage_policies');
	});
}

async function makePolicy(
	gate: GateContext,
	sources: readonly PolicySource[],
	untested: boolean,
): Promise<Result<{ readonly metadata: PolicyMetadata; readonly tests: number }>> {
	const tools = toolsOf(gate);
	const compiled = await tools.compile(sources);
	if (compiled.kind === 'refused') return compiled;
	const [metadata] = compiled.value.policies;
	if (metadata === undefined) throw new TypeError('the tools compiled a policy to a bundle that has none');
	if (gate.engine.policies.has(metadata.id)) {
		return refused('POLICY_INVALID', `${metadata.id} is a policy that everybody has; choose another name`);
	}
	const tested = await tools.test(sources);
	if (tested.kind === 'refused') return tested;
	const { ran, failed } = tested.value;
	if (failed.length > 0) return refused('POLICY_INVALID', `${metadata.id} does not pass its own tests`, failed);
	if (ran === 0 && !untested) {
		return refused(
			'POLICY_UNTESTED',
			`${metadata.id} has no tests; write some in package ${metadata.id}_test, or say that it is to be taken without (allow_untested)`,
		);
	}
	return ok({ metadata, tests: ran });
}

function toolsOf({ policyTools }: GateContext): PolicyTools {
	if (policyTools !== null) return policyTools;
	throw new PortcullisError('POLICY_TOOLS_MISSING', 'the gate was given no policyTools, so that it takes no policies');
}

/** Why a policy cannot be added now: one that it would replace is bound with what this one does not take, or there are too many. */
export async function addedPolicyFault(tx: Tx, tenant: string, metadata: PolicyMetadata): Promise<Refused | null> {
	const { id, subjects } = metadata;
	const present = await tx.tenantPolicies.digests(tenant);
	if (present.length >= mostPolicies && !present.some((other) => other.id === id)) {
		return refused(
			'INPUT_INVALID',
			`the tenant has ${mostPolicies} policies of its own, and can have no more; remove one`,
		);
	}
	const bound = (await tx.bindings.list(tenant)).filter(({ policy }) => namesPolicy(policy, id));
	const problems = bound.flatMap((binding): Problem[] => {
		const misfits = checkParameters(metadata, binding.parameters);
		const { subject } = binding;
		if (subject !== undefined && !subjects.includes(subject)) {
			misfits.push({
				kind: 'problem',
				path: ['subject'],
				message: `${id} would judge ${subjects.join(' or ')}`,
				received: subject,
			});
		}
		return misfits.map((found) => ({ ...found, path: ['bindings', binding.id, ...found.path] }));
	});
	if (problems.length === 0) return null;
	return refused(
		'POLICY_IN_USE',
		`${id} is bound with parameters that it would not take any more; remove those bindings first`,
		problems,
	);
}

/**
 * Takes a policy of the tenant's own away, or has that approved where the tenant asks for it. Needs `can_manage_policies` in
 * the whole tenant.
 */
export async function removePolicy(
	gate: GateContext,
	caller: Asking,
	id: string,
): Promise<Result<PolicyChanged<PolicyRemoved>>> {
	const missing = await notAllowed(gate, caller);
	if (missing !== null) return missing;
	const policies = await gate.store.read((tx) => tx.tenantPolicies.list(caller.tenant));
	const policy = policies.find((candidate) => candidate.id === id);
	if (policy === undefined) return unknownOwn(gate, id, policies);
	return changePolicies(gate, caller, { kind: 'policy.remove', policy });
}

/** Why a policy cannot be removed now: what is bound would deny everything, or it is gone. */
export async function removedPolicyFault(
	tx: Tx,
	tenant: string,
	{ id, digest }: Pick<TenantPolicy, 'id' | 'digest'>,
): Promise<Refused | null> {
	const present = (await tx.tenantPolicies.digests(tenant)).find((policy) => policy.id === id);
	if (present === undefined) return refused('POLICY_UNKNOWN', `there is no policy ${id} any more`);
	if (present.digest !== digest) {
		return refused(
			'POLICY_UNKNOWN',
			`${id} is another policy by now than the one that was to be removed; look at it again`,
		);
	}
	const bound = (await tx.bindings.list(tenant)).filter(({ policy }) => policy === id);
	if (bound.length === 0) return null;
	const ids = bound.map((binding) => binding.id).join(', ');
	return refused('POLICY_IN_USE', `${id} is bound (${ids}); remove what binds it first`);
}

function unknownOwn(gate: GateContext, id: string, policies: readonly TenantPolicy[]): Refused {
	if (gate.engine.policies.has(id)) {
		return refused('POLICY_UNKNOWN', `${id} is a policy that everybody has, and cannot be removed; unbind it instead`);
	}
	return unknownAmong(
		id,
		policies.map((policy) => policy.id),
	);
}

function unknownAmong(id: string, ids: readonly string[]): Refused {
	const close = nearest(id, ids);
	const instead = close.length === 0 ? 'list those that there are' : `did you mean ${close.join(' or ')}?`;
	return refused('POLICY_UNKNOWN', `there is no policy ${id}; ${instead}`);
}

/** Every policy that the tenant can bind, in order of id. */
export function listPolicies(gate: GateContext, caller: Caller): Promise<Result<BindablePolicy[]>> {
	return gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		return viewer.kind === 'refused' ? viewer : ok(await bindable(tx, gate, caller.tenant));
	});
}

/** One policy, with its sources where it is the tenant's own. */
export function showPolicy(gate: GateContext, caller: Caller, id: string): Promise<Result<ShownPolicy>> {
	return gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		if (viewer.kind === 'refused') return viewer;
		const policies = await bindable(tx, gate, caller.tenant);
		const policy = policies.find((candidate) => candidate.id === id);
		if (policy === undefined)
			return unknownAmong(
				id,
				policies.map((other) => other.id),
			);
		if (policy.origin === 'built_in') return ok({ ...policy, sources: [] });
		const found = await tx.tenantPolicies.source(policy.digest);
		return ok({ ...policy, sources: found?.sources ?? [] });
	});
}

async function bindable(tx: Tx, { engine }: GateContext, tenant: string): Promise<BindablePolicy[]> {
	const builtIn = [...engine.policies].map(([id, metadata]): BindablePolicy => ({ origin: 'built_in', id, metadata }));
	const own = (await tx.tenantPolicies.list(tenant)).map((policy): BindablePolicy => ({ origin: 'tenant', ...policy }));
	return [...builtIn, ...own].sort((a, b) => (a.id < b.id ? -1 : 1));
}
