import { rolesWith } from '../engine/words.js';
import { requirementsOf, type Session } from '../model/session.js';
import type { RequirementProgress } from './approval-progress.js';
import { progressOf } from './progress-of.js';
import { approvingCapability } from './session-scope.js';
import { permissionsOf, type ViewFacts } from './view-facts.js';

/** Whether somebody's approval would count, and as what. */
export type ApprovalCounts =
	/** `starter`: nothing is awaited any more, they only set it going. `approver`: theirs is one of those awaited. */
	| { readonly counts: true; readonly as: 'starter' | 'approver'; readonly roles: readonly string[] }
	| { readonly counts: false; readonly reason: string };

/** Whether an approval by this actor would count now, and if not, why, and what would. */
export function approvalCounts(session: Session, actor: string, facts: ViewFacts, now: number): ApprovalCounts {
	const { roles, capabilities } = permissionsOf(actor, facts, now);
	const before = progressOf(session, facts, now);
	const capability = approvingCapability(session);
	const ask = `ask ${rolesWith(facts.roles, capability)}`;
	// Nothing awaited: nothing was, or what is missing was no longer asked for after the last approval.
	if (before.every(({ awaiting }) => awaiting === null)) {
		if (actor === session.actor || capabilities.includes(capability)) return { counts: true, as: 'starter', roles };
		return { counts: false, reason: `only the requester or somebody with ${capability} may start it` };
	}
	if (!capabilities.includes(capability)) return { counts: false, reason: `${capability} is missing; ${ask}` };
	if (actor === session.actor && !requirementsOf(session).some((requirement) => requirement.requester_counts)) {
		return { counts: false, reason: `the requester's own approval does not count; ${ask}` };
	}
	const { subject_digest } = session;
	const approval = { actor, source: 'verified', roles, subject_digest, approved_at: now } as const;
	const after = progressOf({ ...session, approvals: [...session.approvals, approval] }, facts, now);
	if (counted(after) > counted(before)) return { counts: true, as: 'approver', roles };
	const awaited = before.flatMap(({ awaiting }) =>
		awaiting === null ? [] : [awaiting.role ?? `anybody else with ${capability}`],
	);
	return { counts: false, reason: `what is awaited is an approval by ${[...new Set(awaited)].join(' and ')}` };
}

function counted(progress: readonly RequirementProgress[]): number {
	return progress.reduce((sum, { counted: actors }) => sum + actors.length, 0);
}
