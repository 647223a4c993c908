import type { Network } from '@portcullis/core';
import { byAddress, type Subnet } from '../shared/first-subnet.js';
import { zoneOf } from './zones.js';

/**
 * The two subnets of a network, in two zones, that a database or a cluster stands in: those with the lowest addresses.
 * By address and no more than two, so that a subnet that is added above them moves nothing: aws replaces node groups
 * whose subnets change, and refuses a cluster a new zone.
 *
 * @returns fewer than two where the network has not got them
 */
export function twoSubnets(network: Network, isPublic: boolean): readonly Subnet[] {
	const [first, ...others] = byAddress(network.subnets).filter((subnet) => subnet.public === isPublic);
	if (first === undefined) return [];
	const second = others.find((other) => zoneOf(network, other) !== zoneOf(network, first));
	return second === undefined ? [first] : [first, second];
}
