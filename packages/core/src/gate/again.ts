import { type Refused, type Result, refused } from '../model/result.js';

/** What was decided on does not hold any more: it has to be read and decided again. */
export interface Again {
	readonly kind: 'again';
}

/** See {@link Again}. */
export const again: Again = { kind: 'again' };

// How often a call starts over because the facts moved under it, before it says so.
const attempts = 16;

/** Reads, decides and writes until nothing has changed in between. */
export async function untilSettled<Outcome extends Result<unknown>>(
	attempt: () => Promise<Outcome | Again>,
): Promise<Outcome | Refused> {
	for (let made = 0; made < attempts; made++) {
		const outcome = await attempt();
		if (outcome.kind !== 'again') return outcome;
	}
	return refused('STATE_CHANGED', 'the facts kept changing while this was decided; try again in a moment');
}
