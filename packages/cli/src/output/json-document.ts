import type {
	AnyGrant,
	BackupReport,
	BindablePolicy,
	Binding,
	ChainVerdict,
	ChangedDecision,
	CopyReport,
	Decision,
	DecisionWarning,
	Deployment,
	Estimate,
	Explanation,
	HistoryRow,
	KeptWaiver,
	MigrationReport,
	NotReplayed,
	PriceAnswer,
	PriceQuery,
	Problem,
	Project,
	ProjectCost,
	ProviderId,
	Quota,
	QuotaStatus,
	ResourceRequest,
	RestoreReport,
	Role,
	SessionView,
	ShownPolicy,
	StandingResource,
	StoreStatus,
	Suggestions,
	SweepReport,
	SyncReport,
	Template,
	TenantPolicy,
	TerraformDocument,
	WaiverStanding,
	WaiverView,
	WhoCan,
} from '@portcullis/core';
import type { PriceSource } from '@portcullis/policies';
import type { CheckReport } from '../check-output/check-report.js';
import type { Setting } from '../config/resolve-settings.js';
import type { Finding } from '../doctor/finding.js';
import type { ExitStatus } from '../exit-status.js';

/** A problem, and the place in the file where it stands, where it came from one. */
export type PlacedProblem = Problem;

/** One previewed request. */
export interface PreviewedRequest {
	readonly file: string;
	readonly deployment: Deployment;
	readonly decision: Decision;
	/** There with `--explain`. */
	readonly explanation?: Explanation;
	/** There for one that is alone and not allowed. */
	readonly suggestions?: Suggestions;
}

/** What went wrong, instead of any other document. */
export interface ErrorDocument {
	readonly kind: 'error';
	/** Stable; docs/errors.md lists them. */
	readonly code: string;
	readonly message: string;
	/** What to do next, where there is something to say. */
	readonly hint?: string;
	readonly problems: readonly PlacedProblem[];
	readonly status: ExitStatus;
}

/** What happened to a thing that was added, set, overridden or removed. */
export type ChangeWord = 'added' | 'replaced' | 'set' | 'overridden' | 'removed';

/** What a replay came to. */
export interface ReplayDocument {
	readonly kind: 'replay';
	readonly decisions: number;
	/** Same answer. */
	readonly unchanged: number;
	/** Of those, with another code or other violations. */
	readonly other_reasons: number;
	readonly changed: readonly ChangedDecision[];
	readonly not_replayable: readonly NotReplayed[];
}

/** What a sweep did. */
export interface SweptDocument extends SweepReport {
	readonly kind: 'sweep';
	/** Deployments that were ended by `--force` before their time was over. */
	readonly given_up: SweepReport['recovered'];
}

/** A price that was looked for. */
export interface FoundPriceDocument {
	readonly kind: 'price';
	readonly query: PriceQuery;
	readonly answer: PriceAnswer;
	/** Where it is not known: the names nearest to what was asked for. */
	readonly nearest: { readonly types: readonly string[]; readonly regions: readonly string[] };
}

/** Where prices come from, and of which days they are. */
export interface PriceSourcesDocument {
	readonly kind: 'price_sources';
	/** Names the prices and their state, as decisions are made on them. */
	readonly catalogue: string;
	/** The file of prices of one's own; `null` where there is none. */
	readonly prices: string | null;
	readonly sources: readonly (PriceSource & {
		/** In whole days; `null` where the day is not known. */
		readonly age_days: number | null;
	})[];
}

/**
 * What `--json` writes: one of these, with `"version": 1`. Moments are milliseconds since 1970, amounts of money are
 * whole millionths of a US dollar (`…_micros`). Fields may be added; one that goes or changes raises the version.
 */
