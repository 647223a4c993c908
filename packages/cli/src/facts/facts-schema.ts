import {
	bindingRequestSchema,
	projectRequestSchema,
	quotaRequestSchema,
	roleSchema,
	spendingSchema,
	waiverSchema,
} from '@portcullis/core';
import { z } from 'zod';

const quotaFields = quotaRequestSchema.shape;

/** What the file of `portcullis check --facts` may hold. */
export const factsFileSchema = z.strictObject({
	$schema: z.string().optional().describe('Where an editor finds the schema of this file; it has no other meaning.'),
	project: projectRequestSchema.describe('The project that the plan is of.'),
	actor: z
		.strictObject({
			id: z
				.string()
				.min(1)
				.optional()
				.describe("Who applies the plan; the operating system's user, or --as, if left out."),
			roles: z.array(z.string().min(1)).default([]).describe('The roles that they hold in the project.'),
		})
		.default({ roles: [] })
		.describe('Whose permissions count.'),
	roles: z.array(roleSchema).optional().describe('What roles there are; those of a new tenant if left out.'),
	bindings: z.array(bindingRequestSchema).optional().describe('The bindings; those of a new tenant if left out.'),
	quotas: z
		.array(
			z.strictObject({
				...quotaFields,
				used: z.int().min(0).default(0).describe('How much of it is taken, without what the plan changes.'),
			}),
		)
		.default([])
		.describe('Limits of what stands; without one, what the bindings say.'),
	waivers: z.array(waiverSchema).default([]).describe('Waivers, as `portcullis waiver list --json` writes them.'),
	spending: spendingSchema.optional().describe('What the project costs in this month, for cost.budget.'),
});

/** What the file of `portcullis check --facts` holds. */
export type FactsFile = z.infer<typeof factsFileSchema>;
