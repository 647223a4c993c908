import type { Decision } from '../model/decision.js';
import type { Deployment, DeploymentRequest } from '../model/deployment.js';
import { canonicalJson } from '../util/canonical-json.js';
import { valueAt } from '../util/value-at.js';
import { blocking } from './blocking.js';
import { isLessSafe } from './less-safe.js';
import { isAboutMachines } from './machine-moves.js';
import { isOutOfReach, movesFor } from './moves-for.js';
import { type Edit, type FieldChange, maxSuggestions, type Suggestion } from './suggestion.js';
import type { Surroundings } from './surroundings.js';

/** A request as it was asked for, what it is, and what was decided of it. */
export interface Candidate {
	readonly request: DeploymentRequest;
	readonly deployment: Deployment;
	readonly decision: Decision;
}

/** Decides the request with some edits made; `null` where they make no deployment. */
export type TryEdits = (edits: readonly Edit[]) => Promise<Candidate | null>;

/** What was found. */
export interface Found {
	readonly suggestions: readonly Suggestion[];
	readonly decisions: number;
	readonly exhausted: boolean;
}

/** How often ways are put together. */
const deepest = 6;
/** How many suggestions change the same fields. */
const alike = 2;

type Edits = ReadonlyMap<string, Edit>;

/**
 * Looks for the smallest changes that turn a decision into `allow`. Each state is a set of edits, decided; from one that
 * is not allowed, each of its violations leads on to others. States with fewer edits come first. What is allowed is made
 * smaller: an edit without which it is allowed too is dropped.
 *
 * @param budget how often may be decided
 */
export async function findSuggestions(
	start: Candidate,
	surroundings: Surroundings,
	tryEdits: TryEdits,
	budget: number,
): Promise<Found> {
	if (start.decision.answer === 'allow' || blocking(start.decision).some(isOutOfReach)) {
		return { suggestions: [], decisions: 0, exhausted: true };
	}
	const search = searchOf(start, surroundings, tryEdits, budget);
	const { found, queue } = search;
	await dive(search);
	expand(search, start, new Map(), 1);
	let exhausted = true;
	for (let state = queue.shift(); state !== undefined && found.length < maxSuggestions; state = queue.shift()) {
		if (isKnown(state.edits, found)) continue;
		exhausted = search.mayDecide();
		if (!exhausted) break;
		const candidate = await search.decide(state.edits);
		if (candidate === null) continue;
		if (candidate.decision.answer === 'allow') await keep(search, state.edits, candidate);
		else if (state.depth < deepest) expand(search, candidate, state.edits, state.depth + 1);
	}
	const suggestions = found.map(({ edits, candidate }) => suggestionOf(start, edits, candidate)).sort(byEffort);
	return { suggestions, decisions: search.decisions(), exhausted };
}

/** Edits that were found to be enough, and what they lead to. */
interface Enough {
	readonly edits: Edits;
	readonly candidate: Candidate;
}

interface Search {
	readonly start: Candidate;
	readonly found: Enough[];
	readonly queue: { readonly edits: Edits; readonly depth: number }[];
	readonly queued: Set<string>;
	/** Resources that have to be changed: a policy that judges each resource by itself does not let them pass. */
	readonly faulty: ReadonlySet<string>;
	/** What may cure each of the violations of a candidate. */
	waysFrom(candidate: Candidate): readonly (readonly Edit[][])[];
	/** `null` where the edits make no deployment, or a less safe one. */
	decide(edits: Edits): Promise<Candidate | null>;
	mayDecide(): boolean;
	decisions(): number;
}

function searchOf(start: Candidate, surroundings: Surroundings, tryEdits: TryEdits, budget: number): Search {
	const addresses = new Set(start.deployment.changes.map(({ address }) => address));
	const subjects = blocking(start.decision).map(({ resource }) => resource);
	const decided = new Map<string, Candidate | null>();
	const ways = new Map<Candidate, readonly (readonly Edit[][])[]>();
	let decisions = 0;
	return {
		start,
		found: [],
		queue: [],
		queued: new Set(),
		faulty: new Set(subjects.filter((subject) => addresses.has(subject))),
		waysFrom(candidate) {
			const { deployment, decision } = candidate;
			const known = ways.get(candidate);
			if (known !== undefined) return known;
			const all = blocking(decision).map((violation) => movesFor(violation, deployment, decision, surroundings));
			ways.set(candidate, all);
			return all;
		},
		async decide(edits) {
			const key = keyOf(edits);
			const before = decided.get(key);
			if (before !== undefined) return before;
			decisions += 1;
			const tried = await tryEdits([...edits.values()]);
			const safe = tried !== null && !lostSafety(start.deployment, tried.deployment) ? tried : null;
			decided.set(key, safe);
			return safe;
		},
		mayDecide: () => decisions < budget,
		decisions: () => decisions,
	};
}

// Straight on: every violation cured by its likeliest way, and what is violated then once more. Where ten resources are
// each wrong in two ways this is there after one decision, and a search by the number of edits would never be.
async function dive(search: Search): Promise<void> {
	let [candidate, edits]: [Candidate, Edits] = [search.start, new Map()];
	for (let depth = 0; depth < deepest; depth++) {
		const firsts = search.waysFrom(candidate).map(([first]) => first);
		const next = withMoves(edits, firsts, search.start.deployment);
		if (next.size === 0 || keyOf(next) === keyOf(edits) || !search.mayDecide()) return;
		const tried = await search.decide(next);
		if (tried === null) return;
		if (tried.decision.answer === 'allow') return keep(search, next, tried);
		[candidate, edits] = [tried, next];
	}
}

