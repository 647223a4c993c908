import type { BindingRequest } from '../model/binding.js';
import type { BindingAdded, BindingRemoved } from '../model/policy-change.js';
import { type Result, refused } from '../model/result.js';
import type { Asking } from './asked-once.js';
import { changePolicies, type PolicyChanged } from './change-policies.js';
import { checkBinding } from './check-binding.js';
import { equalsAmong } from './equal-bindings.js';
import type { GateContext } from './gate-context.js';
import { knownPolicies } from './tenant-policies.js';

/**
 * Binds a policy, or a pattern of them, or has that approved where the tenant asks for it. Needs `can_manage_policies`
 * where the binding shall hold. Warns of bindings that are as specific and may hold for the same subject.
 */
export async function addBinding(
	gate: GateContext,
	caller: Asking,
	given: BindingRequest | unknown,
): Promise<Result<PolicyChanged<BindingAdded>>> {
	const { known, bindings } = await gate.store.read(async (tx) => ({
		known: await knownPolicies(tx, gate.engine, caller.tenant),
		bindings: await tx.bindings.list(caller.tenant),
	}));
	const checked = checkBinding(known, given, gate.clock());
	if (checked.kind === 'refused') return checked;
	const binding = { ...checked.value, id: gate.newId() };
	return changePolicies(gate, caller, { kind: 'binding.add', binding }, equalsAmong(known, binding, bindings));
}

/** Unbinds, or has that approved where the tenant asks for it. Needs `can_manage_policies` where the binding holds. */
export async function removeBinding(
	gate: GateContext,
	caller: Asking,
	id: string,
): Promise<Result<PolicyChanged<BindingRemoved>>> {
	const bindings = await gate.store.read((tx) => tx.bindings.list(caller.tenant));
	const binding = bindings.find((candidate) => candidate.id === id);
	if (binding === undefined) return refused('BINDING_UNKNOWN', `there is no binding ${id}`);
	return changePolicies(gate, caller, { kind: 'binding.remove', binding });
}
