import type { Answer } from '../model/decision.js';
import type { DeploymentRequest } from '../model/deployment.js';
import type { Cost } from '../model/estimate.js';

/** Where in a resource, outermost key first. */
export type FieldPath = readonly (string | number)[];

/** A field of a resource, and what it should be. */
export interface Edit {
	readonly address: string;
	readonly path: FieldPath;
	/** Plain JSON; `null`: left out, and an entry of a list is taken out of it. */
	readonly to: unknown;
}

/** A field that a suggestion changes. */
export interface FieldChange extends Edit {
	/** What it is now, defaults filled in; `null` where nothing stands there. */
	readonly from: unknown;
}

/** A change of what was asked for, confirmed: it was decided, and the answer was `allow`. */
export interface Suggestion {
	readonly kind: 'suggestion';
	readonly changes: readonly FieldChange[];
	readonly answer: 'allow';
	/** What the deployment would cost. */
	readonly cost: Cost;
	/** How much more than as it was asked for, less where negative; `null` where one of the two is not known in full. */
	readonly difference: Pick<Cost, 'hourly_micros' | 'monthly_micros'> | null;
	/** The request with the changes made: make it, and it is answered so. */
	readonly request: DeploymentRequest;
}

/** Somebody to turn to, where no change of the request helps. */
export interface AskPeople {
	readonly kind: 'ask';
	/** What stands in the way, and of what: addresses, a quota's id, or `deployment`. */
	readonly policy: string;
	readonly subjects: readonly string[];
	/** Roles that can help; empty where no role of the tenant can. */
	readonly roles: readonly string[];
	/** Actors who can help here, in order, some of them where they are many; empty where the caller may not see who others are. */
	readonly actors: readonly string[];
	/** Groups whose members can help here, whoever they are: in order, as many, and as seldom told as actors. */
	readonly groups: readonly string[];
	/** What is missing and what they can do, in a sentence. */
	readonly why: string;
	/** When it is over by itself, in milliseconds since 1970; `null` where it is not. */
	readonly until: number | null;
}

/** A value that only whoever asks can know: it is not made up. */
export interface FillIn {
	readonly kind: 'fill_in';
	readonly policy: string;
	readonly subjects: readonly string[];
	readonly path: FieldPath;
	/** What would pass, as the policy says it. */
	readonly expected: unknown;
	readonly why: string;
}

/** What to do where nothing can be suggested. */
export type Advice = AskPeople | FillIn;

/** What would make a request pass. */
export interface Suggestions {
	readonly kind: 'suggestions';
	/** The answer to the request as it is. */
	readonly answer: Answer;
	/** At most five: fewest changed fields first, then the cheapest. Empty where nothing was found, and for `allow`. */
	readonly suggestions: readonly Suggestion[];
	/** Whom to ask and what to fill in, for each thing that stands in the way; empty where there are suggestions. */
	readonly advice: readonly Advice[];
	/** How often was decided to find them out. */
	readonly decisions: number;
	/** `false` where the search ended at its bound: there may be more. */
	readonly exhausted: boolean;
}

/** The most suggestions that are given. */
export const maxSuggestions = 5;
