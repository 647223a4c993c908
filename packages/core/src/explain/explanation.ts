import type { Scope } from '../model/binding.js';
import type { Answer, DecisionCode } from '../model/decision.js';
import type { Outcome, Violation } from '../model/violation.js';
import type { Level } from '../model/vocabulary.js';

/** A field of a subject that a policy reads, and what stood there. */
export interface ReadField {
	readonly field: string;
	/** `known`: see `value`. `unknown`: nobody could tell when it was decided. `absent`: the subject has no such field. */
	readonly kind: 'known' | 'unknown' | 'absent';
	/** Plain JSON; `null` where it is not known. */
	readonly value: unknown;
}

/** A binding that would have judged a subject had there not been another. */
export interface Rival {
	readonly id: string;
	readonly level: Level;
	readonly scope: Scope;
	/** Why the other one won: it is narrowed further, it is stricter, or (both alike) it comes first. */
	readonly because: 'narrower' | 'stricter' | 'first';
}

/** The binding that gave an outcome its level. */
export interface DecidingBinding {
	readonly id: string;
	readonly level: Level;
	readonly scope: Scope;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly owner_roles: readonly string[];
	readonly quorum: number;
	/** The one that it won over; `null` where there is none. Absent where it is not known which others there were. */
	readonly won_over?: Rival | null;
}

/** What an outcome does to the answer. */
export type Effect = 'denies' | 'asks' | 'informs' | 'none';

/** One outcome, and all that there is to know of it. */
export interface ExplainedOutcome extends Omit<Outcome, 'binding'> {
	/** The policy's title; `null` where the bundle has no such policy. */
	readonly title: string | null;
	readonly effect: Effect;
	/** `null` where what was decided on is not kept. */
	readonly binding: DecidingBinding | null;
	/** What the policy reads of the subject; empty where what was decided on is not kept. */
	readonly reads: readonly ReadField[];
	/** What the policy found wrong. */
	readonly violations: readonly Violation[];
}

/** How a decision came about. */
export interface Explanation {
	readonly kind: 'explanation';
	readonly answer: Answer;
	readonly code: DecisionCode;
	readonly decided_at: number;
	/** Every outcome, those that count most first, then by policy and subject. */
	readonly outcomes: readonly ExplainedOutcome[];
	/** What was found wrong that is no outcome of a policy: a resource that none judged. */
	readonly others: readonly Violation[];
	/** `false` where what was decided on is not kept: bindings and what was read are then wanting. */
	readonly complete: boolean;
}
