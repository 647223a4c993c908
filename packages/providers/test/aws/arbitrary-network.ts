import { type Network, networkSchema } from '@portcullis/core';
import fc from 'fast-check';
import { name, tags } from './arbitrary-parts.js';

const port = fc.integer({ min: 1, max: 65_535 });
const ports = fc.tuple(port, port).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const sources = ['0.0.0.0/0', '10.1.0.0/16', '203.0.113.4/32', '::/0', '2001:db8::/32', 'fd00:1::/64'];

// One subnet in each sixteenth of the network, some smaller than that, in any order.
const cidrs = fc.tuple(fc.integer({ min: 16, max: 20 }), fc.integer({ min: 0, max: 3 })).chain(([prefix, smaller]) =>
	fc
		.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: smaller })), {
			minLength: 1,
			maxLength: 8,
			selector: ([place]) => place,
		})
		.map((places) => ({
			cidr: `10.64.0.0/${prefix}`,
			cidrs: places.map(([place, bits]) => {
				const first = place * 2 ** (32 - prefix - 4);
				return `10.${64 + Math.floor(first / 65_536)}.${Math.floor(first / 256) % 256}.${first % 256}/${prefix + 4 + bits}`;
			}),
		})),
);

const ingress = fc.uniqueArray(
	fc.oneof(
		fc.record({
			name,
			protocol: fc.constantFrom('tcp' as const, 'udp' as const),
			ports: fc.uniqueArray(ports, { minLength: 1, maxLength: 3, selector: ({ from, to }) => `${from} ${to}` }),
			sources: fc.uniqueArray(fc.constantFrom(...sources), { minLength: 1, maxLength: 3 }),
		}),
		fc.record({
			name,
			protocol: fc.constant('icmp' as const),
			ports: fc.constant([]),
			sources: fc.uniqueArray(fc.constantFrom(...sources), { minLength: 1, maxLength: 1 }),
		}),
	),
	// Of icmp one at most, as two could let in the same.
	{ maxLength: 3, selector: (rule) => (rule.protocol === 'icmp' ? 'icmp' : rule.name) },
);

/** Networks that aws accepts, in all their variety. */
export const arbitraryNetwork: fc.Arbitrary<Network> = fc
	.record({
		name,
		region: fc.constantFrom('us-east-1', 'us-west-1', 'eu-central-1', 'us-gov-west-1'),
		ranges: cidrs,
		names: fc.uniqueArray(name, { minLength: 8, maxLength: 8 }),
		open: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
		nat: fc.boolean(),
		flow_logs: fc.boolean(),
		ingress,
		tags,
	})
	.filter(({ ingress }) => new Set(ingress.map((rule) => rule.name)).size === ingress.length)
	.map(({ ranges, names, open, ...network }) =>
		networkSchema.parse({
			...network,
			kind: 'network',
			nat: network.nat && !network.region.startsWith('us-gov'),
			cidr: ranges.cidr,
			subnets: ranges.cidrs.map((cidr, index) => ({ name: names[index], cidr, public: open[index] })),
		}),
	);
