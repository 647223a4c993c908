import type { Level } from './binding.js';

/** What one policy says of one subject. */
export type OutcomeKind = 'pass' | 'fail' | 'unknown' | 'not_applicable' | 'error';

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
}
