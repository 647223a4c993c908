import type { Level, WaiverCategory } from './vocabulary.js';

/** What one policy says of one subject; `waived`: `fail` or `unknown`, lifted by a waiver. */
export type OutcomeKind = 'pass' | 'fail' | 'unknown' | 'not_applicable' | 'error' | 'waived';

/** What one policy said of one subject, and how much that counts. */
export interface Outcome {
	readonly kind: OutcomeKind;
	readonly policy: string;
	/** A resource's address, a quota's id, or `deployment`. */
	readonly subject: string;
	readonly level: Level;
	/** The binding that set the level; `null` only where a policy answered for something it was not asked. */
	readonly binding: string | null;
}

/** What lifted a violation. */
export interface WaivedBy {
	/** The waiver. */
	readonly id: string;
	/** Who approved it. */
	readonly by: readonly string[];
	/** From when on it lifts nothing any more, in milliseconds since 1970. */
	readonly until: number;
	readonly category: WaiverCategory;
}

/** Something that a policy found wrong, as plain data. */
export interface Violation {
	/** `fail`: the policy proved it. `unknown`: it could not be told. `error`: the policy itself went wrong. */
	readonly kind: 'fail' | 'unknown' | 'error';
	readonly policy: string;
	/** A resource's address, a quota's id, or `deployment`. */
	readonly resource: string;
	readonly level: Level;
	/** Where in the subject, outermost key first. */
	readonly path: readonly (string | number)[];
	/** What would have passed: plain JSON, such as `{ "at_most": 10 }`. */
	readonly expected: unknown;
	/** What was there: plain JSON. */
	readonly received: unknown;
	readonly message: string;
	/** What to do about it. */
	readonly hint: string;
	/** Set where a waiver lifts it: it is still there, and blocks nothing. */
	readonly waived?: WaivedBy;
}
