import type { Database, Kubernetes, Network, ProviderId, Storage } from '@portcullis/core';
import { exampleProject } from './examples.js';

const databaseSizes: Record<ProviderId, string> = {
	gcp: 'db-custom-2-7680',
	aws: 'db.t3.medium',
	azure: 'GP_Standard_D2s_v3',
};
const nodeSizes: Record<ProviderId, string> = { gcp: 'e2-standard-4', aws: 't3.large', azure: 'Standard_D2s_v5' };

const common = (provider: ProviderId) => ({ region: exampleProject(provider).region, tags: { team: 'core' } });

/** An ordinary network of a cloud: a public subnet and two private ones. */
export function exampleNetwork(provider: ProviderId, change: Partial<Network> = {}): Network {
	return {
		kind: 'network',
		name: 'main',
		cidr: '10.0.0.0/16',
		subnets: [
			{ name: 'edge', cidr: '10.0.0.0/24', public: true },
			{ name: 'apps', cidr: '10.0.16.0/20', public: false },
			{ name: 'data', cidr: '10.0.32.0/20', public: false },
		],
		nat: true,
		flow_logs: true,
		ingress: [{ name: 'https', protocol: 'tcp', ports: [{ from: 443, to: 443 }], sources: ['0.0.0.0/0'] }],
		...common(provider),
		...change,
	};
}

/** An ordinary database of a cloud, in the network `main`. */
export function exampleDatabase(provider: ProviderId, change: Partial<Database> = {}): Database {
	return {
		kind: 'database',
		name: 'orders',
		engine: 'postgres',
		version: '16',
		size: databaseSizes[provider],
		disk: { size_gib: 32, type: 'ssd' },
		backups: { enabled: true, retention_days: 7, point_in_time: true },
		public_access: false,
		authorized_cidrs: [],
		tls: true,
		encryption: true,
		network: 'main',
		high_availability: false,
		deletion_protection: false,
		...common(provider),
		...change,
	};
}

/** An ordinary bucket of a cloud, with everything left out that can be. */
export function exampleStorage(provider: ProviderId, change: Partial<Storage> = {}): Storage {
	return {
		kind: 'storage',
		name: 'assets',
		class: 'standard',
		versioning: true,
		public_access: false,
		tls: true,
		encryption: true,
		soft_delete_days: 7,
		deletion_protection: false,
		...common(provider),
		...change,
	};
}

/** An ordinary cluster of a cloud, in the network `main`. */
export function exampleKubernetes(provider: ProviderId, change: Partial<Kubernetes> = {}): Kubernetes {
	return {
		kind: 'kubernetes',
		name: 'apps',
		node_pools: [
			{
				name: 'default',
				size: nodeSizes[provider],
				min: 1,
				max: 3,
				// azure chooses the disk of a node by its size.
				disk: { size_gib: 100, type: provider === 'azure' ? 'ssd' : 'balanced' },
			},
		],
		private_nodes: true,
		public_endpoint: false,
		authorized_cidrs: [],
		encryption: true,
		network: 'main',
		// A control plane of aws always stands in several zones.
		high_availability: provider === 'aws',
		deletion_protection: false,
		...common(provider),
		...change,
	};
}
