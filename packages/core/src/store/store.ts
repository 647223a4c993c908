import type { PolicyMetadata } from '../contracts/bundle.js';
import type { Binding } from '../model/binding.js';
import type { CostInterval } from '../model/cost-interval.js';
import type { Decision, Requirement } from '../model/decision.js';
import type { Deployment } from '../model/deployment.js';
import type { Cost } from '../model/estimate.js';
import type { AnyGrant } from '../model/grant.js';
import type { Post } from '../model/post.js';
import type { Project } from '../model/project.js';
import type { Quota, QuotaAbout, QuotaOverride } from '../model/quota.js';
import type { QuotaWindow } from '../model/quota-window.js';
import type { Role } from '../model/role.js';
import type { Approval, HistoryRow, Session, StandingResource } from '../model/session.js';
import type { PolicySource, TenantPolicy } from '../model/tenant-policy.js';
import type { SessionStatus } from '../model/vocabulary.js';
import type { KeptWaiver, Waiver } from '../model/waiver.js';
import type { Clock } from '../util/clock.js';

/** A tenant as the store keeps it. */
export interface Tenant {
	readonly id: string;
	/** Raised by every change to grants, roles, bindings, projects or limits. */
	readonly facts_version: number;
	/** Whether an actor known only by `--as` counts as an approver. */
	readonly asserted_may_approve: boolean;
	readonly created_at: number;
	/** How long its sessions wait for people, in milliseconds; what the gate is set to where it is left out. */
	readonly session_lifetime_ms?: number;
	/** IANA name of the zone in which the windows of its quotas begin; UTC where it is left out. */
	readonly time_zone?: string;
	/** How many others must approve a change of policy; none where it is left out: it is made at once. */
	readonly policy_change_approvals?: number;
	/** How long a waiver may last at most, in milliseconds; 90 days where it is left out. */
	readonly longest_waiver_ms?: number;
}

/** A part of a quota that a deployment holds or has used. */
export interface Reservation {
	readonly id: string;
	readonly tenant: string;
	readonly quota: string;
	readonly session: string;
	readonly amount: number;
	readonly status: 'reserved' | 'used' | 'released';
	readonly created_at: number;
	/** When the window begins that it is of; 0 where it is of what stands. */
	readonly window_starts_at: number;
}

/** What to reserve; of what stands, where no window is named. */
export type ReservationRequest = Omit<Reservation, 'status' | 'window_starts_at'> &
	Partial<Pick<Reservation, 'window_starts_at'>>;

/**
 * Who has a project's document in hand. One at most has; whose token is not in the row any more has lost it, however
 * long that one goes on believing otherwise.
 */
export interface Lease {
	readonly tenant: string;
	readonly project: string;
	/** The deployment that it was taken for; `null` where a document is only put right. */
	readonly session: string | null;
	/** For people: which process. */
	readonly holder: string;
	/** New each time that it changes hands. */
	readonly token: string;
	readonly taken_at: number;
	/** From this moment on it may be taken over. */
	readonly expires_at: number;
}

/** What a call that changed something was answered, kept by the id that the front end gave it. */
export interface KeptAnswer {
	readonly tenant: string;
	readonly actor: string;
	readonly id: string;
	/** Of what was asked: the same id with another digest is another question. */
	readonly call_digest: string;
	/** JSON of the caller's own. */
	readonly answer: string;
	readonly created_at: number;
}

/** The document that was last put in place for a project. */
export interface ProjectDocument {
	readonly tenant: string;
	readonly project: string;
	/** SHA-256 of its bytes, hexadecimal. */
	readonly digest: string;
	/** The deployment that wrote it, or after which it was written anew from what stands. */
	readonly session: string;
	readonly written_at: number;
}

/** A policy that was compiled, as the cache's index knows it; its bytes are kept elsewhere. */
export interface CachedPolicy {
	readonly digest: string;
	readonly source: string;
	readonly opa_version: string;
}

/** What to append to the history; number and hashes are the store's. */
export type HistoryEntry = Omit<HistoryRow, 'seq' | 'prev_hash' | 'hash'>;

/** Which rows of the history to list: newest first. */
export interface HistoryFilter {
	readonly tenant: string;
	readonly project?: string;
	readonly session?: string;
	readonly actor?: string;
	/** What the history calls it (`session.approved`), or the first word of several (`session`). */
	readonly event?: string;
	/** Rows before this number: the cursor of the next page. */
	readonly before?: number;
	/** At most this many; 50 if left out. */
	readonly limit?: number;
}

