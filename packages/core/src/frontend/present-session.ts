import type { SessionView } from '../gate/session-view.js';
import type { ChangeSession, Session } from '../model/session.js';
import type { PolicySource } from '../model/tenant-policy.js';
import type { SessionStatus } from '../model/vocabulary.js';
import { ageText, momentText } from '../util/time-text.js';
import { en, type Messages } from './messages.js';
import { type PresentedChange, presentChange } from './present-change.js';
import { type PresentedDecision, presentDecision } from './present-decision.js';
import { sessionTitle } from './session-title.js';

/** Somebody, and whether only a front end's word says so. */
export interface PresentedActor {
	readonly actor: string;
	readonly asserted: boolean;
}

/** One person's yes, as people read it. */
export interface PresentedApproval extends PresentedActor {
	readonly standing: 'counts' | 'void' | 'withdrawn';
	/** When it was given, in milliseconds since 1970. */
	readonly at: number;
	/** When it was given; where it does not count, why. */
	readonly text: string;
}

/** What is missing still for one policy. */
export interface PresentedWait {
	readonly policy: string;
	/** `null`: whoever has the capability. */
	readonly role: string | null;
	/** The role, or `whoever has can_approve`. */
	readonly who: string;
	readonly missing: number;
	readonly text: string;
}

/** What would change about a waiver or a policy: each with the name of what it is. */
export interface PresentedTerm {
	readonly name: TermName;
	readonly text: string;
	/** The moment that the text says, in milliseconds since 1970: a front end may show it in the reader's own time. */
	readonly at?: number;
	/** Whom the text names: a front end may show how they are called there. */
	readonly actor?: string;
}

/** What a term is about. */
export type TermName =
	| 'until'
	| 'category'
	| 'owner'
	| 'reason'
	| 'about'
	| 'tests'
	| 'digest'
	| 'with'
	| 'judges'
	| 'from'
	| 'asks';

/** What people can do with a session that is open. */
export type SessionStep = 'approve' | 'withdraw' | 'reject' | 'cancel';

/** How much of the digest of what is approved people see and give back: 48 bits of it. */
const digestShown = 12;

/**
 * A session as people read it: plain data for a front end to lay out. Texts hold what people wrote, as they wrote it:
 * each front end makes them harmless in its own medium.
 */
export interface PresentedSession {
	readonly kind: 'session';
	readonly id: string;
	readonly subject: Session['subject'];
	/** What is asked: `create vm/web in project shop`. */
	readonly title: string;
	readonly status: SessionStatus;
	/** What the status is called. */
	readonly status_name: string;
	/** Why it ended as it did; `null` where there is nothing to say. */
	readonly status_reason: string | null;
	readonly asked_by: PresentedActor;
	/** Why it is asked for; `null` where nobody said so. */
	readonly reason: string | null;
	/** Of a deployment; `null` of a change to what decides, which no policy judges. */
	readonly decision: PresentedDecision | null;
	/** What a deployment does to each resource. */
	readonly changes: readonly PresentedChange[];
	/** What a waiver or a change of policy comes to. */
	readonly terms: readonly PresentedTerm[];
	/** The files of a policy that would be added: who approves a rule reads it, and not its name alone. */
	readonly sources: readonly PolicySource[];
	/** In the order in which they were given. */
	readonly approvals: readonly PresentedApproval[];
	/** How many more must approve, and who; empty where all have, and once it is closed. */
	readonly waits: readonly PresentedWait[];
	/** Policies for which all have approved. */
	readonly met: readonly string[];
	/** Whether nobody has to approve: then whoever may approve only starts it. */
	readonly starts: boolean;
	/** Whose approval would count now. */
	readonly may_approve: readonly string[];
	/** Groups whose members' approval would count now, whoever they are. */
	readonly may_approve_groups: readonly string[];
	/** In milliseconds since 1970. */
	readonly expires_at: number;
	/** `29 min 59 s (until 2026-11-24 10:30:00Z)`; `null` once it is closed. */
	readonly time_left: string | null;
	/** What an approver has looked at: to be handed back with the approval. */
	readonly digest: string;
	/** The same, short enough to be typed. */
	readonly short_digest: string;
	readonly next: readonly SessionStep[];
	/** The document that was written; `null` where none was. */
	readonly document: string | null;
}

/**
 * Presents a session.
 *
 * @example
 * ```ts
 * import { type SessionView, presentSession } from '@portcullis/core';
 *
 * export function summary(view: SessionView): string {
 * 	const { title, status_name, waits } = presentSession(view);
 * 	return [`${title}: ${status_name}`, ...waits.map(({ text }) => text)].join('\n');
 * }
 * ```
 */
