import { type Kubernetes, kubernetesSchema } from '@portcullis/core';
import fc from 'fast-check';
import { name, tags } from './arbitrary-parts.js';
import { exampleKey } from './examples.js';

const pool = fc.record({
	name: fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/),
	size: fc.constantFrom('t3.large', 'm7g.xlarge', 'g5.xlarge', 'inf2.xlarge', 'm7i-flex.large', 'r6a.metal'),
	nodes: fc.tuple(fc.integer({ min: 1, max: 450 }), fc.integer({ min: 1, max: 450 })),
	disk: fc.record({
		size_gib: fc.integer({ min: 30, max: 16_384 }),
		type: fc.constantFrom('balanced' as const, 'ssd' as const),
	}),
});

const ranges = ['203.0.113.0/24', '198.51.100.7/32', '0.0.0.0/0', '8.8.8.0/24'];

/** Clusters that aws accepts, in all their variety, in the network `main` of the examples. */
export const arbitraryKubernetes: fc.Arbitrary<Kubernetes> = fc
	.record(
		{
			kind: fc.constant('kubernetes'),
			name,
			version: fc.constantFrom('1.32', '1.33', '1.34', '1.35', '1.36'),
			pools: fc.uniqueArray(pool, { minLength: 1, maxLength: 4, selector: (nodes) => nodes.name }),
			private_nodes: fc.boolean(),
			authorized_cidrs: fc.oneof(fc.constant([]), fc.uniqueArray(fc.constantFrom(...ranges), { minLength: 1 })),
			encryption: fc.constantFrom({ encryption: true }, { encryption: false }, { encryption_key: exampleKey }),
			deletion_protection: fc.boolean(),
			tags,
		},
		{
			requiredKeys: [
				...(['kind', 'name', 'pools', 'private_nodes', 'authorized_cidrs', 'encryption'] as const),
				...(['deletion_protection', 'tags'] as const),
			],
		},
	)
	.map(({ pools, encryption, authorized_cidrs, ...cluster }) =>
		kubernetesSchema.parse({
			...cluster,
			...encryption,
			region: 'us-east-1',
			network: 'main',
			// Every control plane of EKS stands in several zones, so that no plan says otherwise.
			high_availability: true,
			authorized_cidrs,
			public_endpoint: authorized_cidrs.length > 0,
			node_pools: pools.map(({ nodes: [a, b], ...rest }) => ({ ...rest, min: Math.min(a, b), max: Math.max(a, b) })),
		}),
	);
