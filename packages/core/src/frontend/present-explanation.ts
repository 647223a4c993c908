import type { Effect, Explanation } from '../explain/explanation.js';
import { notKept, outcomeDetails, outcomeText } from '../explain/explanation-text.js';
import type { Level } from '../model/vocabulary.js';

/** What came of a policy for a subject, as people read it. */
export interface PresentedOutcome {
	readonly policy: string;
	readonly subject: string;
	readonly level: Level;
	readonly effect: Effect;
	readonly text: string;
	/** What there is to say of it, each with what it is: its binding, what was read, what was found. */
	readonly details: readonly (readonly [label: string, text: string])[];
}

/** How a decision came about, as people read it. */
export interface PresentedExplanation {
	readonly kind: 'explanation';
	/** What went wrong beside the policies. */
	readonly errors: readonly string[];
	/** What cannot be said; `null` where everything can. */
	readonly note: string | null;
	readonly outcomes: readonly PresentedOutcome[];
}

/** Presents how a decision came about. Its words are those of `explanationText`. */
export function presentExplanation({ outcomes, others, complete }: Explanation): PresentedExplanation {
	return {
		kind: 'explanation',
		errors: others.map(({ message }) => message),
		note: complete ? null : notKept,
		outcomes: outcomes.map((outcome) => {
			const { policy, subject, level, effect } = outcome;
			return { policy, subject, level, effect, text: outcomeText(outcome), details: outcomeDetails(outcome) };
		}),
	};
}
