import { type Network, networkSchema } from '@portcullis/core';
import fc from 'fast-check';
import { cidr, labels, name, region } from './arbitrary.js';

const port = fc.integer({ min: 1, max: 65_535 });
const portRange = fc.tuple(port, port).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const sources = fc.uniqueArray(cidr(0, 32), { minLength: 1, maxLength: 4 });

const ingress = fc.oneof(
	fc.record({
		name,
		protocol: fc.constant('icmp' as const),
		ports: fc.constant<{ from: number; to: number }[]>([]),
		sources,
	}),
	fc.record({
		name,
		protocol: fc.constantFrom('tcp' as const, 'udp' as const),
		ports: fc.array(portRange, { minLength: 1, maxLength: 4 }),
		sources,
	}),
);

// Subnets of different sizes, one after the other within 10.0.0.0/8.
const subnets = fc
	.uniqueArray(fc.record({ name, public: fc.boolean(), prefix: fc.integer({ min: 12, max: 29 }) }), {
		minLength: 1,
		maxLength: 6,
		selector: (subnet) => subnet.name,
	})
	.map((list) =>
		list.map(({ prefix, ...subnet }, index) => ({ ...subnet, cidr: `10.${16 * (index + 1)}.0.0/${prefix}` })),
	);

/** Networks that gcp accepts. */
export const arbitraryNetwork: fc.Arbitrary<Network> = fc
	.record({
		kind: fc.constant('network' as const),
		name: name.filter((text) => text !== 'default'),
		region,
		cidr: fc.constant('10.0.0.0/8'),
		subnets,
		nat: fc.boolean(),
		flow_logs: fc.boolean(),
		ingress: fc.uniqueArray(ingress, { maxLength: 4, selector: (rule) => rule.name }),
		tags: labels,
	})
	.filter((network) => networkSchema.safeParse(network).success);