/** In which groups somebody was last seen. */
export interface GroupMember {
	readonly actor: string;
	/** In order; only groups that something was granted to by then. */
	readonly groups: readonly string[];
	/** In milliseconds since 1970. */
	readonly seen_at: number;
}

/** What to change about a session together with its status. */
export interface SessionPatch {
	readonly deployment?: Deployment;
	readonly decision?: Decision;
	readonly requirements?: readonly Requirement[];
	readonly subject_digest?: string;
	readonly status_reason?: string;
	readonly deploying_since?: number;
	readonly closed_at?: number;
	readonly document?: { readonly path: string; readonly digest: string };
}

/** What becomes of a lease: a later end, and where it changes hands another token. */
export interface LeaseChange {
	readonly expires_at: number;
	readonly token?: string;
	readonly holder?: string;
}

/** Which rows of the history to read on with: oldest first. */
export interface HistoryPage {
	readonly tenant: string;
	/** Rows after this number. */
	readonly after: number;
	/** Rows up to this number, itself too. */
	readonly to: number;
	/** At most this many. */
	readonly limit: number;
	/** Rows of this moment or later, in milliseconds since 1970. */
	readonly since?: number;
	readonly project?: string;
	readonly session?: string;
	readonly actor?: string;
	/** As of `HistoryFilter`. */
	readonly event?: string;
}

/**
 * What is wrong with the first row of the history that is not as it was written.
 *
 * `changed`: what it says is not what was hashed. `missing`: there is no row of this number. `moved`: it was written as
 * another row. `unlinked`: it is whole, but continues from another row than the one before it, which was written anew.
 * `added`: it has a number that no row is given. `cut_off`: no row has the head that was kept, so rows were cut off the end
 * or all of them were written anew.
 */
export type ChainFault = 'changed' | 'missing' | 'moved' | 'unlinked' | 'added' | 'cut_off';

/** The outcome of reading the whole chain. */
export type ChainVerdict =
	| { readonly kind: 'intact'; readonly rows: number; readonly head: string }
	| { readonly kind: 'broken'; readonly seq: number; readonly fault: ChainFault; readonly reason: string };

/**
 * One transaction: the only way to the tables. Every method belongs to the transaction that handed it out; after its
 * end it throws `STORE_CLOSED`. Await everything that you start inside it. Methods that say `boolean` tell whether the row was there to change.
 */
