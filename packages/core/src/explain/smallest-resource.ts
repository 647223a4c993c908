import type { Catalogue } from '../contracts/catalogue.js';
import type { MachineUse } from '../model/machine-part.js';
import type { Project } from '../model/project.js';
import { type ResourceRequest, resourceRequestSchema } from '../model/resource.js';
import { sizeClasses } from '../model/size-class.js';
import type { ResourceKind } from '../model/vocabulary.js';

/** What stands for every resource of a kind where somebody asks who can create one. */
const name = 'smallest';

/**
 * The smallest resource of a kind that a project could ask for: the smallest machine with a price in its region, one of
 * it, and every default. It is judged, never made.
 */
export function smallestResource(kind: ResourceKind, project: Project, catalogue: Catalogue): ResourceRequest {
	const sizeFor = (use: MachineUse) =>
		sizeClasses.find(
			(size) => catalogue.machineTypeOfClass(project.provider, size, project.region, use) !== undefined,
		) ?? 'micro';
	const fields: Readonly<Record<ResourceKind, () => Readonly<Record<string, unknown>>>> = {
		vm: () => ({ size: sizeFor('vm') }),
		database: () => ({ size: sizeFor('database'), engine: 'postgres', version: '16' }),
		network: () => ({ cidr: '10.0.0.0/24', subnets: [{ name: 'only', cidr: '10.0.0.0/25' }] }),
		storage: () => ({}),
		kubernetes: () => ({ node_pools: [{ name: 'only', size: sizeFor('vm'), min: 1, max: 1 }] }),
	};
	return resourceRequestSchema.parse({ kind, name, ...fields[kind]() });
}
