import type { OutcomeKind } from '../model/violation.js';
import type { Level } from '../model/vocabulary.js';
import type { Effect } from './explanation.js';

/** What is said of an outcome, and what it does to the answer. */
interface OutcomeWords {
	/** After the name of a policy: `passed`. */
	readonly said: string;
	readonly effect: (level: Level) => Effect;
}

const byLevel: Readonly<Record<Level, Effect>> = { advisory: 'informs', soft: 'asks', hard: 'denies' };

/** Every kind of outcome, and what is said of it: a new kind is an entry here. */
export const outcomeWords: Readonly<Record<OutcomeKind, OutcomeWords>> = {
	pass: { said: 'passed', effect: () => 'none' },
	fail: { said: 'failed', effect: (level) => byLevel[level] },
	unknown: { said: 'could not be told', effect: (level) => byLevel[level] },
	not_applicable: { said: 'does not apply', effect: () => 'none' },
	waived: { said: 'is waived', effect: () => 'none' },
	error: { said: 'went wrong', effect: () => 'denies' },
};

/** What is said of an effect: `which denies`; empty where there is none. */
export const effectWords: Readonly<Record<Effect, string>> = {
	denies: 'which denies',
	asks: 'which asks people',
	informs: 'which only informs',
	none: '',
};
