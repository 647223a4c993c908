import type { QuotaUse } from '../model/decision.js';
import type { Change } from '../model/deployment.js';
import { type QuotaMeasure, quotaMeasures } from '../model/quota.js';
import type { Resource } from '../model/resource.js';
import type { Violation } from '../model/violation.js';
import { regionMoves } from './field-moves.js';
import { type Reduction, reductions } from './reductions.js';
import { relationOf } from './relations.js';
import type { Edit } from './suggestion.js';
import { edited, measured, type Surroundings } from './surroundings.js';

/** How many fields are lowered together at most, where one alone is not enough. */
const mostTogether = 12;

/** How many resources are looked at, those that take most first. */
const mostTargets = 24;

/** How many ways of one field alone are gone on with. */
const mostSingles = 8;

/**
 * Ways to take less, where a violation is about an amount: a quota, or what something costs. First what is enough by
 * one field; where nothing is, several fields lowered together, each time the one that saves most.
 *
 * @param changes the changes that the violation is about
 */
export function amountMoves(
	violation: Violation,
	changes: readonly Change[],
	quotas: readonly QuotaUse[],
	surroundings: Surroundings,
): readonly Edit[][] {
	const measure = measureOf(violation, quotas);
	const { name, value } = relationOf(violation.expected);
	if (measure === null || name !== 'at_most' || typeof value !== 'number') return [];
	if (typeof violation.received !== 'number') return [];
	const excess = violation.received - value;
	if (excess <= 0) return [];
	const targets = changes
		.flatMap(({ address, before, after }) => (after === null ? [] : [{ address, before, after }]))
		.map((target) => ({ target, takes: measured(target.after, surroundings)[measure] ?? 0 }))
		.sort((a, b) => b.takes - a.takes)
		.slice(0, mostTargets)
		.map(({ target }) => target);
	const ways = targets.map(({ before, after }) => reductions(after, before, measure, excess, surroundings));
	const enough = inTurns(ways.map((all) => all.filter(({ saves }) => saves >= excess)));
	const singles = enough.slice(0, mostSingles).map(({ edit }) => [edit]);
	const regions = measure.endsWith('_micros') ? elsewhere(targets, surroundings) : [];
	if (singles.length > 0) return [...singles, ...regions];
	const together = lowered(targets, measure, excess, surroundings);
	return together === null ? regions : [together, ...regions];
}

function measureOf({ path, resource }: Violation, quotas: readonly QuotaUse[]): QuotaMeasure | null {
	const quota = quotas.find(({ id }) => id === resource);
	if (quota !== undefined) return quota.measure;
	const last = path.at(-1);
	return path[0] === 'cost' ? (quotaMeasures.find((each) => each === last) ?? null) : null;
}

function elsewhere(targets: readonly Target[], surroundings: Surroundings): Edit[][] {
	const regions = surroundings.project.regions;
	return targets
		.filter(({ before }) => before === null)
		.flatMap(({ address, after }) => regionMoves(after, address, regions, surroundings).slice(0, 1))
		.slice(0, mostSingles);
}

interface Target {
	readonly address: string;
	readonly before: Resource | null;
	readonly after: Resource;
}

function lowered(
	targets: readonly Target[],
	measure: QuotaMeasure,
	excess: number,
	surroundings: Surroundings,
): Edit[] | null {
	const left = new Map(targets.map((target) => [target.address, target]));
	const edits = new Map<string, Edit>();
	const waysOf = ({ before, after }: Target, wanted: number) =>
		reductions(after, before, measure, wanted, surroundings);
	const ways = new Map(targets.map((target) => [target.address, waysOf(target, excess)]));
	for (let wanted = excess; wanted > 0; ) {
		const best = bestOf([...ways.values()].flat(), wanted);
		if (best === null || edits.size >= mostTogether) return null;
		const { address, path, to } = best.edit;
		const target = left.get(address);
		if (target === undefined) return null;
		edits.set(`${address} ${path.join('.')}`, best.edit);
		const lower = { ...target, after: edited(target.after, [{ path, to }]) };
		left.set(address, lower);
		wanted -= best.saves;
		// The others are weighed again only in the end: what was as far as it could go is so still.
		ways.set(address, waysOf(lower, Math.max(1, wanted)));
	}
	return [...edits.values()];
}

// What is enough and saves least, or else what saves most.
function bestOf(all: readonly Reduction[], wanted: number): Reduction | null {
	const enough = all.filter(({ saves }) => saves >= wanted).sort((a, b) => a.saves - b.saves);
	return enough[0] ?? [...all].sort((a, b) => b.saves - a.saves)[0] ?? null;
}

// The first of each resource, then the second: five ways to change one of ten are not the only ones.
function inTurns(lists: readonly (readonly Reduction[])[]): Reduction[] {
	const longest = Math.max(0, ...lists.map(({ length }) => length));
	return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
}
