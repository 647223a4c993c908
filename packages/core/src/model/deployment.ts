import { z } from 'zod';
import { nameSchema } from './names.js';
import {
	addressOf,
	type Resource,
	resourceReferenceSchema,
	resourceRequestSchema,
	resourceSchema,
} from './resource.js';
import { type Action, actions } from './vocabulary.js';

/** The most resources of one request. */
export const maxResources = 1000;

const common = {
	project: nameSchema.describe('The name of the project.'),
	reason: z.string().max(500).optional().describe('Why it is asked for, for whoever approves it.'),
};

function action<Name extends Action>(name: Name) {
	return z.literal(name).describe('What is done to the resources; create if left out.');
}

function resources<Item extends z.ZodType>(item: Item) {
	return z
		.array(item)
		.min(1, 'must name at least one resource')
		.max(maxResources, `must name at most ${maxResources} resources`)
		.describe('The resources that it is asked for.');
}

/** What a front end hands over, untrusted. */
export const deploymentRequestSchema = z.discriminatedUnion('action', [
	z.strictObject({ action: action('create'), ...common, resources: resources(resourceRequestSchema) }),
	z.strictObject({ action: action('modify'), ...common, resources: resources(resourceRequestSchema) }),
	z.strictObject({ action: action('delete'), ...common, resources: resources(resourceReferenceSchema) }),
]);

/** What a person asks for; `action` left out means `create`. */
export type DeploymentRequest = z.input<typeof deploymentRequestSchema>;

const fieldNames = z.array(z.string().min(1)).min(1);

const sides = {
	address: z.string(),
	before: resourceSchema.nullable(),
	after: resourceSchema.nullable(),
	/**
	 * Fields of `after` that are known only once it stands, as a plan can have them. What `after` holds there, if anything,
	 * stands in and is not looked at: policies do not see it, and nothing is priced or counted by it.
	 */
	unknown: fieldNames.optional(),
};

const changeSchema = z
	.strictObject(sides)
	.refine((change) => change.before !== null || change.after !== null, 'must have a before or an after')
	.refine(
		(change) => [change.before, change.after].every((side) => side === null || addressOf(side) === change.address),
		'must have the address of its resource',
	);

/** A request that was understood. */
export const deploymentSchema = z.strictObject({
	action: z.enum(actions),
	project: nameSchema,
	reason: z.string().nullable(),
	/** Every address once, in order of address. */
	changes: z
		.array(changeSchema)
		.min(1)
		.max(maxResources)
		.refine(
			(changes) =>
				changes.every((change, index) => index === 0 || (changes[index - 1]?.address ?? '') < change.address),
			'must hold every address once, in order of address',
		),
});

/** One resource of a plan of Terraform's, in words of the model. */
export const plannedResourceSchema = z
	.strictObject({
		...sides,
		/** As `unknown`, of `before`: what stands and cannot be said in the model has all of its fields there. */
		unknown_before: fieldNames.optional(),
		/** Whether the one that stands is deleted for it. It is one change, and no more stands afterwards than before. */
		replaced: z.literal(true).optional(),
	})
	.refine((change) => change.before !== null || change.after !== null, 'must have a before or an after')
	.refine(
		({ replaced, before, after }) => replaced === undefined || (before !== null && after !== null),
		'must have a before and an after where it is replaced',
	)
	.refine(
		(change) =>
			[change.before, change.after].every((side) => side === null || change.address.startsWith(`${side.kind}/`)),
		'must have an address of the kind of its resource',
	);

/** One resource of a deployment or of a plan. What only a plan can say is absent from a deployment's. */
export type JudgedChange = z.infer<typeof plannedResourceSchema>;

/** One resource of a deployment: what stands before, what shall stand after. At least one of the two is there. */
export type Change = z.infer<typeof changeSchema>;

/** A request that was understood: every field filled in, every address once, in order of address. */
export type Deployment = z.infer<typeof deploymentSchema>;

/** The region that a change is about; `undefined` where it is known only once the resource stands. */
export function regionOf(change: JudgedChange): string | undefined {
	return unknownOf(change).includes('region') ? undefined : subjectOf(change).region;
}

/** The fields that are not known of the resource that a change is about. */
export function unknownOf({ after, unknown, unknown_before }: JudgedChange): readonly string[] {
	return (after === null ? unknown_before : unknown) ?? [];
}

/** The resource that a change is about: what shall stand, or what goes. */
export function subjectOf(change: JudgedChange): Resource {
	const resource = change.after ?? change.before;
	if (resource === null) throw new TypeError(`change of ${change.address} has neither a before nor an after`);
	return resource;
}
