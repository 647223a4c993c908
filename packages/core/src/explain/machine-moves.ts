import type { MachineType } from '../contracts/catalogue.js';
import type { Change } from '../model/deployment.js';
import { machinePartsOf } from '../model/machine-part.js';
import { sizeClassOf, sizeRank } from '../model/size-class.js';
import type { Violation } from '../model/violation.js';
import { machineAlternatives } from './machine-alternatives.js';
import { relationOf, testOf } from './relations.js';
import type { Edit } from './suggestion.js';
import type { Surroundings } from './surroundings.js';

/** What policies say of machines, and where it comes from. */
const figures: Readonly<Record<string, (machine: MachineType) => unknown>> = {
	size: ({ name }) => name,
	size_class: classOf,
	vcpu_milli: ({ vcpu_milli }) => vcpu_milli,
	memory_mib: ({ memory_mib }) => memory_mib,
	gpu: ({ gpu }) => gpu,
};

/** Whether a violation names the machines of a resource: their type, or a figure of it. */
export function isAboutMachines({ path }: Violation): boolean {
	// A quota of vCPU is about all that it counts.
	return path[0] !== 'quotas' && Object.hasOwn(figures, String(path.at(-1)));
}

/**
 * Other machine types, where a violation is about a resource's machines: about their name, class, vCPU, memory or
 * accelerators. Of a cluster, every pool that does not suit is changed by one move.
 */
export function machineMoves(
	{ kind, path, expected }: Violation,
	{ address, after }: Change,
	surroundings: Surroundings,
): readonly Edit[][] {
	if (after === null) return [];
	// `size` is the field itself, and of a cluster what policies call the field of its pools.
	const name = String(path.at(-1));
	if (!Object.hasOwn(figures, name)) return [];
	const figure = figures[name];
	const relation = relationOf(expected);
	const test = kind === 'unknown' ? (found: unknown) => found !== undefined : testOf(relation);
	if (figure === undefined || test === null) return [];
	const { project, catalogue } = surroundings;
	const suits = (machine: MachineType) => test(figure(machine));
	// Where names are what is wanted, the family that it is of is the very thing that is not.
	const beyond = name === 'size' && relation.name !== 'not_beginning_with' ? test : undefined;
	const choices = machinePartsOf(after)
		.filter(({ size, use }) => !suits(catalogue.machineType(project.provider, size, use) ?? { name: size }))
		.map((part) => ({
			path: part.path,
			names: machineAlternatives(part, after.region, surroundings, suits, beyond),
		}));
	if (choices.length === 0 || choices.some(({ names }) => names.length === 0)) return [];
	const longest = Math.max(...choices.map(({ names }) => names.length));
	return Array.from({ length: longest }, (_, index) =>
		choices.map(({ path: at, names }): Edit => ({ address, path: at, to: names[index] ?? names.at(-1) })),
	);
}

function classOf({ vcpu_milli, memory_mib }: MachineType): unknown {
	if (vcpu_milli === undefined || memory_mib === undefined) return undefined;
	const size = sizeClassOf(vcpu_milli, memory_mib);
	// Past the largest class nothing but `any` is enough.
	return size ?? sizeRank('any');
}
