import type { Decision } from '../model/decision.js';
import type { Change, Deployment } from '../model/deployment.js';
import { subjectOf } from '../model/deployment.js';
import type { Violation } from '../model/violation.js';
import { amountMoves } from './amount-moves.js';
import { fieldMoves } from './field-moves.js';
import { isLessSafe } from './less-safe.js';
import { machineMoves } from './machine-moves.js';
import { priceMoves } from './price-moves.js';
import type { Edit } from './suggestion.js';
import type { Surroundings } from './surroundings.js';
import { edited } from './surroundings.js';

/** What a violation can be about that no field of a request changes. */
const outOfReach: ReadonlySet<string | number | undefined> = new Set(['actor', 'project', 'action', 'resources']);

/** Whether no change of the fields of what is asked for can cure a violation. */
export function isOutOfReach({ kind, path }: Violation): boolean {
	return kind === 'error' || outOfReach.has(path[0]);
}

/**
 * The changes that may cure a violation, the likeliest first. They come from what it says (where, what was expected, what
 * was received) and from the catalogue, never from the name of its policy: those of a tenant's own get them too. None
 * makes a resource less safe. Whether one does cure it, only a decision tells.
 */
export function movesFor(
	violation: Violation,
	{ changes }: Deployment,
	{ quotas }: Pick<Decision, 'quotas'>,
	surroundings: Surroundings,
): readonly Edit[][] {
	if (isOutOfReach(violation)) return [];
	const about = changesAbout(violation.resource, changes, quotas);
	const isSingle = about.length === 1 && about[0]?.address === violation.resource;
	const named = isSingle ? about.flatMap((change) => ofResource(violation, change, surroundings)) : [];
	const amounts = amountMoves(violation, about, quotas, surroundings);
	const unpriced = isAboutUnknown(violation) ? about.flatMap((change) => priceMoves(change, surroundings)) : [];
	return [...named, ...amounts, ...unpriced].filter((move) => isSafe(move, changes));
}

function ofResource(violation: Violation, change: Change, surroundings: Surroundings): readonly Edit[][] {
	const machines = machineMoves(violation, change, surroundings);
	return machines.length > 0 ? machines : fieldMoves(violation, change, surroundings);
}

function isAboutUnknown({ kind, path }: Violation): boolean {
	return kind === 'unknown'
		? path[0] === 'cost' || path[0] === 'requested'
		: path[0] === 'cost' && path[1] === 'unknown';
}

/** The changes that a subject is about: one, those that a quota counts, or all. */
function changesAbout(subject: string, changes: readonly Change[], quotas: Decision['quotas']): readonly Change[] {
	const own = changes.find(({ address }) => address === subject);
	if (own !== undefined) return [own];
	const quota = quotas.find(({ id }) => id === subject);
	if (quota === undefined || quota.kind === null) return changes;
	return changes.filter((change) => subjectOf(change).kind === quota.kind);
}

function isSafe(move: readonly Edit[], changes: readonly Change[]): boolean {
	return changes.every(({ address, after }) => {
		const own = move.filter((edit) => edit.address === address);
		return own.length === 0 || (after !== null && !isLessSafe(after, edited(after, own)));
	});
}
