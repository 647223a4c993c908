import { type Network, overlaps, type Problem, type Project, rangeOf } from '@portcullis/core';
import type { Desired } from '../mapping.js';
import { checkTags } from '../shared/check-tags.js';
import { sayInto } from '../shared/say.js';
import { checkGcpRegion } from './check-region.js';
import { networkPartName } from './network-names.js';

// Ranges that no subnet may have. https://cloud.google.com/vpc/docs/subnets#prohibited-ranges
const prohibited = [
	'0.0.0.0/8',
	'127.0.0.0/8',
	'169.254.0.0/16',
	'199.36.153.4/30',
	'199.36.153.8/30',
	'224.0.0.0/4',
	'255.255.255.255/32',
];
// The smallest subnet. https://cloud.google.com/vpc/docs/subnets#ipv4-ranges
const longestPrefix = 29;

/** Holds a network to the rules of Google's VPC. */
export function checkGcpNetwork(network: Network, _project: Project, desired: Desired): readonly Problem[] {
	const problems = [...checkGcpRegion(network.region), ...checkTags(network.tags)];
	const say = sayInto(problems);
	if (network.name === 'default') {
		say(
			['name'],
			'must be another: every project on gcp has a network default that Portcullis does not manage',
			'default',
		);
	}
	for (const [index, { name, cidr }] of network.subnets.entries()) {
		if (rangeOf(cidr).prefix > longestPrefix) {
			say(['subnets', index, 'cidr'], `must be /${longestPrefix} or larger: gcp keeps four addresses of each`, cidr);
		}
		const taken = prohibited.find((range) => overlaps(range, cidr));
		if (taken !== undefined) say(['subnets', index, 'cidr'], `must not touch ${taken}, which gcp keeps`, cidr);
		const other = meets(network, name, desired, ({ subnets }) => subnets);
		if (other !== undefined) {
			say(['subnets', index, 'name'], `gives the same name on gcp as ${other}; choose another`, name);
		}
	}
	for (const [index, { name, sources }] of network.ingress.entries()) {
		for (const [position, source] of sources.entries()) {
			if (!source.includes(':')) continue;
			const message = 'must be IPv4: the subnets that Portcullis makes on gcp have no IPv6';
			say(['ingress', index, 'sources', position], message, source);
		}
		const other = meets(network, name, desired, ({ ingress }) => ingress);
		if (other !== undefined) {
			say(['ingress', index, 'name'], `gives the same name on gcp as ${other}; choose another`, name);
		}
	}
	return problems;
}

/** The part of another network that would have the same name in the cloud: `a-b` of `x` and `b` of `x-a`. */
function meets(
	network: Network,
	part: string,
	desired: Desired,
	partsOf: (network: Network) => readonly { readonly name: string }[],
): string | undefined {
	for (const other of desired.values()) {
		if (other.kind !== 'network' || other.name === network.name) continue;
		const found = partsOf(other).find(
			({ name }) => networkPartName(other.name, name) === networkPartName(network.name, part),
		);
		if (found !== undefined) return `${found.name} of network/${other.name}`;
	}
	return undefined;
}
