import { type Network, rangeOf } from '@portcullis/core';
import { zoneOf } from './zones.js';

/** A subnet of a network. */
export type Subnet = Network['subnets'][number];

/** The subnets that have a public address or have none, from the lowest address up. */
function sorted(network: Network, isPublic: boolean): readonly Subnet[] {
	return network.subnets
		.filter((subnet) => subnet.public === isPublic)
		.sort((a, b) => rangeOf(a.cidr).first - rangeOf(b.cidr).first);
}

/**
 * The two subnets of a network, in two zones, that a database or a cluster stands in: those with the lowest addresses.
 * By address and no more than two, so that a subnet that is added above them moves nothing: aws replaces node groups
 * whose subnets change, and refuses a cluster a new zone.
 *
 * @returns fewer than two where the network has not got them
 */
export function twoSubnets(network: Network, isPublic: boolean): readonly Subnet[] {
	const [first, ...others] = sorted(network, isPublic);
	if (first === undefined) return [];
	const second = others.find((other) => zoneOf(network, other) !== zoneOf(network, first));
	return second === undefined ? [first] : [first, second];
}

/** The subnet of a machine that names none: a private one before a public one, the lowest address first. */
export function firstSubnet(network: Network, publicIp: boolean): Subnet | undefined {
	if (publicIp) return sorted(network, true)[0];
	return sorted(network, false)[0] ?? sorted(network, true)[0];
}
