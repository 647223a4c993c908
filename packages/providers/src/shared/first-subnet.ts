import { type Network, rangeOf } from '@portcullis/core';

/** A subnet of a network. */
export type Subnet = Network['subnets'][number];

/** Subnets from the lowest address up: in this order, that of the list says nothing. */
export function byAddress(subnets: readonly Subnet[]): readonly Subnet[] {
	return [...subnets].sort((a, b) => rangeOf(a.cidr).first - rangeOf(b.cidr).first);
}

/**
 * The subnet of what names none: for what has a public address a public one, else a private one before a public one;
 * of several the one with the lowest address.
 *
 * @returns `undefined` where the network has no public one and one is needed
 */
export function firstSubnet({ subnets }: Network, publicIp: boolean): Subnet | undefined {
	const sorted = byAddress(subnets);
	return sorted.find((subnet) => subnet.public === publicIp) ?? (publicIp ? undefined : sorted[0]);
}
