import { z } from 'zod';
import { plannedResourceSchema } from './deployment.js';
import { nameSchema } from './names.js';

/** A plan can be larger than what anybody asks for at once. */
const maxPlannedResources = 100_000;

const planActionSchema = z.enum(['create', 'update', 'delete', 'replace', 'forget', 'no-op']);

/** What policies see of a plan beside its resources. */
export const planFindingsSchema = z.strictObject({
	/** Resources of Terraform's that nothing judges, by their addresses. */
	unmapped: z.array(
		z.strictObject({ address: z.string(), type: z.string(), action: planActionSchema, reason: z.string() }),
	),
	/** What was approved, and how the plan goes beyond it; absent where the plan was tied to no request. */
	request: z
		.strictObject({
			session: z.string(),
			/** What the plan does otherwise: where in the resource, what was approved, what the plan has. */
			beyond: z.array(
				z.strictObject({
					address: z.string(),
					path: z.array(z.string()),
					expected: z.json(),
					received: z.json(),
				}),
			),
			/** Fields that were approved with a value, and that the plan does not know. */
			undetermined: z.array(z.strictObject({ address: z.string(), field: z.string() })),
		})
		.optional(),
});

/** What policies see of a plan beside its resources. */
export type PlanFindings = z.infer<typeof planFindingsSchema>;

/**
 * What a plan of Terraform's does, in words of the model. It is decided like a deployment, and can never be approved:
 * a session holds a {@link Deployment} and nothing else.
 */
export const plannedDeploymentSchema = z.strictObject({
	kind: z.literal('plan'),
	project: nameSchema,
	/** Every address once, in order of address; empty where nothing of the plan can be judged. */
	changes: z
		.array(plannedResourceSchema)
		.max(maxPlannedResources)
		.refine(
			(changes) =>
				changes.every((change, index) => index === 0 || (changes[index - 1]?.address ?? '') < change.address),
			'must hold every address once, in order of address',
		),
	findings: planFindingsSchema,
	/**
	 * The plan as Terraform says it, without what is sensitive: JSON text of an object, for those of a tenant's own
	 * policies whose METADATA reads `plan`.
	 */
	raw: z.string().optional(),
});

/** What a plan of Terraform's does, in words of the model. */
export type PlannedDeployment = z.infer<typeof plannedDeploymentSchema>;
