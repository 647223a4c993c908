import type { Change } from '../model/deployment.js';
import type { Resource } from '../model/resource.js';
import type { Violation } from '../model/violation.js';
import { valueAt } from '../util/value-at.js';
import { knownValues } from './known-values.js';
import { relationOf } from './relations.js';
import type { Edit, FieldPath } from './suggestion.js';
import { edited, measured, type Surroundings } from './surroundings.js';

/** Lists that let somebody in: less of them is safer, whatever a policy says of them. */
const openings = new Set<string | number>(['ingress', 'authorized_cidrs']);

/** Doors that `authorized_cidrs` says who may go through. */
const shut = new Set<string | number>(['public_access', 'public_endpoint']);

const everybody = new Set<unknown>(['0.0.0.0/0', '::/0']);

/**
 * Changes of the very field that a violation names, to values that its policy is known to accept. A name is not among
 * them: under another name it is another resource.
 */
export function fieldMoves(
	{ path, expected }: Violation,
	{ address, before, after }: Change,
	surroundings: Surroundings,
): readonly Edit[][] {
	const [field] = path;
	if (after === null || field === undefined || field === 'name' || field === 'kind') return [];
	const now = valueAt(after, path);
	const edit = (at: FieldPath, to: unknown): Edit => ({ address, path: at, to });
	if (openings.has(field)) return narrower(after, path).map(([at, to]) => [edit(at, to)]);
	const values = knownValues(relationOf(expected), now).filter((value) => value !== now);
	if (field !== 'region') {
		const alone = values.map((value) => [edit(path, value)]);
		if (!shut.has(field) || valueAt(after, ['authorized_cidrs', 0]) === undefined) return alone;
		// Who may reach it there is said of what can be reached only.
		return [...alone.map((move) => [...move, edit(['authorized_cidrs'], [])]), ...alone];
	}
	// What stands somewhere cannot be moved: it would be deleted, and made again elsewhere.
	return before === null ? regionMoves(after, address, values, surroundings) : [];
}

/** Moves of a resource to other regions: the project's own first, then the cheapest. What names a zone there is left out. */
export function regionMoves(
	resource: Resource,
	address: string,
	regions: readonly unknown[],
	surroundings: Surroundings,
): Edit[][] {
	const inZone = 'zone' in resource && resource.zone !== undefined;
	const priced = regions.flatMap((region) => {
		if (typeof region !== 'string' || region === resource.region) return [];
		const { monthly_micros } = measured(edited(resource, [{ path: ['region'], to: region }]), surroundings);
		return [{ region, price: monthly_micros ?? Infinity, isOwn: region === surroundings.project.region }];
	});
	return priced
		.sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || a.price - b.price)
		.map(({ region }): Edit[] => {
			const move: Edit = { address, path: ['region'], to: region };
			return inZone ? [move, { address, path: ['zone'], to: null }] : [move];
		});
}

function narrower(resource: Resource, path: FieldPath): (readonly [FieldPath, unknown])[] {
	const ways: (readonly [FieldPath, unknown])[] = [];
	const now = valueAt(resource, path);
	if (Array.isArray(now)) {
		const known = now.filter((source) => !everybody.has(source));
		if (known.length > 0 && known.length < now.length) ways.push([path, known]);
	}
	const index = path.findIndex((step) => typeof step === 'number');
	if (index > 0) ways.push([path.slice(0, index + 1), null]);
	return ways;
}
