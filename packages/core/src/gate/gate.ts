import type { Explanation } from '../explain/explanation.js';
import type { Suggestions } from '../explain/suggestion.js';
import type { Binding, BindingRequest } from '../model/binding.js';
import type { DeploymentRequest } from '../model/deployment.js';
import type { AnyGrant, GrantRequest, GroupGrantRequest } from '../model/grant.js';
import type {
	BindingAdded,
	BindingRemoved,
	LongestWaiverSet,
	PolicyAdded,
	PolicyApprovalsSet,
	PolicyRemoved,
} from '../model/policy-change.js';
import type { Post } from '../model/post.js';
import type { Project, ProjectRequest } from '../model/project.js';
import type { Quota, QuotaOverrideRequest, QuotaRequest } from '../model/quota.js';
import type { Result } from '../model/result.js';
import type { Role } from '../model/role.js';
import type { HistoryRow, Session, StandingResource } from '../model/session.js';
import type { PolicyAddRequest } from '../model/tenant-policy.js';
import type { KeptWaiver, WaiverRequest } from '../model/waiver.js';
import type { PlanCheck } from '../plan/check-plan.js';
import type { ChainVerdict, HistoryFilter, Tenant } from '../store/store.js';
import type { HistoryExport } from './audit.js';
import type { PolicyChanged } from './change-policies.js';
import type { PlanCheckRequest } from './check-plan.js';
import type { Caller } from './gate-options.js';
import type { SeenMember } from './groups.js';
import type { SessionFilter } from './list-sessions.js';
import type { Notice } from './notices.js';
import type { BindablePolicy, ShownPolicy } from './policies.js';
import type { PostedSession } from './posts.js';
import type { Preview, PreviewOptions } from './preview.js';
import type { ProjectCost } from './project-cost.js';
import type { ReplayOptions, ReplayPage } from './replay.js';
import type { RequestOutcome } from './request.js';
import type { SessionView } from './session-view.js';
import type { QuotaStatus } from './show-quota.js';
import type { SweepOptions, SweepReport } from './sweep.js';
import type { SyncReport, SyncRequest } from './sync-resources.js';
import type { TenantOptions } from './tenants.js';
import type { WaiverFilter, WaiverView } from './waivers.js';
import type { Warning } from './warnings.js';
import type { WhoCan, WhoCanRequest } from './who-can.js';

/**
 * The one object through which a request becomes a session, an approval, a deployment. Refusals that are expected in
 * normal use come back as values with a code; what throws is a fault (`PortcullisError`).
 *
 * Input marked `unknown` may be anything that a front end was given: it is checked, and refused with a problem for each
 * fault.
 */
