import type { Change } from '../model/deployment.js';
import type { Network } from '../model/network.js';
import { problem } from '../model/problem.js';
import type { Resource } from '../model/resource.js';
import type { ChangeProblem } from './deployment-problems.js';

/**
 * Holds resources that name another of their project to what will stand after the changes: a network that does not
 * exist, stands in another region or is about to be deleted under somebody would be found at apply, half-way.
 */
export function referenceProblems(changes: readonly Change[], desired: ReadonlyMap<string, Resource>): ChangeProblem[] {
	const changed = new Set(changes.map(({ address }) => address));
	return changes.flatMap(({ address, before, after }) => [
		...(after === null ? [] : ownProblems(address, after, desired)),
		...(before?.kind === 'network' ? usersProblems(address, before, changed, desired) : []),
	]);
}

function ownProblems(address: string, resource: Resource, desired: ReadonlyMap<string, Resource>): ChangeProblem[] {
	const name = networkOf(resource);
	if (name === undefined) return [];
	const network = desired.get(`network/${name}`);
	if (network?.kind !== 'network') {
		return [{ address, ...problem(['network'], 'must be a network of the project, or of this request', name) }];
	}
	const fault = fitFault(resource, network);
	return fault === null ? [] : [{ address, ...problem([fault.field], fault.message, fault.received) }];
}

/** What goes, or changes, under those that stay as they are; those that change too are held to it themselves. */
function usersProblems(
	address: string,
	before: Network,
	changed: ReadonlySet<string>,
	desired: ReadonlyMap<string, Resource>,
): ChangeProblem[] {
	const after = desired.get(address);
	for (const [user, resource] of desired) {
		if (changed.has(user) || networkOf(resource) !== before.name) continue;
		if (after?.kind !== 'network') {
			const message = `is used by ${user}; change or delete that first`;
			return [{ address, ...problem(['name'], message, before.name) }];
		}
		const fault = fitFault(resource, after);
		if (fault !== null) {
			return [{ address, ...problem([], `is used by ${user}, whose ${fault.field} ${fault.message}`) }];
		}
	}
	return [];
}

/** The network of the same project that a resource joins, by name. */
export function networkOf(resource: Resource): string | undefined {
	return resource.kind === 'network' || resource.kind === 'storage' ? undefined : resource.network;
}

function fitFault(
	resource: Resource,
	network: Network,
): { readonly field: string; readonly message: string; readonly received: unknown } | null {
	if (resource.region !== network.region) {
		const message = `must be ${network.region}, where network ${network.name} is`;
		return { field: 'region', message, received: resource.region };
	}
	const subnet = resource.kind === 'vm' ? resource.subnet : undefined;
	if (subnet === undefined || network.subnets.some(({ name }) => name === subnet)) return null;
	const names = network.subnets.map(({ name }) => name).join(', ');
	return { field: 'subnet', message: `must be a subnet of network ${network.name}: ${names}`, received: subnet };
}
