import { ok, type Result, refused } from '../model/result.js';
import type { DeploymentSession } from '../model/session.js';
import type { Lease } from '../store/store.js';
import { type Again, again, untilSettled } from './again.js';
import { approvalCounts } from './approval-counts.js';
import { approveChange } from './approve-change.js';
import { type Approving, readApproving } from './approving.js';
import type { Asking } from './asked-once.js';
import { changeSubject, subjectChanged } from './change-subject.js';
import { deploy } from './deploy.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { leaseRanOut } from './lease.js';
import { assertedFault, notEntitled } from './not-entitled.js';
import { recordApproval } from './record-approval.js';
import { recoverDeployment } from './recover-deployment.js';
import { refuseDenied } from './refuse-denied.js';
import { type SessionView, viewSession } from './session-view.js';

/**
 * Approves a session. Everything is decided again, on the facts of now: an approval is only of what was shown, and
 * nothing starts that would be refused if it were asked for now. The approval that meets the last requirement reserves
 * the quotas, moves the session to `deploying` in the same transaction, and carries it out. A session about a change is
 * another matter: see {@link approveChange}.
 *
 * @param shown the `subject_digest` of the session as the approver saw it. With it, an approval of something that
 * changed meanwhile, and was approved anew by others, is refused. Left out, what the session holds now is approved.
 */
export async function approve(
	gate: GateContext,
	caller: Asking,
	sessionId: string,
	shown?: string,
): Promise<Result<SessionView>> {
	let subject = shown;
	return untilSettled(async () => {
		const found = await readApproving(gate, caller, sessionId);
		if (found.kind === 'refused') return found;
		if (found.value === null) return approveChange(gate, caller, sessionId, shown);
		const { subject_digest } = found.value.session;
		// What somebody else changed it into while this started over has been seen even less.
		if (subject !== undefined && subject !== subject_digest) return subjectChanged;
		subject = subject_digest;
		return approveAs(gate, caller, found.value);
	});
}

async function approveAs(
	gate: GateContext,
	caller: Caller,
	approving: Approving,
): Promise<Result<SessionView> | Again> {
	const { session, change, decision, view, now } = approving;
	if (decision.answer === 'deny') return refuseDenied(gate, caller, approving);
	if (change) return changeSubject(gate, caller, approving);
	const counts = approvalCounts({ ...session, decision }, caller.actor.id, view, now);
	if (!counts.counts) return notEntitled(session, caller, counts.reason);
	const unknown = assertedFault(session, caller, counts, view);
	if (unknown !== null) return unknown;
	const outcome = await recordApproval(gate, caller, approving, counts.roles);
	if (outcome.kind === 'busy') return busy(gate, session, outcome.lease);
	if (outcome.kind !== 'starting') return outcome;
	const deployed = await deploy(gate, caller, outcome.held, approving.read.facts.project);
	if (deployed.kind === 'refused') return deployed;
	return ok(viewSession(deployed.value, view, gate.clock()));
}

// Whoever comes first ends a deployment whose process is gone: a project would otherwise stay closed until a sweep.
async function busy(
	gate: GateContext,
	{ project }: DeploymentSession,
	lease: Lease | null,
): Promise<Result<SessionView> | Again> {
	// It was given back between the two looks at it.
	if (lease === null) return again;
	if (leaseRanOut(lease, gate.clock())) {
		await recoverDeployment(gate, lease);
		return again;
	}
	return refused('PROJECT_BUSY', `another deployment of ${project} is being written; try again in a moment`);
}
