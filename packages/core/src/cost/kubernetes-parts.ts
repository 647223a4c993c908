import type { UnknownComponent } from '../model/estimate.js';
import type { Kubernetes } from '../model/kubernetes.js';
import type { ProviderId } from '../model/vocabulary.js';
import { addressPart } from './address-part.js';
import { diskParts } from './disk-part.js';
import type { Part } from './price-part.js';

/**
 * The versions that EKS serves at the price of extended support, six times the other, in November 2026.
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
const extended = new Set(['1.32', '1.33']);

/** What the control plane is listed as. azure's costs nothing unless it promises to be there. */
const controlPlanes: Readonly<Record<ProviderId, (cluster: Kubernetes) => string>> = {
	gcp: () => 'gke-control-plane',
	aws: ({ version = '' }) => (extended.has(version) ? 'eks-control-plane-extended-support' : 'eks-control-plane'),
	azure: ({ high_availability }) => (high_availability ? 'aks-control-plane-standard' : 'aks-control-plane-free'),
};

/**
 * Takes a cluster apart into what is paid for: the control plane, and of each pool nodes and their disks. A pool grows by
 * itself and is counted by its fewest nodes, with an address each where nodes are public; the detail says so. Load
 * balancers that a cluster makes are not counted, but the address by which one of azure without a network goes out is.
 */
export function kubernetesParts(cluster: Kubernetes, provider: ProviderId): readonly (Part | UnknownComponent)[] {
	const { region } = cluster;
	const type = controlPlanes[provider](cluster);
	const control: Part = {
		component: 'control_plane',
		detail: `${type} in ${region}`,
		query: { provider, service: 'control-plane', type, region },
		quantity: { hour: 1 },
	};
	const pools = cluster.node_pools.flatMap(({ name, size, min, max, disk }): readonly (Part | UnknownComponent)[] => {
		const grows = max > min ? `, the fewest of up to ${max}` : '';
		const nodes: Part = {
			component: 'nodes',
			detail: `pool ${name}: ${min} × ${size} in ${region}${grows}`,
			query: { provider, service: 'vm', type: size, region },
			quantity: { hour: min },
		};
		const addresses = cluster.private_nodes || min === 0 ? [] : [addressPart(provider, region, min)];
		return [nodes, ...diskParts({ provider, region, ...disk, count: min }), ...addresses];
	});
	const outbound = provider === 'azure' && cluster.network === undefined ? [addressPart(provider, region, 1)] : [];
	return [control, ...pools, ...outbound];
}
