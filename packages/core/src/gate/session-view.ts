import type { Session } from '../model/session.js';
import { approvalCounts } from './approval-counts.js';
import type { RequirementProgress } from './approval-progress.js';
import { countable, progressOf } from './progress-of.js';
import type { ViewFacts } from './view-facts.js';

/** A session as people see it: what waits, for whom, how long still. */
export interface SessionView {
	/** As it is stored, but `expired` from the moment on at which it is: the sweep only writes that down. */
	readonly session: Session;
	/** How far each requirement has come; empty where anybody entitled may start it. */
	readonly progress: readonly RequirementProgress[];
	/**
	 * Whose approvals count no more, since what they approved has changed or they may not approve any longer. Who
	 * approved anew after a change is named as well.
	 */
	readonly void_approvals: readonly string[];
	/** Actors whose approval would count now, in order. */
	readonly may_approve: readonly string[];
	/** Milliseconds until it expires; 0 once it has, or is closed. */
	readonly remaining_ms: number;
}

/** Makes the view of a session. */
export function viewSession(session: Session, facts: ViewFacts, now: number): SessionView {
	const expired = session.status === 'open' && now >= session.expires_at;
	const open = session.status === 'open' && !expired;
	const counting = new Set(
		countable(session, facts, now)
			.filter((approval) => approval.subject_digest === session.subject_digest)
			.map((approval) => approval.actor),
	);
	return {
		session: expired ? { ...session, status: 'expired' } : session,
		progress: progressOf(session, facts, now),
		void_approvals: session.approvals
			.filter(({ actor, subject_digest }) => subject_digest !== session.subject_digest || !counting.has(actor))
			.map((approval) => approval.actor),
		may_approve: open ? eligible(session, facts, now) : [],
		remaining_ms: open ? session.expires_at - now : 0,
	};
}

function eligible(session: Session, facts: ViewFacts, now: number): string[] {
	const actors = new Set([session.actor, ...facts.grants.map((grant) => grant.actor)]);
	return [...actors].filter((actor) => approvalCounts(session, actor, facts, now).counts).sort();
}
