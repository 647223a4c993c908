import type { Network, Resource } from '@portcullis/core';
import type { Desired } from '../mapping.js';

/** The network of the project that a resource joins; `undefined` where it names none, or none that stands. */
export function networkOf(resource: Resource, desired: Desired): Network | undefined {
	if (resource.kind === 'network' || resource.kind === 'storage' || resource.network === undefined) return undefined;
	const network = desired.get(`network/${resource.network}`);
	return network?.kind === 'network' ? network : undefined;
}

const networkTag = 'portcullis-network';

/** The tag that keeps which network something joins: a plan knows neither its id nor that of a subnet. */
export function networkTags(network: string | undefined): Readonly<Record<string, string>> {
	return network === undefined ? {} : { [networkTag]: network };
}

/** The network that {@link networkTags} kept. */
export function networkInTags(tags: Readonly<Record<string, string>>): string | undefined {
	return tags[networkTag];
}
