import { z } from 'zod';
import { nameSchema } from './names.js';
import { type Resource, resourceReferenceSchema, resourceRequestSchema } from './resource.js';

/** What a deployment does to its resources. */
export const actions = ['create', 'modify', 'delete'] as const;

/** What a deployment does to its resources. */
export type Action = (typeof actions)[number];

/** The most resources of one request. */
export const maxResources = 1000;

const common = { project: nameSchema, reason: z.string().max(500).optional() };

function resources<Item extends z.ZodType>(item: Item) {
	return z
		.array(item)
		.min(1, 'must name at least one resource')
		.max(maxResources, `must name at most ${maxResources} resources`);
}

/** What a front end hands over, untrusted. */
export const deploymentRequestSchema = z.discriminatedUnion('action', [
	z.strictObject({ action: z.literal('create'), ...common, resources: resources(resourceRequestSchema) }),
	z.strictObject({ action: z.literal('modify'), ...common, resources: resources(resourceRequestSchema) }),
	z.strictObject({ action: z.literal('delete'), ...common, resources: resources(resourceReferenceSchema) }),
]);

/** What a person asks for; `action` left out means `create`. */
export type DeploymentRequest = z.input<typeof deploymentRequestSchema>;

/** One resource of a deployment: what stands before, what shall stand after. At least one of the two is there. */
export interface Change {
	readonly address: string;
	readonly before: Resource | null;
	readonly after: Resource | null;
}

/** A request that was understood: every field filled in, every address once, in order of address. */
export interface Deployment {
	readonly action: Action;
	readonly project: string;
	readonly reason: string | null;
	readonly changes: readonly Change[];
}

/** The resource that a change is about: what shall stand, or what goes. */
export function subjectOf(change: Change): Resource {
	const resource = change.after ?? change.before;
	if (resource === null) throw new TypeError(`change of ${change.address} has neither a before nor an after`);
	return resource;
}
