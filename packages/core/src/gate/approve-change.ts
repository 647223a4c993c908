import { ok, type Refused, type Result, refused } from '../model/result.js';
import type { Tx } from '../store/store.js';
import { administerIn } from './administer.js';
import { approvalCounts } from './approval-counts.js';
import { type Asking, keepAnswer } from './asked-once.js';
import { changeOf } from './change-plan.js';
import { requirementsNow } from './change-requirements.js';
import { closedFault } from './closed-fault.js';
import type { GateContext } from './gate-context.js';
import { rememberGroups } from './groups.js';
import { approvedAlready, assertedFault, notEntitled } from './not-entitled.js';
import { note } from './note.js';
import { planOf, requesterOf } from './plan-of.js';
import { progressOf } from './progress-of.js';
import { approvingCapability } from './session-scope.js';
import { type SessionView, viewSession } from './session-view.js';
import { unknownSession, unknownTenant } from './unknown.js';
import { permissionsOf, readViewFacts } from './view-facts.js';

const changed: Refused = refused(
	'SUBJECT_CHANGED',
	'what was shown is not what would be approved now (the bindings or the policy that it is about, or who must approve it, have changed); earlier approvals are void. Look at the session again, then approve',
);

/**
 * Approves a session about a waiver or a change of policy. The approval that meets the last requirement makes the
 * change, in the same transaction and in the name of whoever asked for it: if they may not make it any more, or it
 * cannot be made on what holds now, nothing happens, and the session goes on waiting.
 *
 * @param shown the `subject_digest` of the session as the approver saw it; see `approve`
 */
export async function approveChange(
	gate: GateContext,
	caller: Asking,
	id: string,
	shown?: string,
): Promise<Result<SessionView>> {
	try {
		return await gate.store.write((tx) => approveIn(gate, tx, caller, id, shown));
	} catch (cause) {
		if (!(cause instanceof CannotBeMade)) throw cause;
		await noteRefusal(gate, caller, id, cause.refusal);
		return cause.refusal;
	}
}

// Thrown inside the transaction to undo what it has done by then: the approval, and that the session is completed.
class CannotBeMade extends Error {
	constructor(readonly refusal: Refused) {
		super();
	}
}

async function approveIn(
	gate: GateContext,
	tx: Tx,
	caller: Asking,
	id: string,
	shown: string | undefined,
): Promise<Result<SessionView>> {
	const now = gate.clock();
	const session = await tx.sessions.get(caller.tenant, id);
	if (session === null || session.subject === 'deployment') return unknownSession(id);
	const view = await readViewFacts(tx, session, now, caller);
	if (view === null) return unknownTenant(caller.tenant);
	// First of all: who has no part in it neither learns of it nor leaves a trace in the history.
	const capability = approvingCapability(session);
	if (
		session.actor !== caller.actor.id &&
		!permissionsOf(caller.actor.id, view, now).capabilities.includes(capability)
	) {
		return notEntitled(session, caller, `${capability} is missing`);
	}
	const closed = closedFault(session, now);
	if (closed !== null) return closed;
	if (shown !== undefined && shown !== session.subject_digest) return changed;
	const asked = await requirementsNow(tx, session);
	if (asked.kind === 'refused') return asked;
	const { requirements, subject_digest } = asked.value;
	const about = { project: session.project, session: id };
	if (subject_digest !== session.subject_digest) {
		await tx.sessions.move(session.tenant, id, 'open', 'open', { requirements, subject_digest });
		const body = { subject_digest, was: session.subject_digest };
		await note(tx, caller, now, 'session.changed', { ...about, body });
		// Repeated, it would otherwise approve what it has changed this into, which was not shown.
		await keepAnswer(tx, caller, { kind: 'refused', refusal: changed }, now);
		return changed;
	}
	const counts = approvalCounts(session, caller.actor.id, view, now);
	if (!counts.counts) return notEntitled(session, caller, counts.reason);
	const unknown = assertedFault(session, caller, counts, view);
	if (unknown !== null) return unknown;
	const { roles } = counts;
	const approval = { actor: caller.actor.id, source: caller.actor.source, roles, subject_digest, approved_at: now };
	await rememberGroups(tx, caller, now);
	const isNew = await tx.sessions.approve(session.tenant, id, approval);
	const approvals = isNew ? [...session.approvals, approval] : session.approvals;
	const progress = progressOf({ ...session, approvals }, view, now);
	const awaits = progress.some(({ awaiting }) => awaiting !== null);
	if (!isNew && awaits) return approvedAlready(caller.actor.id);
	const patch = { unexpired_at: now, ...(awaits ? {} : { closed_at: now }) };
	const moved = await tx.sessions.move(session.tenant, id, 'open', awaits ? 'open' : 'completed', patch);
	if (moved === null) throw new CannotBeMade(expiredMeanwhile(id));
	await note(tx, caller, now, 'session.approved', { ...about, body: { subject_digest, roles } });
	await keepAnswer(tx, caller, { kind: 'session', session: id }, now);
	if (!awaits) {
		const approvers = [...new Set(progress.flatMap(({ counted }) => counted))];
		const change = changeOf(planOf(gate, session), null, { session: id, approvers });
		const made = await administerIn(tx, requesterOf(session), change, now);
		if (made.kind === 'refused') throw new CannotBeMade(made);
	}
	return ok(viewSession(moved, view, now));
}

// A sweep whose clock is ahead of this one was faster.
function expiredMeanwhile(id: string): Refused {
	return refused('SESSION_EXPIRED', `session ${id} expired in this moment; make the request again`);
}

// The session stays: what is in the way may go.
async function noteRefusal(gate: GateContext, caller: Asking, id: string, refusal: Refused): Promise<void> {
	await gate.store.write(async (tx) => {
		const now = gate.clock();
		const session = await tx.sessions.get(caller.tenant, id);
		const body = { code: refusal.code, message: refusal.message };
		await note(tx, caller, now, 'approval.refused', { project: session?.project ?? null, session: id, body });
		await keepAnswer(tx, caller, { kind: 'refused', refusal }, now);
	});
}
