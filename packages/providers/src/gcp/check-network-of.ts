import { type Problem, problem } from '@portcullis/core';
import type { Desired } from '../mapping.js';
import { networkOf } from '../shared/network-of.js';

/** Whether the network that a resource names is there, in the resource's region. */
export function checkNetworkOf(
	resource: { readonly region: string; readonly network?: string | undefined },
	desired: Desired,
): readonly Problem[] {
	if (resource.network === undefined) return [];
	const network = networkOf(desired, resource.network);
	if (network === undefined) return [problem(['network'], 'must be a network of the project', resource.network)];
	if (network.region === resource.region) return [];
	return [problem(['region'], `must be ${network.region}, where network ${network.name} is`, resource.region)];
}
