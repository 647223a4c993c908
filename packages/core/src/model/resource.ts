import { z } from 'zod';
import { databaseRequestSchema, databaseSchema } from './database.js';
import { kubernetesRequestSchema, kubernetesSchema } from './kubernetes.js';
import { networkRequestSchema, networkSchema } from './network.js';
import { resourceNameSchema } from './resource-fields.js';
import { resourceKindSchema } from './resource-kind.js';
import { storageRequestSchema, storageSchema } from './storage.js';
import { vmRequestSchema, vmSchema } from './vm.js';

/** A resource as a person asks for it. */
export const resourceRequestSchema = z.discriminatedUnion('kind', [
	vmRequestSchema,
	databaseRequestSchema,
	networkRequestSchema,
	storageRequestSchema,
	kubernetesRequestSchema,
]);

/** A resource with everything filled in. */
export const resourceSchema = z.discriminatedUnion('kind', [
	vmSchema,
	databaseSchema,
	networkSchema,
	storageSchema,
	kubernetesSchema,
]);

/** What names a resource of a project: enough to delete it. */
export const resourceReferenceSchema = z.strictObject({ kind: resourceKindSchema, name: resourceNameSchema });

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
