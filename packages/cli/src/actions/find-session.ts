import type { Refused, Result, SessionView } from '@portcullis/core';
import type { Opened } from '../gate/with-gate.js';

const shortest = 4;

/**
 * Finds a session by its id, or by the beginning of it where only one that the actor may see begins so. For looking
 * only: what changes something takes the whole id, since what is unique now may not be so a moment later.
 */
export async function findSession({ gate, caller }: Opened, given: string): Promise<Result<SessionView>> {
	const shown = await gate.show(caller, given);
	if (shown.kind === 'ok' || shown.code !== 'SESSION_UNKNOWN' || given.length < shortest) return shown;
	const matching = await sessionsFrom({ gate, caller }, given);
	const [only, ...more] = matching;
	if (only === undefined) return shown;
	if (more.length === 0) return { kind: 'ok', value: only };
	return { ...shown, message: `${matching.length} sessions begin with ${given}; write more of the id` };
}

/** Adds to a refusal of an id that is the beginning of one which id may be meant. */
export async function withWholeId(
	opened: Pick<Opened, 'gate' | 'caller'>,
	given: string,
	refused: Refused,
): Promise<Refused> {
	if (refused.code !== 'SESSION_UNKNOWN' || given.length < shortest) return refused;
	const [only, ...more] = await sessionsFrom(opened, given);
	if (only === undefined || more.length > 0) return refused;
	return { ...refused, message: `${refused.message}; write the whole id, ${only.session.id}` };
}

async function sessionsFrom({ gate, caller }: Pick<Opened, 'gate' | 'caller'>, given: string): Promise<SessionView[]> {
	const listed = await gate.list(caller);
	return listed.kind === 'ok' ? listed.value.filter(({ session }) => session.id.startsWith(given)) : [];
}
