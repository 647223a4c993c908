import type { Place } from '@portcullis/rego';
import type { RuleSeverity } from './rule-names.js';

/** One message of a rule. */
export interface RuleMessage {
	readonly text: string;
	/** What an object held beside its `msg`. */
	readonly metadata: Readonly<Record<string, unknown>>;
}

/** What one rule of a namespace said of a plan. */
export interface RuleResult {
	readonly namespace: string;
	/** `deny`, `violation_tags`. */
	readonly rule: string;
	readonly severity: RuleSeverity;
	/** How many rules of this name there are: conftest counts each of them as one test. */
	readonly definitions: number;
	/** Where the first of them stands. */
	readonly at: Place;
	/** Of its METADATA; empty where it has none. */
	readonly title: string;
	readonly description: string;
	/** The rule that lifts its messages, `data.main.exception`; `null` where none does. */
	readonly exception: string | null;
	readonly messages: readonly RuleMessage[];
	/** How many messages were empty texts, which are passes to conftest. */
	readonly empty: number;
	/** What cannot be taken for messages: conftest would pass it in silence. */
	readonly faults: readonly string[];
}
