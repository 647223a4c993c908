import { diskTypes } from '../model/disk.js';
import { machinePartsOf } from '../model/machine-part.js';
import type { QuotaMeasure } from '../model/quota.js';
import type { Resource } from '../model/resource.js';
import { valueAt } from '../util/value-at.js';
import { machineAlternatives } from './machine-alternatives.js';
import type { Edit, FieldPath } from './suggestion.js';
import { edited, measured, type Surroundings } from './surroundings.js';

/** One field changed so that a resource takes less. */
export interface Reduction {
	readonly edit: Edit;
	/** How much less, in the unit of the measure. */
	readonly saves: number;
}

/** The least that a disk is made: of what boots, of a database, of a node. What is smaller, the model refuses. */
const leastDisk: Readonly<Record<Resource['kind'], number>> = {
	vm: 8,
	database: 10,
	kubernetes: 30,
	network: Infinity,
	storage: Infinity,
};

/**
 * The ways in which one field of a resource makes it take less: a smaller machine type, a smaller number, a smaller or
 * cheaper disk. Each goes no further than is enough; what is not enough goes as far as it can. Redundancy, backups and the
 * like are not given up for money.
 *
 * @param before what stands of it: a disk cannot shrink
 * @param excess how much less is wanted
 */
export function reductions(
	resource: Resource,
	before: Resource | null,
	measure: QuotaMeasure,
	excess: number,
	surroundings: Surroundings,
): Reduction[] {
	const address = `${resource.kind}/${resource.name}`;
	const total = measured(resource, surroundings)[measure];
	if (total === null) return [];
	const saving = (path: FieldPath, to: unknown) => {
		const left = measured(edited(resource, [{ path, to }]), surroundings)[measure];
		return left === null ? 0 : total - left;
	};
	const found: Reduction[] = [];
	const add = (path: FieldPath, to: unknown) => {
		const saves = saving(path, to);
		if (saves > 0) found.push({ edit: { address, path, to }, saves });
	};
	if (measure !== 'count' && measure !== 'disk_gib') {
		for (const part of machinePartsOf(resource)) {
			const enough = machineAlternatives(
				part,
				resource.region,
				surroundings,
				({ name }) => saving(part.path, name) >= excess,
			);
			const any = enough.length > 0 ? enough : machineAlternatives(part, resource.region, surroundings, () => true);
			for (const name of enough.length > 0 ? any : any.slice(-1)) add(part.path, name);
		}
	}
	const lower = (path: FieldPath, least: number) => {
		const now = valueAt(resource, path);
		if (typeof now !== 'number' || now <= least) return;
		add(
			path,
			largestEnough(least, now - 1, (value) => saving(path, value) >= excess),
		);
	};
	for (const [path, least] of numbersOf(resource, measure)) lower(path, least);
	if (measure === 'count') return found;
	for (const path of disksOf(resource)) {
		const stands = valueAt(before, [...path, 'size_gib']);
		if (typeof stands !== 'number') lower([...path, 'size_gib'], leastDisk[resource.kind]);
		else lower([...path, 'size_gib'], Math.max(stands, leastDisk[resource.kind]));
		const types: readonly unknown[] = diskTypes;
		const cheaper = types.slice(0, Math.max(0, types.indexOf(valueAt(resource, [...path, 'type']))));
		for (const type of cheaper.reverse()) add([...path, 'type'], type);
	}
	return found;
}

// Of a pool that grows by itself, quotas count the most nodes that there can be, and money the fewest.
function numbersOf(resource: Resource, measure: QuotaMeasure): (readonly [FieldPath, number])[] {
	if (resource.kind === 'vm') return [[['count'], 1]];
	if (resource.kind !== 'kubernetes') return [];
	const isMoney = measure.endsWith('_micros');
	return resource.node_pools.map(({ min }, index) => {
		const path = ['node_pools', index, isMoney ? 'min' : 'max'];
		return [path, isMoney ? 1 : min] as const;
	});
}

function disksOf(resource: Resource): FieldPath[] {
	if (resource.kind === 'vm' || resource.kind === 'database') return [['disk']];
	return resource.kind === 'kubernetes' ? resource.node_pools.map((_, index) => ['node_pools', index, 'disk']) : [];
}

/** The largest number that is enough, where smaller ones are too; the least where none is. */
export function largestEnough(least: number, most: number, isEnough: (value: number) => boolean): number {
	let [low, high] = [least, most];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (isEnough(middle)) low = middle;
		else high = middle - 1;
	}
	return low;
}
