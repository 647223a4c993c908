import { type Approval, requirementsOf, type Session } from '../model/session.js';
import { approvalProgress, type RequirementProgress } from './approval-progress.js';
import { approvingCapability } from './session-scope.js';
import { permissionsOf, type ViewFacts } from './view-facts.js';

/** How far the approvals of a session have come towards its requirements. */
export function progressOf(session: Session, facts: ViewFacts, now: number): RequirementProgress[] {
	return approvalProgress(requirementsOf(session), countable(session, facts, now), {
		requester: session.actor,
		subject_digest: session.subject_digest,
		assertedMayApprove: facts.tenant.asserted_may_approve,
	});
}

/**
 * The approvals of a session as they count now. While it is open, whoever approved must still hold what approving takes, and
 * counts only for roles still held: who was taken the right away has not approved what starts after that. What is closed
 * is shown as it was.
 */
export function countable(session: Session, facts: ViewFacts, now: number): readonly Approval[] {
	if (session.status !== 'open') return session.approvals;
	return session.approvals.flatMap((approval) => {
		if (approval.withdrawn_at !== undefined) return [];
		const held = permissionsOf(approval.actor, facts, now);
		if (!held.capabilities.includes(approvingCapability(session))) return [];
		return [{ ...approval, roles: approval.roles.filter((role) => held.roles.includes(role)) }];
	});
}
