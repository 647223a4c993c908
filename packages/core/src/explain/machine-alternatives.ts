import type { MachineType } from '../contracts/catalogue.js';
import type { MachinePart } from '../model/machine-part.js';
import { sizeClasses, sizeClassOf } from '../model/size-class.js';
import { machineFamily } from './machine-family.js';
import type { Surroundings } from './surroundings.js';

/** A machine type that can be compared: it has figures and a price. */
interface Comparable {
	readonly name: string;
	readonly vcpu: number;
	readonly memory: number;
	readonly usd: number;
	readonly isKin: boolean;
}

/** How many a search goes on with; the nearest are enough, each costs a decision. */
const most = 4;

/**
 * The machine types to take in the place of one, nearest first: those that suit, have a price in the region, and are
 * neither larger nor dearer; only where there is none, the smallest larger one. Of its own family, and of what the
 * catalogue takes for each size class; with `beyond`, of every type whose name it accepts.
 *
 * @param suits what is wanted of it
 * @param beyond accepts names outside of the family that are worth looking at
 */
export function machineAlternatives(
	part: MachinePart,
	region: string,
	surroundings: Surroundings,
	suits: (machine: MachineType) => boolean,
	beyond?: (name: string) => boolean,
): string[] {
	const { project, catalogue } = surroundings;
	const { provider } = project;
	const { use, size } = part;
	const family = machineFamily(size);
	const names = new Set(surroundings.family(size, use));
	if (beyond !== undefined) {
		for (const name of catalogue.machineTypes(provider, use)) if (beyond(name)) names.add(name);
	}
	for (const each of sizeClasses) {
		const name = catalogue.machineTypeOfClass(provider, each, region, use);
		if (name !== undefined) names.add(name);
	}
	names.delete(size);
	const comparable = (name: string): Comparable | null => {
		const machine = catalogue.machineType(provider, name, use);
		if (machine?.vcpu_milli === undefined || machine.memory_mib === undefined) return null;
		const { vcpu_milli: vcpu, memory_mib: memory } = machine;
		const price = catalogue.price({ provider, service: use, type: name, region, engine: 'postgres' });
		if (price.kind !== 'priced') return null;
		return { name, vcpu, memory, usd: Number(price.usd), isKin: machineFamily(name) === family };
	};
	const own = catalogue.machineType(provider, size, use);
	const now = comparable(size);
	const found: Comparable[] = [];
	for (const name of names) {
		const machine = catalogue.machineType(provider, name, use);
		if (machine === undefined || (machine.gpu ?? 0) > (own?.gpu ?? 0) || !suits(machine)) continue;
		const candidate = comparable(name);
		if (candidate !== null) found.push(candidate);
	}
	const { vcpu_milli: vcpu = Infinity, memory_mib: memory = Infinity } = own ?? {};
	const within = found.filter(
		(candidate) => candidate.vcpu <= vcpu && candidate.memory <= memory && candidate.usd <= (now?.usd ?? Infinity),
	);
	if (within.length > 0) return namesOf(within.sort(largestFirst));
	// Nothing as small does: the least that does, by vCPU, then by price.
	return namesOf(found.sort((a, b) => a.vcpu - b.vcpu || a.usd - b.usd || byName(a, b)));
}

// The nearest to what was asked for: of the largest the one of its own family, then the cheapest.
function largestFirst(a: Comparable, b: Comparable): number {
	return (
		rank(b) - rank(a) ||
		Number(b.isKin) - Number(a.isKin) ||
		b.vcpu - a.vcpu ||
		b.memory - a.memory ||
		a.usd - b.usd ||
		byName(a, b)
	);
}

function rank({ vcpu, memory }: Comparable): number {
	const size = sizeClassOf(vcpu, memory);
	return size === undefined ? sizeClasses.length : sizeClasses.indexOf(size);
}

// One of each size class first: five that differ by a little are not five ways.
function namesOf(candidates: readonly Comparable[]): string[] {
	const first = candidates.filter(
		(each, index) => candidates.findIndex((other) => rank(other) === rank(each)) === index,
	);
	const rest = candidates.filter((each) => !first.includes(each));
	return [...first, ...rest].slice(0, most).map(({ name }) => name);
}

function byName(a: Comparable, b: Comparable): number {
	return a.name < b.name ? -1 : 1;
}
