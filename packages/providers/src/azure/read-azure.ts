import type { PlannedResource } from '@portcullis/core';
import { kindOfBlock } from '../read/marks-of.js';
import { optional } from '../read/optional.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { isKnown, textAt, textsAt, valueAt } from '../read/value-at.js';
import { isOwn, networkInTags, userTags } from '../shared/own-tags.js';

/** The name of the resource that something of ours belongs to; `undefined` for what others made. */
export function ownName(planned: PlannedResource): string | undefined {
	const tags = textsAt(planned.values, 'tags');
	return isOwn(tags) ? tags['portcullis-resource'] : undefined;
}

/** The region of something, which may be written as people call it: `West Europe`. */
export function regionOf(values: unknown): string | undefined {
	return textAt(values, 'location')?.toLowerCase().replaceAll(' ', '');
}

/** What every resource of azure says of itself: name, region and tags, and the network that it joins. */
export function commonFields(planned: PlannedResource): Record<string, unknown> {
	const tags = textsAt(planned.values, 'tags');
	return {
		name: ownName(planned) ?? textAt(planned.values, 'name'),
		region: regionOf(planned.values),
		tags: userTags(tags),
		...optional({ network: ownName(planned) === undefined ? undefined : networkInTags(tags) }),
	};
}

/**
 * Whether a plan says something of a switch: that it is off, or null for what was not given. What a plan does not know
 * yet it leaves out; a document of ours leaves out what we never write.
 */
export function isOff(values: unknown, own: boolean, ...path: readonly [string, ...(string | number)[]]): boolean {
	const block = valueAt(values, ...path.slice(0, -1));
	const key = path.at(-1) ?? '';
	const value = valueAt(block, key);
	return value === false || (value === undefined && (own || isKnown(block, key)));
}

/** The addresses of what is there, in this order. */
export function addressesOf(...planned: readonly (PlannedResource | undefined)[]): string[] {
	return planned.flatMap((resource) => (resource === undefined ? [] : [resource.address]));
}

/**
 * Takes what points at another by an attribute, and what may point at it: a plan does not know the id of what does not
 * stand yet. Of ours nothing is vague, as their names say what they belong to.
 */
export function takePointing(
	pool: PlannedPool,
	main: PlannedResource,
	type: string,
	by: Readonly<Record<string, string>>,
): { readonly sure: readonly PlannedResource[]; readonly vague: readonly PlannedResource[] } {
	const sure: PlannedResource[] = [];
	const vague: PlannedResource[] = [];
	for (const resource of pool.takeType(type)) {
		const pairs = Object.entries(by).map(([own, others]) => [
			valueAt(resource.values, own),
			valueAt(main.values, others),
		]);
		if (pairs.some(([own, other]) => own !== undefined && own === other)) {
			sure.push(resource);
			continue;
		}
		pool.putBack(resource);
		if (pairs.some(([own, other]) => own === undefined || other === undefined) && !isOurs(resource)) {
			vague.push(resource);
		}
	}
	return { sure, vague };
}

function isOurs({ name, address }: PlannedResource): boolean {
	return kindOfBlock(name) !== undefined && !address.startsWith('module.');
}

/** In the order of names: Terraform keeps parts as blocks or sets, which have no order of their own. */
export function inOrder<Item>(items: readonly Item[], nameOf: (item: Item) => unknown): Item[] {
	return [...items].sort((a, b) => (String(nameOf(a)) < String(nameOf(b)) ? -1 : 1));
}
