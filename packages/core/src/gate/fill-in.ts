import type { Catalogue } from '../contracts/catalogue.js';
import type { DiskType } from '../model/disk.js';
import { machinePartsOf } from '../model/machine-part.js';
import type { Project } from '../model/project.js';
import type { Resource, ResourceRequest } from '../model/resource.js';
import { isSizeClass } from '../model/size-class.js';
import type { ProviderId } from '../model/vocabulary.js';

/** The kind of disk that a node has where nobody says: on azure the size of the node decides, and most take Premium. */
const nodeDisks: Readonly<Record<ProviderId, DiskType>> = { gcp: 'balanced', aws: 'balanced', azure: 'ssd' };

/**
 * Fills in what a request leaves out: the project's region and tags, protection in production, a machine type for a
 * size class.
 */
export function fillIn(
	request: ResourceRequest,
	{ project, catalogue }: { readonly project: Project; readonly catalogue: Catalogue },
): Resource {
	const region = request.region ?? project.region;
	const production = project.environment === 'production';
	// In order of key, so that equal resources give equal bytes.
	const tags = Object.fromEntries(
		Object.entries({ ...project.tags, ...request.tags }).sort(([a], [b]) => (a < b ? -1 : 1)),
	);
	const sizes = machinePartsOf(request).map(({ size, use }) =>
		isSizeClass(size) ? (catalogue.machineTypeOfClass(project.provider, size, region, use) ?? size) : size,
	);
	const [size = ''] = sizes;
	const shared = { region, tags };
	switch (request.kind) {
		case 'vm':
			return { ...request, ...shared, size, deletion_protection: request.deletion_protection ?? production };
		case 'database':
			return {
				...request,
				...shared,
				size,
				high_availability: request.high_availability ?? production,
				deletion_protection: request.deletion_protection ?? production,
			};
		case 'network':
			return { ...request, ...shared };
		case 'storage':
			return { ...request, ...shared, deletion_protection: request.deletion_protection ?? production };
		case 'kubernetes':
			return {
				...request,
				...shared,
				node_pools: request.node_pools.map((pool, index) => ({
					...pool,
					size: sizes[index] ?? pool.size,
					disk: { ...pool.disk, type: pool.disk.type ?? nodeDisks[project.provider] },
				})),
				// The control plane of aws always stands in several zones.
				high_availability: request.high_availability ?? (production || project.provider === 'aws'),
				deletion_protection: request.deletion_protection ?? production,
			};
	}
}
