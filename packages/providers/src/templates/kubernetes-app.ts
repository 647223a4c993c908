import { z } from 'zod';
import { defineTemplate } from './define-template.js';
import { cidrParameter, sizeParameter } from './parameters.js';
import { subnetsOf } from './subnets.js';

const nodes = z.int().min(1, 'must be at least 1').max(100, 'must be at most 100');

/** A private cluster with its network and a bucket. */
export const kubernetesApp = defineTemplate({
	name: 'kubernetes-app',
	title: 'A cluster and a bucket',
	description:
		'A cluster with private nodes and a private control plane in a network of its own, one pool of nodes that grows by itself, and a bucket. Reach the control plane from within the network, or open it with public_endpoint and authorized_cidrs.',
	parameters: {
		cidr: cidrParameter,
		node_size: sizeParameter('a node', 'large'),
		min_nodes: nodes.default(2).describe('the fewest nodes'),
		max_nodes: nodes.optional().describe('the most nodes; 4, or min_nodes where that is more, if left out'),
	},
	resources: ({ name, cidr, node_size, min_nodes, max_nodes }) => {
		const network = `${name}-net`;
		return [
			{
				kind: 'network',
				name: network,
				cidr,
				subnets: subnetsOf(cidr, [
					{ name: 'public', public: true },
					{ name: 'private', public: false },
				]),
			},
			{
				kind: 'kubernetes',
				name: `${name}-cluster`,
				node_pools: [{ name: 'main', size: node_size, min: min_nodes, max: max_nodes ?? Math.max(min_nodes, 4) }],
				network,
			},
			{ kind: 'storage', name: `${name}-files` },
		];
	},
});
