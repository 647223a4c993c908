import { ok } from '../model/result.js';
import { answeredApproval, answeredSession, answeredView } from './answered-session.js';
import { approve } from './approve.js';
import { unknownSession } from './approving.js';
import { askedOnce, type ChangingCall } from './asked-once.js';
import { closeSession } from './close-session.js';
import { deploymentViewOf } from './deployment-of.js';
import type { Gate } from './gate.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { giveUp } from './give-up.js';
import { request } from './request.js';
import { withdrawApproval } from './withdraw-approval.js';

/** The calls of a gate that change sessions: each is carried out once by one request id. */
export function sessionCalls(
	gate: GateContext,
): Pick<Gate, 'request' | 'approve' | 'withdraw' | 'cancel' | 'reject' | 'giveUp'> {
	const once = <Value>(caller: Caller, call: ChangingCall<Value>) => askedOnce(gate, caller, call);
	return {
		request: (caller, given) =>
			once(caller, {
				name: 'request',
				content: [given],
				act: (asking) => request(gate, asking, given),
				session: async (id) => {
					const answered = await answeredView(gate, caller, id);
					if (answered.kind === 'refused') return answered;
					const view = deploymentViewOf(answered.value);
					return view === null ? unknownSession(id) : ok({ kind: 'session', view });
				},
			}),
		approve: (caller, session, shown) =>
			once(caller, {
				name: 'approve',
				content: [session, shown ?? null],
				id: session,
				act: (asking) => approve(gate, asking, session, shown),
				session: (id) => answeredApproval(gate, caller, id),
			}),
		withdraw: (caller, session) =>
			once(caller, {
				name: 'withdraw',
				content: [session],
				id: session,
				act: (asking) => withdrawApproval(gate, asking, session),
				session: (id) => answeredView(gate, caller, id),
			}),
		cancel: (caller, session, reason) =>
			once(caller, {
				name: 'cancel',
				content: [session, reason ?? null],
				id: session,
				act: (asking) => closeSession(gate, asking, session, 'cancelled', reason ?? null),
				session: (id) => answeredSession(gate, caller, id),
			}),
		reject: (caller, session, reason) =>
			once(caller, {
				name: 'reject',
				content: [session, reason],
				id: session,
				act: (asking) => closeSession(gate, asking, session, 'rejected', reason),
				session: (id) => answeredSession(gate, caller, id),
			}),
		giveUp: (caller, session) =>
			once(caller, {
				name: 'giveUp',
				content: [session],
				id: session,
				act: (asking) => giveUp(gate, asking, session),
				session: (id) => answeredSession(gate, caller, id),
			}),
	};
}
