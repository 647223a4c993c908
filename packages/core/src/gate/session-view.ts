import type { Grant } from '../model/grant.js';
import type { Approval, Session } from '../model/session.js';
import { someMembers } from '../model/some-member.js';
import { approvalCounts } from './approval-counts.js';
import type { RequirementProgress } from './approval-progress.js';
import { countable, progressOf } from './progress-of.js';
import type { ViewFacts } from './view-facts.js';

/** A session as people see it: what waits, for whom, how long still. */
export interface SessionView<Subject extends Session = Session> {
	/** As it is stored, but `expired` from the moment on at which it is: the sweep only writes that down. */
	readonly session: Subject;
	/** How far each requirement has come; empty where anybody entitled may start it. */
	readonly progress: readonly RequirementProgress[];
	/**
	 * Whose approvals count no more, since what they approved has changed or they may not approve any longer. Who
	 * approved anew after a change is named as well.
	 */
	readonly void_approvals: readonly string[];
	/** Every approval that was given, in order, and whether it counts. */
	readonly approvals: readonly ApprovalStanding[];
	/** Actors whose approval would count now, in order. */
	readonly may_approve: readonly string[];
	/** Groups whose members' approval would count now, whoever they are, in order; the requester's own aside. */
	readonly may_approve_groups: readonly string[];
	/** Milliseconds until it expires; 0 once it has, or is closed. */
	readonly remaining_ms: number;
}

/** Whether an approval counts, and where it does not, why. */
export interface ApprovalStanding {
	readonly actor: string;
	readonly approved_at: number;
	readonly standing: 'counts' | 'void' | 'withdrawn';
	/** Why it does not count; `null` where it does. */
	readonly reason: string | null;
}

/** Makes the view of a session. */
export function viewSession<Subject extends Session>(
	session: Subject,
	facts: ViewFacts,
	now: number,
): SessionView<Subject> {
	const expired = session.status === 'open' && now >= session.expires_at;
	const open = session.status === 'open' && !expired;
	const approvals = standings(session, facts, now);
	return {
		session: expired ? { ...session, status: 'expired' } : session,
		progress: progressOf(session, facts, now),
		void_approvals: approvals.filter(({ standing }) => standing === 'void').map(({ actor }) => actor),
		approvals,
		may_approve: open ? eligible(session, facts, now) : [],
		may_approve_groups: open ? eligibleGroups(session, facts, now) : [],
		remaining_ms: open ? session.expires_at - now : 0,
	};
}

function standings(session: Session, facts: ViewFacts, now: number): ApprovalStanding[] {
	const counting = new Set(countable(session, facts, now).map(({ actor }) => actor));
	const standing = ({ actor, source, subject_digest, withdrawn_at }: Approval) => {
		if (withdrawn_at !== undefined) return { standing: 'withdrawn', reason: 'taken back by who gave it' } as const;
		const because = (reason: string) => ({ standing: 'void', reason }) as const;
		if (subject_digest !== session.subject_digest) return because('what it approved has changed');
		if (!counting.has(actor)) return because(`${actor} may not approve any more`);
		if (session.status === 'open' && source === 'asserted' && !facts.tenant.asserted_may_approve) {
			return because('who gave it is known only by the word of a front end');
		}
		return { standing: 'counts', reason: null } as const;
	};
	return session.approvals.map((approval) => {
		const { actor, approved_at } = approval;
		return { actor, approved_at, ...standing(approval) };
	});
}

function eligibleGroups(session: Session, facts: ViewFacts, now: number): string[] {
	const counts = (actor: string, held: readonly Grant[]) =>
		approvalCounts(session, actor, { ...facts, grants: [...facts.grants, ...held] }, now).counts;
	return someMembers(facts.groupGrants)
		.filter(({ actor, grants }) => counts(actor, grants))
		.map(({ group }) => group);
}

function eligible(session: Session, facts: ViewFacts, now: number): string[] {
	const actors = new Set([session.actor, ...facts.grants.map((grant) => grant.actor)]);
	return [...actors].filter((actor) => approvalCounts(session, actor, facts, now).counts).sort();
}
