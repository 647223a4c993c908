import { type Result, refused } from '../model/result.js';
import { type Asking, keepAnswer } from './asked-once.js';
import { closedFault } from './closed-fault.js';
import type { GateContext } from './gate-context.js';
import { viewOrRefuse } from './list-sessions.js';
import { note } from './note.js';
import type { SessionView } from './session-view.js';
import { unknownSession } from './unknown.js';

/**
 * Takes an approval back, as long as its session is open. Only whoever gave it can. It stays to be seen, counts no more,
 * and may be given again.
 */
export function withdrawApproval(gate: GateContext, caller: Asking, id: string): Promise<Result<SessionView>> {
	return gate.store.write(async (tx) => {
		const now = gate.clock();
		const tenant = await tx.tenants.get(caller.tenant);
		const session = await tx.sessions.get(caller.tenant, id);
		if (session === null) return unknownSession(id);
		const given = session.approvals.filter(
			({ actor, withdrawn_at }) => actor === caller.actor.id && withdrawn_at === undefined,
		);
		if (given.length === 0) {
			return refused('NOT_APPROVED', `there is no approval by ${caller.actor.id} in session ${id} to take back`);
		}
		const closed = closedFault(session, now);
		if (closed !== null) return closed;
		if (
			caller.actor.source === 'asserted' &&
			tenant?.asserted_may_approve !== true &&
			given.some(({ source }) => source === 'verified')
		) {
			return refused(
				'APPROVER_NOT_ENTITLED',
				'this tenant does not take the word of a front end (--as) for who approves, nor for who takes it back; do it as who you are known to be',
			);
		}
		await tx.sessions.withdraw(caller.tenant, id, caller.actor.id, now);
		const body = { subject_digests: given.map(({ subject_digest }) => subject_digest) };
		await note(tx, caller, now, 'approval.withdrawn', { project: session.project, session: id, body });
		await keepAnswer(tx, caller, { kind: 'session', session: id }, now);
		const after = await tx.sessions.get(caller.tenant, id);
		return after === null ? unknownSession(id) : viewOrRefuse(tx, gate, after);
	});
}
