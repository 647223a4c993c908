import type { ChangeSession } from '../model/session.js';
import type { ChangePlan } from './change-plan.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { planPolicyChange } from './plan-policy-change.js';
import { planWaiver } from './plan-waiver.js';

/** What a session that waits will change. */
export function planOf(gate: GateContext, session: ChangeSession): ChangePlan {
	const requester = requesterOf(session);
	return session.subject === 'waiver'
		? planWaiver(gate, requester, session)
		: planPolicyChange(gate, requester, session.change);
}

/** Who asked for what waits in a session: in whose name it is changed. */
export function requesterOf({ tenant, actor, actor_source }: ChangeSession): Caller {
	return { tenant, actor: { id: actor, source: actor_source } };
}
