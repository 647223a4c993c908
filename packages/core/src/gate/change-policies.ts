import type { DecisionWarning } from '../model/decision.js';
import type { PolicyChange } from '../model/policy-change.js';
import { ok, type Result } from '../model/result.js';
import type { PolicyChangeSession } from '../model/session.js';
import { administerIn } from './administer.js';
import { type Asking, keepAnswer } from './asked-once.js';
import { changeOf } from './change-plan.js';
import type { GateContext } from './gate-context.js';
import { openChange } from './open-change.js';
import { planPolicyChange } from './plan-policy-change.js';
import type { SessionView } from './session-view.js';
import { unknownTenant } from './unknown.js';

/** What became of a change of policy: it is made, or it waits for people because the tenant wants that. */
export type PolicyChanged<Change extends PolicyChange = PolicyChange> =
	| {
			readonly kind: 'applied';
			readonly change: Change;
			/** What there is to look at about it. */
			readonly warnings: readonly DecisionWarning[];
	  }
	| { readonly kind: 'session'; readonly view: SessionView };

/**
 * Changes what policies say, or opens a session for that where the tenant asks for the approval of others: the one way to
 * do it. Needs `can_manage_policies` where the change bears on.
 */
export function changePolicies<Change extends PolicyChange>(
	gate: GateContext,
	caller: Asking,
	change: Change,
	warnings: readonly DecisionWarning[] = [],
): Promise<Result<PolicyChanged<Change>>> {
	return gate.store.write(async (tx): Promise<Result<PolicyChanged<Change>>> => {
		const tenant = await tx.tenants.get(caller.tenant);
		if (tenant === null) return unknownTenant(caller.tenant);
		const now = gate.clock();
		if ((tenant.policy_change_approvals ?? 0) > 0) {
			const about: Pick<PolicyChangeSession, 'subject' | 'change'> = { subject: 'policy_change', change };
			const opened = await openChange(gate, tx, caller, tenant, about, now);
			return opened.kind === 'refused' ? opened : ok({ kind: 'session', view: opened.value });
		}
		const value: PolicyChanged<Change> = { kind: 'applied', change, warnings };
		const made = await administerIn(tx, caller, changeOf(planPolicyChange(gate, caller, change), value, null), now);
		if (made.kind === 'ok') await keepAnswer(tx, caller, { kind: 'value', value }, now);
		return made;
	});
}
