import type { Requirement } from '../model/decision.js';
import type { Approval } from '../model/session.js';

/** How far the approvals of one requirement have come. */
export interface RequirementProgress {
	readonly policy: string;
	readonly binding: string;
	/** The first stage that is not met: which role is asked (`null`: whoever has `can_approve`), and how many more of it. `null` once all are met. */
	readonly awaiting: { readonly role: string | null; readonly missing: number } | null;
	/** Who was counted, in order. */
	readonly counted: readonly string[];
}

/** What decides whether an approval counts. */
export interface ApprovalContext {
	/** Who asked. */
	readonly requester: string;
	readonly subject_digest: string;
	/** Whether approvals of asserted actors count. */
	readonly assertedMayApprove: boolean;
}

/**
 * Counts approvals towards requirements, in the order in which they were given: one of another digest never counts, nor
 * one that was taken back, nor one of the requester unless the binding says so, and nobody counts twice for one
 * requirement.
 */
export function approvalProgress(
	requirements: readonly Requirement[],
	approvals: readonly Approval[],
	context: ApprovalContext,
): RequirementProgress[] {
	const valid = approvals
		.filter((approval) => approval.subject_digest === context.subject_digest && approval.withdrawn_at === undefined)
		.filter((approval) => approval.source === 'verified' || context.assertedMayApprove)
		.sort((a, b) => a.approved_at - b.approved_at);
	return requirements.map((requirement) => {
		const counted: string[] = [];
		for (const stage of requirement.stages) {
			const before = counted.length;
			for (const approval of valid) {
				if (counted.length - before === stage.quorum) break;
				if (counted.includes(approval.actor)) continue;
				if (approval.actor === context.requester && !requirement.requester_counts) continue;
				if (stage.role !== null && !approval.roles.includes(stage.role)) continue;
				counted.push(approval.actor);
			}
			const missing = stage.quorum - (counted.length - before);
			if (missing > 0) {
				const { policy, binding } = requirement;
				return { policy, binding, awaiting: { role: stage.role, missing }, counted };
			}
		}
		return { policy: requirement.policy, binding: requirement.binding, awaiting: null, counted };
	});
}
