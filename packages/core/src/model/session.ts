import { z } from 'zod';
import type { Decision, Requirement } from './decision.js';
import type { Deployment } from './deployment.js';
import type { PolicyChange } from './policy-change.js';
import type { Resource } from './resource.js';
import type { ResourceUse } from './resource-use.js';
import type { Action, SessionStatus, StandingStatus } from './vocabulary.js';
import type { WaiverTerms } from './waiver.js';

/** How long a session waits for people, in milliseconds, unless configured otherwise: 30 minutes. */
export const sessionLifetime = 30 * 60 * 1000;

/** How long a tenant's sessions may be set to wait, in milliseconds: 5 minutes to 7 days. */
export const sessionLifetimeSchema = z
	.int()
	.min(5 * 60 * 1000, 'must be at least 5 minutes (300000 ms)')
	.max(7 * 24 * 60 * 60 * 1000, 'must be at most 7 days (604800000 ms)');

/** One person's yes. */
export interface Approval {
	readonly actor: string;
	readonly source: 'verified' | 'asserted';
	/** The approver's roles when approving. */
	readonly roles: readonly string[];
	/** What was approved; an approval of another digest than the session's counts no more. */
	readonly subject_digest: string;
	readonly approved_at: number;
	/** When its giver took it back; it counts no more since. */
	readonly withdrawn_at?: number;
}

/** What a session can be about. */
export const sessionSubjects = ['deployment', 'waiver', 'policy_change'] as const;

/** What every session has, whatever it is about. */
interface SessionBase {
	readonly id: string;
	readonly tenant: string;
	/** The one project that it is about; `null` where it is about several, or none. */
	readonly project: string | null;
	/** Who asked. */
	readonly actor: string;
	readonly actor_source: 'verified' | 'asserted';
	/** What approvals bind to; another one where what waits has changed. */
	readonly subject_digest: string;
	readonly status: SessionStatus;
	/** Why it ended as it did, where there is something to say. */
	readonly status_reason: string | null;
	readonly created_at: number;
	readonly expires_at: number;
	readonly closed_at: number | null;
	/** In the order in which they were given. Void ones too (whose digest is not the session's), and those taken back. */
	readonly approvals: readonly Approval[];
}

/** A deployment that waits for people. */
export interface DeploymentSession extends SessionBase {
	readonly subject: 'deployment';
	readonly project: string;
	readonly action: Action;
	readonly deployment: Deployment;
	readonly decision: Decision;
	/** When it began to be carried out; `null` where it never did. */
	readonly deploying_since: number | null;
	/** The document that was written, once `completed`. */
	readonly document: { readonly path: string; readonly digest: string } | null;
}

/** A waiver that waits for people. It holds once they have approved it, under the id of its session. */
export interface WaiverSession extends SessionBase {
	readonly subject: 'waiver';
	readonly waiver: WaiverTerms;
	readonly requirements: readonly Requirement[];
}

/** A change of policy that waits for people. It is made once they have approved it. */
export interface PolicyChangeSession extends SessionBase {
	readonly subject: 'policy_change';
	readonly change: PolicyChange;
	readonly requirements: readonly Requirement[];
}

/** A session about a change to what decides. It is never `deploying`: the last approval makes the change. */
export type ChangeSession = WaiverSession | PolicyChangeSession;

/** Something that waits for people. */
export type Session = DeploymentSession | ChangeSession;

/** Who must approve a session. */
export function requirementsOf(session: Session): readonly Requirement[] {
	return session.subject === 'deployment' ? session.decision.requirements : session.requirements;
}

/** A resource of a project, as the gate keeps it. */
export interface StandingResource {
	readonly tenant: string;
	readonly project: string;
	readonly address: string;
	readonly resource: Resource;
	/** `written`: in the project's document. Later ones are learned from a state file. */
	readonly status: StandingStatus;
	readonly hourly_micros: number;
	readonly cost_complete: boolean;
	/** What it was counted as by quotas; `null` where an earlier version deployed it: it is then measured by itself. */
	readonly use: Pick<ResourceUse, 'actor' | 'amounts'> | null;
	readonly deployed_by: string;
	readonly session: string;
	readonly created_at: number;
	readonly updated_at: number;
}

/** One row of the history: append-only, each holding the hash of the one before. */
export interface HistoryRow {
	/** From 1, without gaps, per database. */
	readonly seq: number;
	readonly tenant: string;
	readonly at: number;
	readonly actor: string;
	readonly actor_source: 'verified' | 'asserted' | 'system';
	/** What happened: `session.opened`, `grant.added`… */
	readonly event: string;
	readonly project: string | null;
	readonly session: string | null;
	/** What there is to know of it, plain JSON. */
	readonly body: Readonly<Record<string, unknown>>;
	readonly prev_hash: string;
	readonly hash: string;
}
