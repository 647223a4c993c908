import type { Catalogue, MachineType, PriceAnswer } from '../contracts/catalogue.js';
import { priceResource } from '../cost/price-resource.js';
import { amountsOf } from '../engine/amounts-of.js';
import { type MachineUse, machinePartsOf } from '../model/machine-part.js';
import type { Project } from '../model/project.js';
import type { Resource } from '../model/resource.js';
import type { Amounts } from '../model/resource-use.js';
import { applyEdits } from './apply-edits.js';
import { machineFamily } from './machine-family.js';
import type { Edit } from './suggestion.js';

/** What candidates are looked for in. */
export interface Surroundings {
	readonly project: Project;
	/** It remembers what it was asked: ten resources alike, each in twenty ways, ask for the same few prices. */
	readonly catalogue: Catalogue;
	/** The machine types of the family that one is of, itself among them. */
	family(type: string, use: MachineUse): readonly string[];
}

/** Makes the surroundings of one search. */
export function surroundingsOf(project: Project, catalogue: Catalogue): Surroundings {
	const machines = new Map<string, MachineType | undefined>();
	const prices = new Map<string, PriceAnswer>();
	const families = new Map<MachineUse, Map<string, string[]>>();
	return {
		project,
		catalogue: {
			// Not copied: a catalogue may read all of its files to say its id.
			get id() {
				return catalogue.id;
			},
			regions: (provider) => catalogue.regions(provider),
			machineTypes: (provider, use) => catalogue.machineTypes(provider, use),
			machineTypeOfClass: (provider, size, region, use) => catalogue.machineTypeOfClass(provider, size, region, use),
			machineType(provider, name, use = 'vm') {
				const key = `${provider} ${use} ${name}`;
				if (!machines.has(key)) machines.set(key, catalogue.machineType(provider, name, use));
				return machines.get(key);
			},
			price(query) {
				const key = JSON.stringify(query);
				const answer = prices.get(key) ?? catalogue.price(query);
				prices.set(key, answer);
				return answer;
			},
		},
		family(type, use) {
			const known = families.get(use) ?? familiesOf(catalogue.machineTypes(project.provider, use));
			families.set(use, known);
			return known.get(machineFamily(type)) ?? [];
		},
	};
}

function familiesOf(types: readonly string[]): Map<string, string[]> {
	const families = new Map<string, string[]>();
	for (const type of types) {
		const family = machineFamily(type);
		families.set(family, [...(families.get(family) ?? []), type]);
	}
	return families;
}

/** A resource as it would be after some edits. */
export function edited(resource: Resource, edits: readonly Omit<Edit, 'address'>[]): Resource {
	const address = `${resource.kind}/${resource.name}`;
	const [after = resource] = applyEdits(
		[resource],
		edits.map((edit) => ({ ...edit, address })),
	);
	return after;
}

/** What a resource would take of quotas and cost, as a decision would find it. */
export function measured(resource: Resource, { project, catalogue }: Surroundings): Amounts {
	const machines = new Map<string, MachineType>();
	for (const { key, size, use } of machinePartsOf(resource)) {
		const machine = catalogue.machineType(project.provider, size, use);
		if (machine !== undefined) machines.set(key, machine);
	}
	return amountsOf(resource, machines, priceResource(resource, project.provider, catalogue));
}
