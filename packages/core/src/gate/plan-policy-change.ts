import { permissionsThroughout } from '../engine/effective-permissions.js';
import { isActorGrant } from '../model/grant.js';
import type { PolicyChange } from '../model/policy-change.js';
import { type Refused, refused } from '../model/result.js';
import type { Tx } from '../store/store.js';
import { addedBindingFault, bindingPlace, removedBindingFault } from './bindings.js';
import type { ChangePlan } from './change-plan.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import type { HeldPermissions } from './permissions-in.js';
import { addedPolicyFault, removedPolicyFault } from './policies.js';
import { policyChangeScope } from './session-scope.js';

type Of<Kind extends PolicyChange['kind']> = Extract<PolicyChange, { readonly kind: Kind }>;

/** What one kind of change does. Its capability is `can_manage_policies` where `policyChangeScope` says. */
type Applier<Kind extends PolicyChange['kind']> = (
	gate: GateContext,
	/** Who asked for it. */
	requester: Caller,
	change: Of<Kind>,
) => Pick<ChangePlan, 'event' | 'target' | 'check' | 'apply' | 'body'>;

/** Every kind of change of policy that can wait for people: one line here, and its data in `model/policy-change.ts`. */
const appliers: { readonly [Kind in PolicyChange['kind']]: Applier<Kind> } = {
	'binding.add': (gate, requester, { binding }) => ({
		event: 'binding.added',
		target: `binding.add ${bindingPlace(binding)}`,
		check: (tx, held, now) => addedBindingFault(gate, tx, requester, binding, held, now),
		apply: (tx, now) => tx.bindings.insert(requester.tenant, binding, requester.actor.id, now),
		body: { ...binding },
	}),
	'binding.remove': (_gate, { tenant }, { binding }) => ({
		event: 'binding.removed',
		target: `binding.remove ${binding.id}`,
		check: (tx) => removedBindingFault(tx, tenant, binding.id),
		apply: async (tx) => void (await tx.bindings.remove(tenant, binding.id)),
		body: { ...binding },
	}),
	'policy.add': (_gate, { tenant }, { policy, sources, tests }) => ({
		event: 'policy.added',
		target: `policy ${policy.id}`,
		check: (tx) => addedPolicyFault(tx, tenant, policy.metadata),
		apply: (tx) => tx.tenantPolicies.put(tenant, policy, sources),
		body: { policy: policy.id, digest: policy.digest, title: policy.metadata.title, tests },
	}),
	'policy.remove': (_gate, { tenant }, { policy }) => ({
		event: 'policy.removed',
		target: `policy ${policy.id}`,
		check: (tx) => removedPolicyFault(tx, tenant, policy),
		apply: async (tx) => void (await tx.tenantPolicies.remove(tenant, policy.id)),
		body: { policy: policy.id, digest: policy.digest, title: policy.metadata.title },
	}),
	'tenant.policy_change_approvals': (_gate, { tenant, actor }, { approvals }) => ({
		event: 'tenant.policy_change_approvals_set',
		target: 'tenant.policy_change_approvals',
		check: (tx, held, now) => tooFewFault(tx, tenant, actor.id, approvals, held, now),
		apply: async (tx) => void (await tx.tenants.setPolicyChangeApprovals(tenant, approvals)),
		body: { policy_change_approvals: approvals },
	}),
	'tenant.longest_waiver': (_gate, { tenant }, { longest_waiver_ms }) => ({
		event: 'tenant.longest_waiver_set',
		target: 'tenant.longest_waiver',
		check: async () => null,
		apply: async (tx) => void (await tx.tenants.setLongestWaiver(tenant, longest_waiver_ms)),
		body: { longest_waiver_ms },
	}),
};

/** What a change of policy will do. */
export function planPolicyChange(gate: GateContext, requester: Caller, change: PolicyChange): ChangePlan {
	const scope = policyChangeScope(change);
	return { capability: 'can_manage_policies', scope, ...applied(gate, requester, change, change.kind) };
}

function applied<Kind extends PolicyChange['kind']>(
	gate: GateContext,
	requester: Caller,
	change: PolicyChange & Of<Kind>,
	kind: Kind,
): ReturnType<Applier<Kind>> {
	return appliers[kind](gate, requester, change);
}

// Otherwise no policy could be changed any more, this one neither.
async function tooFewFault(
	tx: Tx,
	tenant: string,
	requester: string,
	approvals: number,
	{ tenantRoles }: HeldPermissions,
	now: number,
): Promise<Refused | null> {
	// Who belongs to a group today may not tomorrow, and then nobody could approve.
	const grants = (await tx.grants.list(tenant)).filter(isActorGrant);
	const others = [...new Set(grants.map(({ actor }) => actor))].filter((actor) => {
		const held = permissionsThroughout(actor, grants, tenantRoles, {}, now);
		return actor !== requester && held.capabilities.includes('can_manage_policies');
	});
	if (others.length >= approvals) return null;
	return refused(
		'APPROVERS_TOO_FEW',
		`${approvals} others would have to approve every change of policy, and ${others.length} others hold can_manage_policies in the whole tenant; grant it to more people first`,
	);
}
