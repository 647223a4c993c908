import { type Kubernetes, overlaps, type Resource, rangeOf } from '@portcullis/core';
import fc from 'fast-check';
import { podRange, serviceRange } from '../../src/azure/cluster-ranges.js';
import { firstSubnet } from '../../src/shared/first-subnet.js';
import { arbitraryKey, arbitraryName, arbitraryRegion, arbitraryTags, optional } from './arbitrary-names.js';
import { arbitraryNetwork, arbitraryRange } from './arbitrary-network.js';

const pool = fc
	.record({
		name: fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/),
		machine: fc.constantFrom(
			['Standard_D2s_v5', 'ssd'] as const,
			['Standard_B2s', 'ssd'] as const,
			['Standard_D4ps_v6', 'ssd'] as const,
			['Standard_D4_v5', 'balanced'] as const,
		),
		min: fc.integer({ min: 1, max: 3 }),
		more: fc.integer({ min: 0, max: 5 }),
		size_gib: fc.integer({ min: 30, max: 2048 }),
	})
	.map(({ name, machine: [size, type], min, more, size_gib }) => ({
		name,
		size,
		min,
		max: min + more,
		disk: { size_gib, type },
	}));

const endpoint = fc.oneof(
	fc.constant({ public_endpoint: false, authorized_cidrs: [] as string[] }),
	fc.record({
		public_endpoint: fc.constant(true),
		authorized_cidrs: fc
			.uniqueArray(arbitraryRange(0, 32), { minLength: 1, maxLength: 4 })
			.map((cidrs) => cidrs.sort()),
	}),
);

const cluster = fc
	.tuple(
		fc.record({
			kind: fc.constant('kubernetes' as const),
			name: arbitraryName,
			region: arbitraryRegion,
			// The first stays first; the others are read in the order of their names.
			node_pools: fc
				.uniqueArray(pool, { minLength: 1, maxLength: 4, selector: ({ name }) => name })
				.map(
					([first, ...others]) =>
						[first, ...others.sort((a, b) => (a.name < b.name ? -1 : 1))] as Kubernetes['node_pools'],
				),
			private_nodes: fc.boolean(),
			encryption: fc.constant(true),
			high_availability: fc.boolean(),
			deletion_protection: fc.boolean(),
			tags: arbitraryTags,
		}),
		endpoint,
		optional('version', fc.constantFrom('1.31', '1.33', '1.36')),
		optional('encryption_key', arbitraryKey(fc.constant(`/${'0123456789abcdef'.repeat(2)}`))),
	)
	.map((parts): Kubernetes => Object.assign({}, ...parts));

const reserved = ['172.30.0.0/15', '192.0.2.0/24', podRange, serviceRange];

/** Clusters that azure accepts, alone or in a network that stands beside them. */
export const arbitraryClusters: fc.Arbitrary<readonly Resource[]> = fc
	.tuple(
		fc.uniqueArray(fc.tuple(cluster, fc.boolean()), { minLength: 1, maxLength: 2, selector: ([{ name }]) => name }),
		arbitraryNetwork.filter(
			(network) =>
				reserved.every((range) => !overlaps(network.cidr, range)) &&
				rangeOf(firstSubnet(network, false)?.cidr ?? '').prefix <= 25,
		),
	)
	.map(([clusters, network]) => [
		{ ...network, nat: true },
		...clusters.map(([one, joins]) => ({
			...one,
			...(joins ? { network: network.name, region: network.region } : {}),
		})),
	]);
