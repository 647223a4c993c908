import type { Requirement } from '../model/decision.js';
import { en, type Messages } from './messages.js';

/**
 * Writes who must approve for one policy: `1 approval by CloudAdmin, then 2 approvals by security (cost.hourly_limit)`.
 */
export function requirementText({ policy, stages, requester_counts }: Requirement, messages: Messages = en): string {
	const approvals = stages.map(({ role, quorum }) =>
		messages.stage(messages.approvals(quorum), role ?? messages.whoeverHas('can_approve')),
	);
	return messages.requirement(messages.inOrder(approvals), policy, requester_counts ? messages.ownCounts : '');
}
