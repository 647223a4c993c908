import {
	type Database,
	databaseSchema,
	type Kubernetes,
	kubernetesSchema,
	type Network,
	networkSchema,
	type Resource,
	type Storage,
	storageSchema,
} from '@portcullis/core';

/** A key of the customer's in the examples' region. */
export const exampleKey = 'arn:aws:kms:us-east-1:123456789012:key/12345678-90ab-cdef-1234-567890abcdef';

const place = { region: 'us-east-1', tags: { team: 'core' } };

/** A network with two public and two private subnets, each pair in two zones. */
export function exampleNetwork(change: Partial<Network> = {}): Network {
	return networkSchema.parse({
		kind: 'network',
		name: 'main',
		cidr: '10.0.0.0/16',
		subnets: [
			{ name: 'web-a', cidr: '10.0.0.0/24', public: true },
			{ name: 'web-b', cidr: '10.0.1.0/24', public: true },
			{ name: 'apps-a', cidr: '10.0.2.0/24' },
			{ name: 'apps-b', cidr: '10.0.3.0/24' },
		],
		ingress: [
			{ name: 'https', protocol: 'tcp', ports: [{ from: 443, to: 443 }], sources: ['0.0.0.0/0', '::/0'] },
			{ name: 'ping', protocol: 'icmp', sources: ['203.0.113.0/24'] },
		],
		...place,
		...change,
	});
}

/** A database in that network. */
export function exampleDatabase(change: Partial<Database> = {}): Database {
	return databaseSchema.parse({
		kind: 'database',
		name: 'orders',
		engine: 'postgres',
		version: '16',
		size: 'db.t4g.medium',
		network: 'main',
		high_availability: false,
		deletion_protection: false,
		...place,
		...change,
	});
}

/** A bucket. */
export function exampleStorage(change: Partial<Storage> = {}): Storage {
	return storageSchema.parse({ kind: 'storage', name: 'assets', deletion_protection: false, ...place, ...change });
}

/** A cluster in that network. */
export function exampleKubernetes(change: Partial<Kubernetes> = {}): Kubernetes {
	return kubernetesSchema.parse({
		kind: 'kubernetes',
		name: 'main',
		node_pools: [{ name: 'default', size: 't3.large' }],
		network: 'main',
		high_availability: true,
		deletion_protection: false,
		...place,
		...change,
	});
}

/** Resources by address, as a project has them. */
export function desiredOf(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
	return new Map(resources.map((resource) => [`${resource.kind}/${resource.name}`, resource]));
}
