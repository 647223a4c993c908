import type { BindingRequest } from '../model/binding.js';
import type { BindingAdded, BindingRemoved } from '../model/policy-change.js';
import { type Result, refused } from '../model/result.js';
import type { Asking } from './asked-once.js';
import { checkBinding } from './bindings.js';
import { changePolicies, type PolicyChanged } from './change-policies.js';
import type { GateContext } from './gate-context.js';

/**
 * Binds a policy, or has that approved where the tenant asks for it. Needs `can_manage_policies` where the binding shall
 * hold.
 */
export async function addBinding(
	gate: GateContext,
	caller: Asking,
	given: BindingRequest | unknown,
): Promise<Result<PolicyChanged<BindingAdded>>> {
	const checked = checkBinding(gate, given);
	if (checked.kind === 'refused') return checked;
	return changePolicies(gate, caller, { kind: 'binding.add', binding: { ...checked.value, id: gate.newId() } });
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
