import type { CostDifference } from './cost-difference.js';
import type { Estimate } from './estimate.js';
import type { QuotaAbout } from './quota.js';
import type { QuotaWindow } from './quota-window.js';
import type { ResourceUse } from './resource-use.js';
import type { Outcome, Violation } from './violation.js';

/** The answer to a request. */
export type Answer = 'allow' | 'review' | 'deny';

/** Why a decision is what it is, where no policy's own words say it. */
export type DecisionCode =
	/** Every policy passed, or only advisory ones did not. */
	| 'ALLOWED'
	/** A `soft` policy did not pass: people decide. */
	| 'NEEDS_APPROVAL'
	/** A `hard` policy did not pass. */
	| 'POLICY_VIOLATION'
	/** A policy went wrong: its answer is not taken for a pass. */
	| 'POLICY_ERROR'
	/** A resource changes and no policy judged it. */
	| 'NOTHING_JUDGED'
	/** A plan changes nothing: no policy was asked. */
	| 'NO_CHANGES'
	/** What was to be decided on is not a well-formed deployment. */
	| 'INPUT_INVALID';

/** Something about a decision that people should look at, though it was decided. */
export interface DecisionWarning {
	/** `BINDINGS_EQUALLY_SPECIFIC`: two bindings of a policy hold for the same subject, and none is more specific. */
	readonly code: 'BINDINGS_EQUALLY_SPECIFIC';
	readonly message: string;
	readonly policy: string;
	/** The one that judged, and the one that gave way. */
	readonly bindings: readonly [judged: string, gave_way: string];
}

/** Who must approve, for one policy that was not passed and the binding that holds it. */
export interface Requirement {
	readonly policy: string;
	readonly binding: string;
	/** Stages in their order; each names the role that approves, or `null` for whoever has `can_approve`. */
	readonly stages: readonly { readonly role: string | null; readonly quorum: number }[];
	readonly requester_counts: boolean;
}

/** How much of a quota is taken before and after the deployment. */
export interface QuotaUse extends QuotaAbout {
	/** The window that it counts in; `null` where it counts what stands. */
	readonly window: QuotaWindow | null;
	/** The limit that holds now; `null` where there is none. */
	readonly limit: number | null;
	readonly used: number;
	readonly reserved: number;
	/** `null` where it is not known: then nothing of it can be reserved. */
	readonly requested: number | null;
}

/** The answer to a request, with everything that led to it. */
export interface Decision {
	readonly kind: 'decision';
	readonly answer: Answer;
	readonly code: DecisionCode;
	/** Exactly one for each bound policy and each of its subjects. */
	readonly outcomes: readonly Outcome[];
	/** Every `fail`, `unknown` and `error`, the worst level first. */
	readonly violations: readonly Violation[];
	/** Who must approve; empty unless the answer is `review`. */
	readonly requirements: readonly Requirement[];
	/** What is doubtful about the bindings that decided; left out of what an earlier version decided, which a session may hold. */
	readonly warnings?: readonly DecisionWarning[];
	readonly cost: Estimate;
	/**
	 * What the deployment changes about that. It is for people, and no part of what policies see. Absent where the input
	 * could not be read, and in decisions of earlier versions.
	 */
	readonly cost_change?: CostDifference;
	readonly quotas: readonly QuotaUse[];
	/** What each resource will take of quotas once it stands; without those that go. */
	readonly uses: readonly ResourceUse[];
	/** When, in milliseconds since 1970. */
	readonly decided_at: number;
	/** SHA-256 over all that was decided on, hexadecimal. */
	readonly input_digest: string;
	/** SHA-256 over what an approval binds to, hexadecimal. */
	readonly subject_digest: string;
	/** The bundle that decided. */
	readonly bundle_digest: string;
}