export function presentSession(view: SessionView, messages: Messages = en): PresentedSession {
	const { session } = view;
	const open = session.status === 'open';
	const deployment = session.subject === 'deployment' ? session : null;
	return {
		kind: 'session',
		id: session.id,
		subject: session.subject,
		title: sessionTitle(session, messages),
		status: session.status,
		status_name: statusName(session, messages),
		status_reason: session.status_reason,
		asked_by: { actor: session.actor, asserted: session.actor_source === 'asserted' },
		reason: deployment?.deployment.reason ?? null,
		decision: deployment === null ? null : presentDecision(deployment.decision, messages),
		changes: deployment === null ? [] : deployment.deployment.changes.map(presentChange),
		terms: session.subject === 'deployment' ? [] : termsOf(session, messages),
		sources: sourcesOf(session),
		approvals: approvalsOf(view, messages),
		waits: open ? waitsOf(view, messages) : [],
		met: open ? view.progress.flatMap(({ policy, awaiting }) => (awaiting === null ? [policy] : [])) : [],
		starts: view.progress.length === 0,
		may_approve: view.may_approve,
		may_approve_groups: view.may_approve_groups,
		expires_at: session.expires_at,
		time_left: open ? messages.leftUntil(ageText(view.remaining_ms), momentText(session.expires_at)) : null,
		digest: session.subject_digest,
		short_digest: session.subject_digest.slice(0, digestShown),
		next: open ? stepsOf(view) : [],
		document: deployment?.document?.path ?? null,
	};
}

function approvalsOf({ session, approvals }: SessionView, messages: Messages): PresentedApproval[] {
	return session.approvals.map(({ actor, source, approved_at }, index) => {
		const { standing = 'counts', reason = null } = approvals[index] ?? {};
		const text =
			standing === 'counts'
				? messages.approvedAt(momentText(approved_at))
				: messages.approvalVoid(standing, reason ?? messages.notKnown);
		return { actor, asserted: source === 'asserted', standing, at: approved_at, text };
	});
}

function waitsOf({ session, progress }: SessionView, messages: Messages): PresentedWait[] {
	const capability = session.subject === 'policy_change' ? 'can_manage_policies' : 'can_approve';
	return progress.flatMap(({ policy, awaiting }) => {
		if (awaiting === null) return [];
		const { role, missing } = awaiting;
		const who = role ?? messages.whoeverHas(capability);
		return [{ policy, role, who, missing, text: messages.waits(messages.approvals(missing), who, policy) }];
	});
}

function termsOf(session: ChangeSession, messages: Messages): PresentedTerm[] {
	if (session.subject === 'waiver') {
		const { category, owner, reason, expires_at } = session.waiver;
		return [
			momentTerm('until', expires_at),
			{ name: 'category', text: category },
			{ name: 'owner', text: owner, actor: owner },
			{ name: 'reason', text: reason },
		];
	}
	const { change } = session;
	if (change.kind === 'policy.add') {
		const { description } = change.policy.metadata;
		return [
			...(description === '' ? [] : [{ name: 'about', text: description } as const]),
			{ name: 'tests', text: messages.testsPassed(change.tests) },
			{ name: 'digest', text: change.policy.digest },
		];
	}
	if (!('binding' in change)) return [];
	const { parameters, owner_roles, quorum, requester_counts, subject, valid_from, valid_until } = change.binding;
	const owners = owner_roles.length === 0 ? messages.whoeverHas('can_approve') : messages.inOrder(owner_roles);
	return [
		{ name: 'with', text: JSON.stringify(parameters) },
		...(subject === undefined ? [] : [{ name: 'judges', text: subject } as const]),
		...(valid_from === undefined ? [] : [momentTerm('from', valid_from)]),
		...(valid_until === undefined ? [] : [momentTerm('until', valid_until)]),
		{ name: 'asks', text: `${messages.quorumOf(quorum, owners)}${requester_counts ? messages.ownCounts : ''}` },
	];
}

function momentTerm(name: TermName, at: number): PresentedTerm {
	return { name, text: momentText(at), at };
}

// A change to what decides is in force, and nothing is deployed by it.
function statusName({ subject, status }: Session, messages: Messages): string {
	return subject !== 'deployment' && status === 'completed' ? messages.inForce : messages.statuses[status];
}

function sourcesOf(session: Session): readonly PolicySource[] {
	return session.subject === 'policy_change' && session.change.kind === 'policy.add' ? session.change.sources : [];
}

function stepsOf({ approvals }: SessionView): SessionStep[] {
	const given = approvals.some(({ standing }) => standing !== 'withdrawn');
	return ['approve', ...(given ? (['withdraw'] as const) : []), 'reject', 'cancel'];
}
