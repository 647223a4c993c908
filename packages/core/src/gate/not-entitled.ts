import { type Refused, refused } from '../model/result.js';
import type { Session } from '../model/session.js';
import type { ApprovalCounts } from './approval-counts.js';
import type { Caller } from './gate-options.js';
import type { ViewFacts } from './view-facts.js';

/** Refuses an approval that does not count; to somebody who has approved already it says that instead. */
export function notEntitled(session: Session, caller: Caller, reason: string): Refused {
	const own = session.approvals.some(
		({ actor, subject_digest, withdrawn_at }) =>
			actor === caller.actor.id && subject_digest === session.subject_digest && withdrawn_at === undefined,
	);
	if (own && session.status === 'open') return approvedAlready(caller.actor.id);
	return refused('APPROVER_NOT_ENTITLED', `the approval of ${caller.actor.id} does not count: ${reason}`);
}

/** Refuses a second approval of the same thing. */
export function approvedAlready(actor: string): Refused {
	return refused('ALREADY_APPROVED', `${actor} has approved this already; it waits for others`);
}

/** Refuses the approval of somebody who is known only by a front end's word, unless the tenant takes that; `null` where it does. */
export function assertedFault(
	session: Session,
	caller: Caller,
	counts: Extract<ApprovalCounts, { readonly counts: true }>,
	{ tenant }: ViewFacts,
): Refused | null {
	if (counts.as === 'starter' || caller.actor.source === 'verified' || tenant.asserted_may_approve) return null;
	return notEntitled(
		session,
		caller,
		'this tenant does not take the word of a front end (--as) for who approves; approve as who you are known to be',
	);
}