async function keep(search: Search, edits: Edits, candidate: Candidate): Promise<void> {
	const least = await smallest(search, edits, candidate);
	if (!isKnown(least.edits, search.found)) search.found.push(least);
}

function expand(search: Search, from: Candidate, edits: Edits, depth: number): void {
	const { queue, queued, faulty } = search;
	for (const next of childrenOf(search.waysFrom(from), edits, search.start.deployment)) {
		const key = keyOf(next);
		const touched = new Set([...next.values()].map(({ address }) => address));
		if (queued.has(key) || ![...faulty].every((address) => touched.has(address))) continue;
		queued.add(key);
		queue.push({ edits: next, depth });
	}
	// Stable: of as many edits, those that were thought of first.
	queue.sort((a, b) => a.edits.size - b.edits.size);
}

// Every violation cured by its first way, by its second, and so on; then by the first with another way for one of them; then
// one cured alone, since what cures one often cures others.
function childrenOf(ways: readonly (readonly Edit[][])[], edits: Edits, start: Deployment): Edits[] {
	const firsts = ways.map(([first]) => first);
	const longest = Math.max(0, ...ways.map(({ length }) => length));
	const children = Array.from({ length: longest }, (_, nth) =>
		withMoves(
			edits,
			ways.map((moves) => moves[nth] ?? moves[0]),
			start,
		),
	);
	for (const [index, moves] of ways.entries()) {
		for (const move of moves.slice(1)) children.push(withMoves(edits, firsts.with(index, move), start));
	}
	for (const move of ways.flat()) children.push(withMoves(edits, [move], start));
	return children.filter((child) => child.size > 0);
}

function withMoves(edits: Edits, moves: readonly (readonly Edit[] | undefined)[], start: Deployment): Edits {
	const all = new Map(edits);
	const taken = new Set<string>();
	for (const move of moves) {
		const keys = move?.map(fieldOf) ?? [];
		// Two would change one field, each to what it wants: the next decision tells whether the first is enough.
		if (keys.some((key) => taken.has(key))) continue;
		for (const edit of move ?? []) {
			taken.add(fieldOf(edit));
			all.set(fieldOf(edit), edit);
		}
	}
	for (const [key, edit] of all) if (isAsBefore(edit, start)) all.delete(key);
	return all;
}

// What a changed field fills in elsewhere counts too.
function lostSafety(start: Deployment, changed: Deployment): boolean {
	return start.changes.some(({ address, after }) => {
		const now = changed.changes.find((change) => change.address === address)?.after;
		return after !== null && now !== null && now !== undefined && isLessSafe(after, now);
	});
}

function fieldOf({ address, path }: Edit): string {
	return `${address} ${JSON.stringify(path)}`;
}

function isAsBefore(edit: Edit, start: Deployment): boolean {
	return canonicalJson(edit.to) === canonicalJson(valueIn(start, edit));
}

function valueIn({ changes }: Deployment, { address, path }: Edit): unknown {
	const after = changes.find((change) => change.address === address)?.after;
	return valueAt(after, path) ?? null;
}

function keyOf(edits: Edits): string {
	return canonicalJson(
		[...edits].map(([key, { to }]) => [key, to]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
	);
}

// More than a suggestion that there is: not the smallest. The same fields once more: no other way.
function isKnown(edits: Edits, found: readonly { readonly edits: Edits }[]): boolean {
	const within = found.filter((one) => [...one.edits.keys()].every((key) => edits.has(key)));
	const same = within.filter((one) => one.edits.size === edits.size);
	return within.length > same.length || same.length >= alike || same.some((one) => keyOf(one.edits) === keyOf(edits));
}

async function smallest(search: Search, edits: Edits, candidate: Candidate): Promise<Enough> {
	let least = { edits, candidate };
	for (const [key, edit] of edits) {
		if (least.edits.size === 1 || !search.mayDecide()) break;
		if (isNeeded(edit, least.edits, search)) continue;
		const fewer = new Map(least.edits);
		fewer.delete(key);
		const tried = await search.decide(fewer);
		if (tried?.decision.answer === 'allow') least = { edits: fewer, candidate: tried };
	}
	return least;
}

// Without a decision: it is the very field that a violation names, or the only edit of a resource that needs one.
function isNeeded({ address, path }: Edit, edits: Edits, { faulty, start }: Search): boolean {
	const others = [...edits.values()].filter((edit) => edit.address === address);
	if (others.length === 1 && faulty.has(address)) return true;
	return blocking(start.decision).some(
		(violation) =>
			violation.resource === address &&
			(path.every((step, index) => violation.path[index] === step) ||
				(path.at(-1) === 'size' && isAboutMachines(violation))),
	);
}

function suggestionOf(start: Candidate, edits: Edits, { request, decision }: Candidate): Suggestion {
	const { hourly_micros, monthly_micros, complete, metered } = decision.cost;
	const old = start.decision.cost;
	return {
		kind: 'suggestion',
		changes: [...edits]
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([, edit]): FieldChange => ({ ...edit, from: valueIn(start.deployment, edit) })),
		answer: 'allow',
		cost: { hourly_micros, monthly_micros, complete, ...(metered === undefined ? {} : { metered }) },
		difference:
			complete && old.complete
				? { hourly_micros: hourly_micros - old.hourly_micros, monthly_micros: monthly_micros - old.monthly_micros }
				: null,
		request,
	};
}

function byEffort(a: Suggestion, b: Suggestion): number {
	return a.changes.length - b.changes.length || a.cost.monthly_micros - b.cost.monthly_micros;
}
