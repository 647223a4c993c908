import { type Ingress, type Network, overlaps, rangeOf } from '@portcullis/core';
import fc from 'fast-check';
import { rulePriority } from '../../src/azure/rule-priority.js';
import { arbitraryName, arbitraryRegion, arbitraryTags } from './arbitrary-names.js';

const text = (address: number) => [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

/** A range of a size, without host bits. */
export const arbitraryRange = (least: number, most: number) =>
	fc.tuple(fc.integer({ min: 0, max: 0xffff_ffff }), fc.integer({ min: least, max: most })).map(([address, prefix]) => {
		const { first } = rangeOf(`${text(address)}/${prefix}`);
		return `${text(first)}/${prefix}`;
	});

const reserved = ['224.0.0.0/3', '127.0.0.0/8', '169.254.0.0/16', '168.63.129.16/32', '0.0.0.0/8'];
const networkRange = arbitraryRange(8, 20).filter((cidr) => reserved.every((other) => !overlaps(cidr, other)));

const sources = fc.oneof(
	fc.constant(['0.0.0.0/0']),
	fc.uniqueArray(arbitraryRange(4, 32), {
		minLength: 1,
		maxLength: 4,
		comparator: (a, b) => overlaps(a, b),
	}),
);

const ports = fc.uniqueArray(
	fc.tuple(fc.integer({ min: 1, max: 65_535 }), fc.integer({ min: 0, max: 9 })).map(([from, more]) => ({
		from,
		to: Math.min(from + more, 65_535),
	})),
	{ minLength: 1, maxLength: 4, comparator: (a, b) => a.from <= b.to && b.from <= a.to },
);

const rule: fc.Arbitrary<Ingress> = fc
	.record({
		name: arbitraryName,
		protocol: fc.constantFrom('tcp' as const, 'udp' as const, 'icmp' as const),
		sources,
		ports,
	})
	.map((given) => ({
		...given,
		sources: [...given.sources].sort(),
		ports: given.protocol === 'icmp' ? [] : [...given.ports].sort((a, b) => a.from - b.from),
	}));

/** Networks that azure accepts, in all their variety. The order of subnets and rules is that of their names, as it is read. */
export const arbitraryNetwork: fc.Arbitrary<Network> = fc
	.record({
		kind: fc.constant('network' as const),
		name: arbitraryName,
		region: arbitraryRegion,
		cidr: networkRange,
		subnets: fc
			.uniqueArray(fc.record({ name: arbitraryName, public: fc.boolean(), bits: fc.integer({ min: 4, max: 9 }) }), {
				minLength: 1,
				maxLength: 4,
				selector: ({ name }) => name,
			})
			.map((subnets) => subnets.sort((a, b) => (a.name < b.name ? -1 : 1))),
		nat: fc.boolean(),
		flow_logs: fc.boolean(),
		ingress: fc
			.uniqueArray(rule, { maxLength: 3, selector: ({ name }) => rulePriority(name) })
			.map((rules) => rules.sort((a, b) => (a.name < b.name ? -1 : 1))),
		tags: arbitraryTags,
	})
	.map((network) => ({ ...network, subnets: network.subnets.map(placed(network.cidr)) }));

// Each subnet at the start of its own sixteenth of the network.
function placed(cidr: string) {
	const { first, prefix } = rangeOf(cidr);
	return ({ bits, ...subnet }: { name: string; public: boolean; bits: number }, index: number) => ({
		...subnet,
		cidr: `${text(first + index * 2 ** (32 - prefix - 4))}/${Math.min(prefix + bits, 29)}`,
	});
}
