import { addressOf, type Resource, type ResourceRequest } from './resource.js';

/** What the types of a resource's machines are looked up among: the clouds sell them under different names. */
export type MachineUse = 'vm' | 'database';

/** One kind of machine that a resource is made of. */
export interface MachinePart {
	/** The resource's address; of a pool of a cluster, the address and the pool's name: `kubernetes/main/default`. */
	readonly key: string;
	readonly use: MachineUse;
	/** The machine type, or a size class in a request. */
	readonly size: string;
	/** How many of them stand: of a pool that grows by itself, the fewest. */
	readonly machines: number;
	/** How many of them can come to stand: of a pool that grows by itself, the most. */
	readonly most: number;
	/** Size of the disk of each, in GiB. */
	readonly disk_gib: number;
	/** Where `size` stands in the resource. */
	readonly path: readonly (string | number)[];
}

/**
 * The machines that a resource is made of; networks and buckets have none. The one place that knows it for each kind.
 *
 * @param key what the resource is called, where that is not its own address: so it can be in a plan
 */
export function machinePartsOf(
	resource: Resource | ResourceRequest,
	key: string = addressOf(resource),
): readonly MachinePart[] {
	switch (resource.kind) {
		case 'vm': {
			const { size, count, disk } = resource;
			return [{ key, use: 'vm', size, machines: count, most: count, disk_gib: disk.size_gib, path: ['size'] }];
		}
		case 'database': {
			const { size, disk, high_availability } = resource;
			// The standby in the second zone is a whole second machine with a disk of its own.
			const machines = high_availability === true ? 2 : 1;
			return [{ key, use: 'database', size, machines, most: machines, disk_gib: disk.size_gib, path: ['size'] }];
		}
		case 'kubernetes':
			return resource.node_pools.map(({ name, size, min, max, disk }, index) => ({
				key: `${key}/${name}`,
				use: 'vm',
				size,
				machines: min,
				most: max,
				disk_gib: disk.size_gib,
				path: ['node_pools', index, 'size'],
			}));
		case 'network':
		case 'storage':
			return [];
	}
}
