import { databaseSchema } from '../model/database.js';
import { kubernetesSchema } from '../model/kubernetes.js';
import { networkSchema } from '../model/network.js';
import type { Resource } from '../model/resource.js';
import { storageSchema } from '../model/storage.js';
import { vmSchema } from '../model/vm.js';
import type { ResourceKind } from '../model/vocabulary.js';

const common = { name: 'unknown', region: 'unknown', deletion_protection: false };

const standIns: Readonly<Record<ResourceKind, Resource>> = {
	vm: vmSchema.parse({ kind: 'vm', ...common, size: 'unknown' }),
	database: databaseSchema.parse({
		...{ kind: 'database', ...common, engine: 'postgres', version: '0' },
		...{ size: 'unknown', high_availability: false },
	}),
	network: networkSchema.parse({
		...{ kind: 'network', name: 'unknown', region: 'unknown', cidr: '10.0.0.0/16' },
		subnets: [{ name: 'unknown', cidr: '10.0.0.0/24' }],
	}),
	storage: storageSchema.parse({ kind: 'storage', ...common }),
	kubernetes: kubernetesSchema.parse({
		...{ kind: 'kubernetes', ...common, high_availability: false },
		node_pools: [{ name: 'unknown', size: 'unknown' }],
	}),
};

/**
 * A resource of a kind with a value in every field that has to have one: what stands in for fields that a plan does not
 * know. The engine hides each of them; nothing is ever decided by what is in it.
 */
export function standIn(kind: ResourceKind): Resource {
	return standIns[kind];
}
