import type { Catalogue } from '../contracts/catalogue.js';
import type { Component, ComponentName, ResourceCost } from '../model/estimate.js';
import type { ResourceKind } from '../model/vocabulary.js';
import { costOfComponent } from './cost-of-component.js';
import { totalOf } from './total.js';

const instance = ['region', 'engine', 'high_availability'];
const machine = ['region', 'count'];

/** By kind, the fields that a component's price depends on; a component that is not named depends on those of `other`. */
const fieldsOf: Readonly<Record<ResourceKind, Readonly<Record<string, readonly string[]>>>> = {
	vm: { compute: [...machine, 'size'], address: [...machine, 'public_ip'], other: [...machine, 'disk'] },
	database: {
		database: [...instance, 'size'],
		storage: [...instance, 'disk'],
		other: [...instance, 'network', 'public_access'],
	},
	network: { other: ['region', 'nat', 'subnets'] },
	storage: { stored: ['region', 'class', 'usage'], other: ['region'] },
	kubernetes: { other: ['region', 'version', 'node_pools', 'private_nodes', 'network', 'high_availability'] },
};

/** What a field may add to a price where nothing of it is there. */
const adds: Readonly<Record<string, ComponentName>> = {
	disk: 'disk',
	public_ip: 'address',
	public_access: 'address',
	network: 'private_endpoint',
};

/** The fields of a kind that its price can depend on. */
export function pricedFields(kind: ResourceKind): ReadonlySet<string> {
	return new Set(Object.values(fieldsOf[kind]).flat());
}

/**
 * Takes out of a price what it owes to fields that are not known: what stands in their place would be a guess. A
 * component that depends on one is unknown, and so is what such a field may add, as an address that the internet reaches.
 */
export function withoutUnknown(
	cost: ResourceCost,
	kind: ResourceKind,
	unknown: readonly string[],
	catalogue: Catalogue,
): ResourceCost {
	const priced = pricedFields(kind);
	const open = new Set(unknown.filter((field) => priced.has(field)));
	if (open.size === 0) return cost;
	const met = new Set<string>();
	const components = cost.components.map((part): Component => {
		const fields = (fieldsOf[kind][part.component] ?? fieldsOf[kind].other ?? []).filter((name) => open.has(name));
		for (const field of fields) met.add(field);
		const [field] = fields;
		return field === undefined ? part : unknownPart(part.component, field, catalogue);
	});
	for (const field of open) {
		const component = adds[field];
		if (component !== undefined && !met.has(field)) components.push(unknownPart(component, field, catalogue));
	}
	return { resource: cost.resource, components, ...totalOf(components.map(costOfComponent)) };
}

function unknownPart(component: ComponentName, field: string, catalogue: Catalogue): Component {
	const word = field.replaceAll('_', ' ');
	return {
		kind: 'unknown',
		component,
		detail: field === 'region' ? 'in a region that is not known yet' : `by a ${word} that is not known yet`,
		reason: `its ${word} is known only once it stands`,
		looked_in: catalogue.id,
	};
}