export type JsonDocument = (
	| ErrorDocument
	| { readonly kind: 'version'; readonly portcullis: string }
	| {
			readonly kind: 'init';
			/** `false`: the tenant was there already, and is unchanged. */
			readonly created: boolean;
			readonly database: string;
			readonly tenant: string;
			readonly actor: string;
			readonly asserted_may_approve: boolean;
			/** The first project, where one was added. */
			readonly project?: Project;
			/** An example of a request, where one was written. */
			readonly request_file?: string;
	  }
	| { readonly kind: 'preview'; readonly answer: Decision['answer']; readonly requests: readonly PreviewedRequest[] }
	| {
			readonly kind: 'request';
			readonly outcome: 'denied';
			readonly deployment: Deployment;
			readonly decision: Decision;
			readonly suggestions?: Suggestions;
	  }
	| {
			readonly kind: 'request';
			readonly outcome: 'session';
			readonly view: SessionView;
			/** There where people have to approve it: what would need nobody. */
			readonly suggestions?: Suggestions;
	  }
	| { readonly kind: 'explanation'; readonly session: string; readonly explanation: Explanation }
	| WhoCan
	| CheckReport
	/** Of a change of policy, too, that waits for people instead of being made. */
	| { readonly kind: 'session'; readonly view: SessionView }
	| {
			readonly kind: 'closed';
			readonly session: string;
			readonly status: 'cancelled' | 'rejected';
			readonly reason: string | null;
	  }
	| { readonly kind: 'sessions'; readonly views: readonly SessionView[] }
	| { readonly kind: 'history'; readonly rows: readonly HistoryRow[] }
	| SweptDocument
	| { readonly kind: 'config'; readonly file: string | null; readonly settings: readonly Setting[] }
	| { readonly kind: 'discord'; readonly stopped_by: string }
	| { readonly kind: 'doctor'; readonly findings: readonly Finding[] }
	| { readonly kind: 'schema'; readonly of: string; readonly schema: Readonly<Record<string, unknown>> }
	| {
			readonly kind: 'tenant';
			readonly tenant: string;
			/** `null`: nothing is set, and sessions wait for 30 minutes. */
			readonly session_lifetime_ms: number | null;
			readonly asserted_may_approve: boolean;
			/** How many others must approve a change of policy. */
			readonly policy_change_approvals: number;
			/** `null`: nothing is set, and waivers last for 90 days at most. */
			readonly longest_waiver_ms: number | null;
	  }
	| { readonly kind: 'projects'; readonly projects: readonly Project[] }
	/** `change` is absent where the project is only shown; so in `grant` and `binding`. */
	| { readonly kind: 'project'; readonly change?: ChangeWord; readonly project: Project }
	| { readonly kind: 'grants'; readonly grants: readonly AnyGrant[] }
	| { readonly kind: 'grant'; readonly change?: ChangeWord; readonly grant: AnyGrant }
	| { readonly kind: 'quotas'; readonly quotas: readonly Quota[] }
	| { readonly kind: 'quota'; readonly change: ChangeWord; readonly quota: Quota }
	| ({ readonly kind: 'quota_status' } & QuotaStatus)
	| { readonly kind: 'time_zone'; readonly time_zone: string }
	| { readonly kind: 'templates'; readonly templates: readonly Template[] }
	| { readonly kind: 'template'; readonly template: Template }
	| {
			readonly kind: 'expansion';
			readonly template: string;
			/** A request, or a deployment file where its project is written out. */
			readonly request: { readonly project: unknown; readonly resources: readonly ResourceRequest[] };
	  }
	| { readonly kind: 'document'; readonly document: TerraformDocument }
	| {
			readonly kind: 'synth';
			readonly project: string;
			readonly resources: readonly string[];
			/** The file that was written, absolute. */
			readonly path: string;
			/** SHA-256 of its bytes. */
			readonly digest: string;
	  }
	| { readonly kind: 'policies'; readonly policies: readonly BindablePolicy[] }
	/** `change` is absent where the policy is only shown. */
	| {
			readonly kind: 'policy';
			readonly change?: ChangeWord;
			readonly policy: ShownPolicy | TenantPolicy;
			/** Of one that was added: how many tests of its own it has passed. */
			readonly tests?: number;
	  }
	| { readonly kind: 'waivers'; readonly waivers: readonly WaiverView[] }
	| { readonly kind: 'waiver'; readonly waiver: KeptWaiver; readonly standing: WaiverStanding | 'removed' }
	| { readonly kind: 'bindings'; readonly bindings: readonly Binding[] }
	| {
			readonly kind: 'binding';
			readonly change?: ChangeWord;
			readonly binding: Binding;
			/** On one that was added: bindings that are as specific and may hold for the same subject. */
			readonly warnings?: readonly DecisionWarning[];
	  }
	| ReplayDocument
	| { readonly kind: 'roles'; readonly roles: readonly Role[] }
	/** `change` is absent where the role is only shown. */
	| { readonly kind: 'role'; readonly change?: ChangeWord; readonly role: Role }
	| {
			readonly kind: 'cost';
			readonly project: string;
			readonly provider: ProviderId;
			/** For how many hours of a month it was priced. */
			readonly hours: number;
			readonly estimate: Estimate;
	  }
	| { readonly kind: 'project_costs'; readonly costs: readonly ProjectCost[] }
	| FoundPriceDocument
	| PriceSourcesDocument
	| { readonly kind: 'resources'; readonly resources: readonly StandingResource[] }
	| ({ readonly kind: 'synced' } & SyncReport)
	| { readonly kind: 'audit'; readonly verdict: ChainVerdict }
	| { readonly kind: 'head'; readonly seq: number; readonly hash: string }
	| { readonly kind: 'exported'; readonly rows: number }
	| ({ readonly kind: 'migrated' } & MigrationReport)
	| ({ readonly kind: 'status' } & StoreStatus)
	| ({ readonly kind: 'backup' } & BackupReport)
	| ({ readonly kind: 'restored' } & RestoreReport)
	| ({ readonly kind: 'copied' } & CopyReport)
) & {
	/** On what only reads: when the database was saved that this shows; absent where a process that writes was asked. */
	readonly snapshot_at?: number;
};
