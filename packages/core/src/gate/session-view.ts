import { effectivePermissions } from '../engine/effective-permissions.js';
import type { Decision } from '../model/decision.js';
import type { Grant } from '../model/grant.js';
import type { Project } from '../model/project.js';
import type { Role } from '../model/role.js';
import type { Session } from '../model/session.js';
import type { Tenant } from '../store/store.js';
import { approvalProgress, type RequirementProgress } from './approval-progress.js';

/** A session as people see it: what waits, for whom, how long still. */
export interface SessionView {
	readonly session: Session;
	/** How far each requirement has come; empty where anybody entitled may start it. */
	readonly progress: readonly RequirementProgress[];
	/** Approvals that count no more, since what they approved has changed. */
	readonly void_approvals: readonly string[];
	/** Actors whose approval would count now, in order. */
	readonly may_approve: readonly string[];
	/** Milliseconds until it expires; 0 once it has, or is closed. */
	readonly remaining_ms: number;
}

/** What a view is made from beside the session. */
export interface ViewFacts {
	readonly tenant: Tenant;
	readonly project: Project;
	readonly grants: readonly Grant[];
	readonly roles: readonly Role[];
}

/** Makes the view of a session. */
export function viewSession(session: Session, facts: ViewFacts, now: number): SessionView {
	const open = session.status === 'open' && now < session.expires_at;
	return {
		session,
		progress: progressOf(session, session.decision, facts.tenant),
		void_approvals: session.approvals
			.filter((approval) => approval.subject_digest !== session.subject_digest)
			.map((approval) => approval.actor),
		may_approve: open ? eligible(session, facts, now) : [],
		remaining_ms: open ? session.expires_at - now : 0,
	};
}

/** How far the approvals of a session have come towards a decision's requirements. */
export function progressOf(session: Session, decision: Decision, tenant: Tenant): RequirementProgress[] {
	return approvalProgress(decision.requirements, session.approvals, {
		requester: session.actor,
		subject_digest: session.subject_digest,
		assertedMayApprove: tenant.asserted_may_approve,
	});
}

/** Whether an approval by this actor would count now, and if not, why. */
export function approvalCounts(
	session: Session,
	actor: string,
	facts: ViewFacts,
	now: number,
): { readonly counts: true; readonly roles: readonly string[] } | { readonly counts: false; readonly reason: string } {
	const { provider, name } = facts.project;
	const held = effectivePermissions(actor, facts.grants, facts.roles, { provider, project: name }, now);
	const requirements = session.decision.requirements;
	if (requirements.length === 0) {
		if (actor === session.actor || held.capabilities.includes('can_approve'))
			return { counts: true, roles: held.roles };
		return { counts: false, reason: 'only the requester or somebody with can_approve may start it' };
	}
	if (!held.capabilities.includes('can_approve')) return { counts: false, reason: 'can_approve is missing' };
	if (actor === session.actor && !requirements.some((requirement) => requirement.requester_counts)) {
		return { counts: false, reason: "the requester's own approval does not count" };
	}
	const before = progressOf(session, session.decision, facts.tenant);
	const approval = {
		actor,
		source: 'verified',
		roles: held.roles,
		subject_digest: session.subject_digest,
		approved_at: now,
	} as const;
	const after = progressOf({ ...session, approvals: [...session.approvals, approval] }, session.decision, facts.tenant);
	if (counted(after) > counted(before)) return { counts: true, roles: held.roles };
	const awaited = before.flatMap(({ awaiting }) =>
		awaiting === null ? [] : [awaiting.role ?? 'anybody else with can_approve'],
	);
	return { counts: false, reason: `what is awaited is an approval by ${awaited.join(' and ')}` };
}

function eligible(session: Session, facts: ViewFacts, now: number): string[] {
	const actors = new Set([session.actor, ...facts.grants.map((grant) => grant.actor)]);
	return [...actors].filter((actor) => approvalCounts(session, actor, facts, now).counts).sort();
}

function counted(progress: readonly RequirementProgress[]): number {
	return progress.reduce((sum, { counted: actors }) => sum + actors.length, 0);
}