export interface Tx {
	readonly tenants: {
		get(id: string): Promise<Tenant | null>;
		list(): Promise<Tenant[]>;
		/** `false` where the tenant exists. */
		insert(tenant: Tenant): Promise<boolean>;
		/** Sets how long sessions wait, for those that are opened from now on; `null`: as the gate is set to. */
		setSessionLifetime(id: string, milliseconds: number | null): Promise<boolean>;
		/** The zone in which the windows of its quotas begin, by its IANA name. */
		setTimeZone(id: string, zone: string): Promise<boolean>;
		/** How many others must approve a change of policy; 0: nobody. */
		setPolicyChangeApprovals(id: string, approvals: number): Promise<boolean>;
		/** How long a waiver may last at most, in milliseconds; `null`: 90 days. */
		setLongestWaiver(id: string, milliseconds: number | null): Promise<boolean>;
		/** Raises `facts_version` by one; with `expected`, only from that version. */
		raiseFactsVersion(id: string, expected?: number): Promise<boolean>;
	};
	readonly projects: {
		get(tenant: string, name: string): Promise<Project | null>;
		list(tenant: string): Promise<Project[]>;
		insert(tenant: string, project: Project, at: number): Promise<boolean>;
		remove(tenant: string, name: string): Promise<boolean>;
	};
	readonly roles: {
		list(tenant: string): Promise<Role[]>;
		/** Adds the role or replaces the one of that name. */
		put(tenant: string, role: Role): Promise<void>;
		remove(tenant: string, name: string): Promise<boolean>;
	};
	readonly grants: {
		/** Those of actors and of groups, the oldest first. */
		list(tenant: string): Promise<AnyGrant[]>;
		insert(tenant: string, grant: AnyGrant, by: string, at: number): Promise<void>;
		remove(tenant: string, id: string): Promise<AnyGrant | null>;
	};
	/** Who was last seen in which groups. */
	readonly groupMembers: {
		/** In order of actor. */
		list(tenant: string): Promise<GroupMember[]>;
		/** Adds what was seen of an actor, or puts it in the place of what was seen before. */
		put(tenant: string, member: GroupMember): Promise<void>;
	};
	readonly bindings: {
		list(tenant: string): Promise<Binding[]>;
		insert(tenant: string, binding: Binding, by: string, at: number): Promise<void>;
		remove(tenant: string, id: string): Promise<Binding | null>;
	};
	/** The policies that tenants have added; their sources are kept for good, by what they are. */
	readonly tenantPolicies: {
		/** Which policies a tenant has, in order of id. */
		digests(tenant: string): Promise<{ readonly id: string; readonly digest: string }[]>;
		/** In order of id. */
		list(tenant: string): Promise<TenantPolicy[]>;
		/** What has a digest, also of a policy that was replaced or removed since. */
		source(
			digest: string,
		): Promise<{ readonly sources: readonly PolicySource[]; readonly metadata: PolicyMetadata } | null>;
		/** Adds the policy or replaces the one of that id. */
		put(tenant: string, policy: TenantPolicy, sources: readonly PolicySource[]): Promise<void>;
		remove(tenant: string, id: string): Promise<boolean>;
	};
	readonly waivers: {
		get(tenant: string, id: string): Promise<KeptWaiver | null>;
		/** The oldest first; with `unexpired_at`, only those that have not expired by then. */
		list(tenant: string, unexpired_at?: number): Promise<KeptWaiver[]>;
		insert(tenant: string, waiver: Waiver): Promise<void>;
		remove(tenant: string, id: string): Promise<KeptWaiver | null>;
		/** Notes that these have lifted something; ids that there are no more are passed over. */
		used(tenant: string, ids: readonly string[], at: number): Promise<void>;
	};
	readonly quotas: {
		/** With the windows that `at` lies in, in the tenant's time zone, and what is used in them. Of a project: its own only. */
		list(tenant: string, at: number, project?: string): Promise<Quota[]>;
		/** Those that can bear on a deployment in a project: its own, those of actors and of the tenant. */
		bearingOn(tenant: string, project: string, at: number): Promise<Quota[]>;
		/**
		 * Makes the quota, and its counter for what stands or for the window named, where there is none, and leaves what exists
		 * as it is. When a new window begins, counters of windows older than the one before it go, unless something is held.
		 *
		 * @param used what the counter begins with; 0 if left out
		 */
		ensure(tenant: string, quota: QuotaAbout & { readonly window?: QuotaWindow | null }, used?: number): Promise<void>;
		/** Raises what is used in a window (0: of what stands) to an amount; leaves it where it is as much or more. */
		raiseUse(tenant: string, id: string, window_starts_at: number, used: number): Promise<void>;
		/** Takes a quota away with all that is counted and held of it. */
		remove(tenant: string, id: string): Promise<boolean>;
		setLimit(tenant: string, id: string, limit: number | null): Promise<boolean>;
		setOverride(tenant: string, id: string, override: QuotaOverride | null): Promise<boolean>;
		/**
		 * Holds `amount` of a quota for a session, by one conditional update: `used + reserved + amount <= ceiling`
		 * (`null`: no ceiling) in the window that it names. A negative amount (a delete) holds nothing and is settled as use given back.
		 * Answers `false`, and changes nothing, where it does not fit. Idempotent by the reservation's id: repeated, it
		 * answers whether that one is still held or used.
		 *
		 * @throws PortcullisError `STORE_CONFLICT` where the quota has no such counter, or the id holds something else
		 * @throws RangeError where the amount is not a whole number
		 */
		reserve(reservation: ReservationRequest, ceiling: number | null): Promise<boolean>;
		/**
		 * Settles every `reserved` reservation of a session, once: into use, or back, in the window that it was held in,
		 * whether that is over or not. Answers how many it settled.
		 *
		 * @throws PortcullisError `STORE_CONFLICT` where use would fall below 0
		 */
		settle(tenant: string, session: string, as: 'used' | 'released'): Promise<number>;
		reservations(tenant: string, session: string): Promise<Reservation[]>;
	};
	readonly sessions: {
		get(tenant: string, id: string): Promise<Session | null>;
		/** Newest first. */
		list(filter: {
			readonly tenant: string;
			readonly project?: string;
			readonly statuses?: readonly SessionStatus[];
			readonly limit?: number;
		}): Promise<Session[]>;
		insert(session: Session): Promise<void>;
		/**
		 * Moves a session from one status to another by one conditional update; with `unexpired_at`, only if it has not
		 * expired by then. `null`: it was not in that status any more (or had expired), and nothing changed.
		 */
		move(
			tenant: string,
			id: string,
			from: SessionStatus,
			to: SessionStatus,
			patch?: SessionPatch & { readonly unexpired_at?: number },
		): Promise<Session | null>;
		/** Records an approval; `false` where one of this actor for this digest stands, or there is no such session. */
		approve(tenant: string, id: string, approval: Approval): Promise<boolean>;
		/** Takes back whatever approvals of an actor stand in a session. Answers how many; they stay in their place. */
		withdraw(tenant: string, id: string, actor: string, at: number): Promise<number>;
		/**
		 * Moves open sessions of every tenant whose time has come at `at` to `expired`, the longest overdue first, and
		 * answers them; without those that another transaction is just changing, so that two that tidy share the work.
		 */
		expire(at: number, limit: number): Promise<Session[]>;
		/** Open sessions of every tenant that expire after `at` and at or before `until`, the soonest first. */
		ending(at: number, until: number): Promise<Session[]>;
		/**
		 * Claims one warning before a session's end, until a moment: `false` where it was delivered, or somebody has
		 * claimed it for longer than `now`.
		 */
		claimWarning(id: string, before_ms: number, until: number, now: number): Promise<boolean>;
		/** Notes that a warning has reached people, once and for all; `false` where that was noted before, or none was claimed. */
		warned(id: string, before_ms: number, at: number): Promise<boolean>;
	};
	readonly leases: {
		get(tenant: string, project: string): Promise<Lease | null>;
		/** `false` where somebody has it, even if their time has run out: what they began has to be ended first. */
		take(lease: Lease): Promise<boolean>;
		/** Prolongs a lease or hands it on, if `token` still has it. */
		change(tenant: string, project: string, token: string, to: LeaseChange): Promise<boolean>;
		/** Gives a lease back, if `token` still has it. */
		release(tenant: string, project: string, token: string): Promise<boolean>;
		/** Those of every tenant that may be taken over at `at`. */
		due(at: number): Promise<Lease[]>;
	};
	/** Answers by the request id that a front end gave. */
	readonly answers: {
		get(tenant: string, actor: string, id: string): Promise<KeptAnswer | null>;
		/** `false`, and nothing changed, where this actor has an answer by this id. */
		insert(answer: KeptAnswer): Promise<boolean>;
		/** Forgets those that were given before a moment; answers how many. */
		removeBefore(at: number): Promise<number>;
	};
	/** Which message of which front end shows which session. */
	readonly posts: {
		/** Adds the post, or replaces the one of this front end for the session. */
		put(post: Post, at: number): Promise<void>;
		get(frontend: string, tenant: string, session: string): Promise<Post | null>;
		/** Those of a front end, of every tenant, that last showed one of these statuses: the oldest first. */
		showing(frontend: string, statuses: readonly SessionStatus[]): Promise<Post[]>;
		/** Those of a tenant whose session has another status by now than what was shown last: the oldest first. */
		movedOn(frontend: string, tenant: string): Promise<Post[]>;
		/** The newest of a tenant: where its people are. */
		latest(frontend: string, tenant: string): Promise<Post | null>;
	};
	/** What people are told once. */
	readonly notices: {
		/** Claims a notice until a moment: `false` where it was delivered, or somebody has claimed it for longer than `now`. */
		claim(tenant: string, id: string, until: number, now: number): Promise<boolean>;
		/** Notes that it has reached people; `false` where that was noted before, or none was claimed. */
		delivered(tenant: string, id: string, at: number): Promise<boolean>;
	};
	readonly documents: {
		list(tenant: string): Promise<ProjectDocument[]>;
		put(document: ProjectDocument): Promise<void>;
	};
	/** Which compiled policies the caches hold, and when each was last used. */
	readonly policyCache: {
		/** Adds the policy, or notes that it was used again. */
		used(policy: CachedPolicy, at: number): Promise<void>;
		/** Forgets those that were last used before a moment; answers their digests. */
		removeBefore(at: number): Promise<string[]>;
	};
	readonly resources: {
		list(tenant: string, project?: string): Promise<StandingResource[]>;
		put(resource: StandingResource): Promise<void>;
		remove(tenant: string, project: string, address: string): Promise<boolean>;
	};
	/** What resources cost, for how long. */
	readonly ledger: {
		/** Ends the time for which a resource stood at the price before, if it did, and begins the next. */
		enter(entry: LedgerEntry): Promise<void>;
		/** The times for which a project's resources stood at a price, as far as they lie in a span, in order of address. */
		list(
			tenant: string,
			project: string,
			span: { readonly starts_at: number; readonly ends_at: number },
		): Promise<CostInterval[]>;
	};
	/** What decisions were decided on, as text, by digest: enough to decide them again. */
	readonly inputs: {
		put(digest: string, text: string, at: number): Promise<void>;
		get(digest: string): Promise<string | null>;
	};
	readonly history: {
		/**
		 * Appends a row. It gets its number and its hash when the transaction's body has ended, or reads the history.
		 * Passwords, keys and tokens in its body are masked before: see `maskSecrets`.
		 */
		append(entry: HistoryEntry): Promise<void>;
		list(filter: HistoryFilter): Promise<HistoryRow[]>;
		/** Reads on, oldest first: for whoever reads all of it without holding all of it. */
		page(page: HistoryPage): Promise<HistoryRow[]>;
		/** The last row's number and hash: keep the hash somewhere else, for `verify`. Of an empty history 0, and 64 zeros. */
		head(): Promise<{ readonly seq: number; readonly hash: string }>;
		/**
		 * Reads the whole chain and finds the first row that was changed, is missing or stands in another place. With the
		 * hash of an earlier `head`, finds as well that the end was cut off since, or everything written anew.
		 */
		verify(kept?: { readonly head?: string }): Promise<ChainVerdict>;
	};
}

