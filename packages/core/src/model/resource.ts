import { z } from 'zod';
import { nameSchema } from './names.js';
import { resourceKindSchema } from './resource-kind.js';
import { vmRequestSchema, vmSchema } from './vm.js';

/** A resource as a person asks for it. */
export const resourceRequestSchema = z.discriminatedUnion('kind', [vmRequestSchema]);

/** A resource with everything filled in. */
export const resourceSchema = z.discriminatedUnion('kind', [vmSchema]);

/** What names a resource of a project: enough to delete it. */
export const resourceReferenceSchema = z.strictObject({ kind: resourceKindSchema, name: nameSchema });

/** A resource as a person asks for it. */
export type ResourceRequest = z.infer<typeof resourceRequestSchema>;

/** A resource with everything filled in. */
export type Resource = z.infer<typeof resourceSchema>;

/** What names a resource of a project. */
export type ResourceReference = z.infer<typeof resourceReferenceSchema>;

/** The address of a resource within its project: `vm/web`. */
export function addressOf(resource: ResourceReference): string {
	return `${resource.kind}/${resource.name}`;
}