export interface Gate {
	/** Sets a tenant up; the caller becomes its first administrator. */
	createTenant(caller: Caller, options?: TenantOptions): Promise<Result<Tenant>>;
	/** Sets the zone, by its IANA name, in which the windows of quotas begin. */
	setTimeZone(caller: Caller, zone: string | unknown): Promise<Result<Tenant>>;
	/** Sets how long the tenant's sessions wait, in milliseconds; `null`: as long as the gate is set to. */
	setSessionLifetime(caller: Caller, milliseconds: number | null | unknown): Promise<Result<number | null>>;
	/** Sets how many others must approve a change of policy; 0: none. Itself a change of policy. */
	setPolicyChangeApprovals(
		caller: Caller,
		approvals: number | unknown,
	): Promise<Result<PolicyChanged<PolicyApprovalsSet>>>;
	/** Sets how long a waiver may last at most, in milliseconds; `null`: 90 days. Itself a change of policy. */
	setLongestWaiver(
		caller: Caller,
		milliseconds: number | null | unknown,
	): Promise<Result<PolicyChanged<LongestWaiverSet>>>;
	readonly projects: {
		add(caller: Caller, project: ProjectRequest | unknown): Promise<Result<Project>>;
		list(caller: Caller): Promise<Result<Project[]>>;
		remove(caller: Caller, name: string): Promise<Result<Project>>;
	};
	readonly roles: {
		add(caller: Caller, role: Role | unknown): Promise<Result<Role>>;
		/** Changes what the role of that name is, for all who have it. */
		change(caller: Caller, role: Role | unknown): Promise<Result<Role>>;
		list(caller: Caller): Promise<Result<Role[]>>;
		remove(caller: Caller, name: string): Promise<Result<Role>>;
	};
	readonly grants: {
		/** To an actor, or to all who belong to a group. */
		add(caller: Caller, grant: GrantRequest | GroupGrantRequest | unknown): Promise<Result<AnyGrant>>;
		list(caller: Caller): Promise<Result<AnyGrant[]>>;
		remove(caller: Caller, id: string): Promise<Result<AnyGrant>>;
	};
	readonly quotas: {
		set(caller: Caller, quota: QuotaRequest | unknown): Promise<Result<Quota>>;
		override(caller: Caller, override: QuotaOverrideRequest | unknown): Promise<Result<Quota>>;
		/** With what is used and held of each now. */
		list(caller: Caller, project?: string): Promise<Result<Quota[]>>;
		show(caller: Caller, id: string): Promise<Result<QuotaStatus>>;
		remove(caller: Caller, id: string): Promise<Result<Quota>>;
	};
	readonly bindings: {
		/**
		 * Warns of bindings that are as specific as the new one and may hold for the same subject. Where the tenant asks for
		 * the approval of others, it waits in a session.
		 */
		add(caller: Caller, binding: BindingRequest | unknown): Promise<Result<PolicyChanged<BindingAdded>>>;
		list(caller: Caller): Promise<Result<Binding[]>>;
		/** Where the tenant asks for the approval of others, it waits in a session. */
		remove(caller: Caller, id: string): Promise<Result<PolicyChanged<BindingRemoved>>>;
	};
	readonly waivers: {
		/** It holds once the owners of what it lifts have approved its session, under the id of that. */
		request(caller: Caller, waiver: WaiverRequest | unknown): Promise<Result<SessionView>>;
		list(caller: Caller, filter?: WaiverFilter): Promise<Result<WaiverView[]>>;
		show(caller: Caller, id: string): Promise<Result<WaiverView>>;
		/** Revokes it before its time. */
		remove(caller: Caller, id: string): Promise<Result<KeptWaiver>>;
	};
	/** The policies that can be bound. A tenant adds its own as text; they run apart, and see no other tenant's. */
	readonly policies: {
		/**
		 * Also puts another in the place of one that is there; its bindings must fit. Where the tenant asks for the approval of
		 * others, it waits in a session; so does removing one.
		 */
		add(caller: Caller, policy: PolicyAddRequest | unknown): Promise<Result<PolicyChanged<PolicyAdded>>>;
		list(caller: Caller): Promise<Result<BindablePolicy[]>>;
		show(caller: Caller, id: string): Promise<Result<ShownPolicy>>;
		/** Refused while something binds it. */
		remove(caller: Caller, id: string): Promise<Result<PolicyChanged<PolicyRemoved>>>;
	};
	/** Judges a plan of Terraform's as requests in its project are judged. Stores nothing. */
	checkPlan(caller: Caller, request: PlanCheckRequest): Promise<Result<PlanCheck>>;
	/** Decides and stores nothing. Several requests count together against quotas. */
	preview(
		caller: Caller,
		requests: DeploymentRequest | readonly DeploymentRequest[] | unknown,
		options?: PreviewOptions,
	): Promise<Result<Preview[]>>;
	/**
	 * Finds what would make a request pass: at most five changes of it, each confirmed by deciding again; where none helps,
	 * whom to ask. It costs several decisions, and stores nothing.
	 */
	suggest(caller: Caller, request: DeploymentRequest | unknown): Promise<Result<Suggestions>>;
	/** Says who can do something in a project, by deciding it for everybody who has a grant, some actors at a time. */
	whoCan(caller: Caller, request: WhoCanRequest | unknown): Promise<Result<WhoCan>>;
	/** Decides; what is not denied waits in a session. */
	request(caller: Caller, request: DeploymentRequest | unknown): Promise<Result<RequestOutcome>>;
	/**
	 * Approves; the approval that is enough deploys.
	 *
	 * @param shown the `subject_digest` of the session that the approver looked at: hand it over wherever the front end
	 * knows it. What was changed and looked at anew by somebody else in between is then refused, not approved.
	 */
	approve(caller: Caller, session: string, shown?: string): Promise<Result<SessionView>>;
	/** Takes the caller's approval back, while the session is open. */
	withdraw(caller: Caller, session: string): Promise<Result<SessionView>>;
	/** Takes a session back. */
	cancel(caller: Caller, session: string, reason?: string): Promise<Result<Session>>;
	/** Says no to a session. */
	reject(caller: Caller, session: string, reason: string): Promise<Result<Session>>;
	show(caller: Caller, session: string): Promise<Result<SessionView>>;
	/** Explains the decision of a session: every outcome, the binding that set its level, what the policy read. */
	explain(caller: Caller, session: string): Promise<Result<Explanation>>;
	list(caller: Caller, filter?: SessionFilter): Promise<Result<SessionView[]>>;
	resources(caller: Caller, project?: string): Promise<Result<StandingResource[]>>;
	/** What the projects, or one, have cost in this UTC month until now, and what the month will come to. */
	cost(caller: Caller, project?: string): Promise<Result<ProjectCost[]>>;
	/** Learns from Terraform's state what became of a project's resources. */
	syncResources(caller: Caller, request: SyncRequest): Promise<Result<SyncReport>>;
	history(caller: Caller, filter?: Omit<HistoryFilter, 'tenant'>): Promise<Result<HistoryRow[]>>;
	/** The history as a whole: whether anybody has touched it, and all of it for keeping elsewhere. */
	readonly audit: {
		/** The number and the hash of the last row. Keep the hash somewhere else, for `verify`. */
		head(caller: Caller): Promise<Result<{ readonly seq: number; readonly hash: string }>>;
		/** Finds the first row that was changed, is missing or was moved; with a kept head, also a cut end. */
		verify(caller: Caller, kept?: { readonly head?: string }): Promise<Result<ChainVerdict>>;
		/** Every row that the caller may see, oldest first, some at a time. */
		export(caller: Caller, filter?: HistoryExport): Promise<Result<AsyncIterable<readonly HistoryRow[]>>>;
	};
	/**
	 * Decides past decisions again, under other policies or bindings: whose answer would be another, and why. Nothing is
	 * stored. Needs `can_manage_policies`.
	 */
	replay(caller: Caller, options: ReplayOptions): Promise<Result<AsyncIterable<ReplayPage>>>;
	/** Ends a deployment as failed before its lease runs out, for whoever knows that its process is gone. */
	giveUp(caller: Caller, session: string): Promise<Result<Session>>;
	/** Marks what has expired and ends what was left behind, in every tenant. Run it every five minutes. */
	sweep(options?: SweepOptions): Promise<SweepReport>;
	readonly warnings: {
		/**
		 * Those that are due, each handed to one process: pass them on, then say so with `delivered`. With a front end's name,
		 * only those of sessions that it shows.
		 */
		claim(frontend?: string): Promise<Warning[]>;
		delivered(warning: Pick<Warning, 'session' | 'before_ms'>): Promise<boolean>;
	};
	/** Who belongs to which group, as front ends know: for front ends themselves. */
	readonly groups: {
		/** The groups of a tenant that something was granted to. Where there is none, nobody need be looked up. */
		granted(tenant: string): Promise<string[]>;
		/** Says in which groups somebody is now: what they asked for or approved is judged by it from then on. */
		seen(member: SeenMember): Promise<void>;
	};
	/** Where front ends show sessions: for front ends themselves, which see every tenant. */
	readonly posts: {
		/** Remembers where a session is shown, and what was last shown of it. */
		put(post: Post): Promise<void>;
		/** Where a front end shows a session, and the session as it is now; `null` where it does not. */
		find(frontend: string, session: Pick<Post, 'tenant' | 'session'>): Promise<PostedSession | null>;
		/** What is shown otherwise than it is now, since it expired or went on elsewhere. */
		stale(frontend: string): Promise<PostedSession[]>;
		/** Of a tenant, what has another status by now than was last shown: quick, where `stale` looks at all that is open. */
		movedOn(frontend: string, tenant: string): Promise<Post[]>;
		/** Where something of a tenant was last shown; `null` where nothing ever was. */
		latest(frontend: string, tenant: string): Promise<Post | null>;
	};
	/** What a tenant is told once: parts of a budget that are spent, and each week how it was. As `warnings`. */
	readonly notices: {
		claim(): Promise<Notice[]>;
		delivered(notice: Pick<Notice, 'tenant' | 'id'>): Promise<boolean>;
	};
}