/** What a resource costs from a moment on. */
export interface LedgerEntry {
	readonly tenant: string;
	readonly project: string;
	readonly address: string;
	/** In milliseconds since 1970. */
	readonly at: number;
	/** `null` where it stands no more. */
	readonly cost: Pick<Cost, 'hourly_micros' | 'complete' | 'metered'> | null;
}

/** Where the state is kept. */
export interface Store {
	/** Without secrets: for people. */
	readonly url: string;
	/** Set where the store was opened beside a writing process: when the file that it shows was saved. Writing is refused then. */
	readonly snapshot_at: number | null;
	/**
	 * The time by which expiry is decided: on PostgreSQL the server's, so that processes whose clocks differ agree, and
	 * that a jump of this machine's clock changes nothing; else the clock that the store was opened with. Give it to the
	 * gate as its `clock`.
	 */
	readonly now: Clock;
	/** Runs `body` on one consistent state; changes are refused with `STORE_READ_ONLY`. Answers only what is on disk. */
	read<Value>(body: (tx: Tx) => Promise<Value>): Promise<Value>;
	/**
	 * Runs `body` in one transaction. Resolves only when the commit is on disk; rejects, with everything undone, when
	 * `body` rejects or the commit cannot be saved.
	 *
	 * What `body` has read of a tenant holds until the commit: nobody else who reads the tenant in order to change it gets
	 * on meanwhile.
	 *
	 * The trap: a transaction inside a transaction would wait for itself. It throws `STORE_NESTED` instead. To await one
	 * that was begun outside is no better: what waits for the same save waits for this `body` too.
	 *
	 * @throws PortcullisError `STORE_SAVE_FAILED`: the commit is not on disk, and undone; or, where only flushing the
	 * folder failed, it may be there, so ask again by the same ids before repeating it. `STORE_CONFLICT`: a row exists
	 * that must not, or does not that must, or others were changing the same. `STORE_COMMIT_UNKNOWN`: the server went away while
	 * committing, so ask again by the same ids. `STORE_UNREACHABLE`: it went away before, and nothing happened. `STORE_READ_ONLY`: opened for reading. `STORE_BUSY`: the file is another
	 * process's by now, or others hold what this waits for. `STORE_CLOSED`
	 */
	write<Value>(body: (tx: Tx) => Promise<Value>): Promise<Value>;
	/** Waits for what is under way, frees the lock. */
	close(): Promise<void>;
}
