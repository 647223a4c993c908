import type { Kubernetes } from '@portcullis/core';
import fc from 'fast-check';
import { cidr, keyIn, labels, name, optional } from './arbitrary.js';

const pool = fc
	.record({
		name: fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/),
		size: fc.constantFrom('e2-standard-4', 'n2-highmem-8', 't2a-standard-2', 'c3-standard-4', 'e2-custom-4-8192'),
		min: fc.integer({ min: 1, max: 20 }),
		more: fc.integer({ min: 0, max: 20 }),
		disk: fc.record({
			size_gib: fc.integer({ min: 30, max: 65_536 }),
			type: fc.constantFrom('balanced' as const, 'ssd' as const),
		}),
	})
	// Room for the same number in three zones.
	.map(({ more, ...rest }) => ({ ...rest, max: Math.ceil(rest.min / 3) * 3 + more }));

/** Clusters that gcp accepts in a region, in a network of that name, which has both kinds of subnets, or in none. */
export function arbitraryKubernetes(region: string, network: string): fc.Arbitrary<Kubernetes> {
	return fc
		.tuple(
			fc.record({
				kind: fc.constant('kubernetes' as const),
				name,
				region: fc.constant(region),
				node_pools: fc.uniqueArray(pool, { minLength: 1, maxLength: 4, selector: (nodes) => nodes.name }),
				encryption: fc.constant(true),
				high_availability: fc.boolean(),
				deletion_protection: fc.boolean(),
				tags: labels,
			}),
			fc.record({ private_nodes: fc.boolean(), open: fc.boolean() }),
			fc.uniqueArray(cidr(0, 32), { minLength: 1, maxLength: 4 }),
			optional('network', fc.constant(network)),
			optional('version', fc.constantFrom('1.33', '1.34', '1.35', '1.36')),
			optional('encryption_key', keyIn(region)),
		)
		.map(([cluster, { private_nodes, open }, cidrs, ...others]): Kubernetes => {
			const public_endpoint = open || !private_nodes;
			const authorized_cidrs = public_endpoint ? cidrs : [];
			return Object.assign({ ...cluster, private_nodes, public_endpoint, authorized_cidrs }, ...others);
		});
}
