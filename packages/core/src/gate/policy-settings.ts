import { type LongestWaiverSet, type PolicyApprovalsSet, policyChangeApprovalsSchema } from '../model/policy-change.js';
import type { Result } from '../model/result.js';
import { longestWaiverSchema } from '../model/waiver.js';
import type { Asking } from './asked-once.js';
import { changePolicies, type PolicyChanged } from './change-policies.js';
import type { GateContext } from './gate-context.js';
import { parseInput } from './parse-input.js';

/**
 * Sets how many others must approve a change of policy; 0: whoever may make it does so at once. To change this is such a
 * change itself, so that nobody takes the others out alone. Needs `can_manage_policies` in the whole tenant.
 *
 * @returns `APPROVERS_TOO_FEW` where not as many others could approve
 */
export async function setPolicyChangeApprovals(
	gate: GateContext,
	caller: Asking,
	given: number | unknown,
): Promise<Result<PolicyChanged<PolicyApprovalsSet>>> {
	const parsed = parseInput(policyChangeApprovalsSchema, given, 'how many must approve a change of policy');
	if (parsed.kind === 'refused') return parsed;
	return changePolicies(gate, caller, { kind: 'tenant.policy_change_approvals', approvals: parsed.value });
}

/**
 * Sets how long a waiver may last at most, in milliseconds; `null`: 90 days. Those that stand keep their time. It is a
 * change of policy. Needs `can_manage_policies` in the whole tenant.
 */
export async function setLongestWaiver(
	gate: GateContext,
	caller: Asking,
	given: number | null | unknown,
): Promise<Result<PolicyChanged<LongestWaiverSet>>> {
	const parsed = parseInput(longestWaiverSchema.nullable(), given, 'how long waivers may last');
	if (parsed.kind === 'refused') return parsed;
	return changePolicies(gate, caller, { kind: 'tenant.longest_waiver', longest_waiver_ms: parsed.value });
}
