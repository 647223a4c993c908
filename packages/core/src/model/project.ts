import { z } from 'zod';
import { backendSchema } from './backend.js';
import { nameSchema } from './names.js';
import { regionSchema } from './place.js';
import { providerIdSchema } from './provider-id.js';
import { tagsSchema } from './tags.js';
import { environments } from './vocabulary.js';

const regionsSchema = z.array(regionSchema).min(1).describe('The regions that it may use, region among them.');

/** One cloud account, project or subscription under governance. */
export const projectSchema = z.strictObject({
	name: nameSchema.describe('The name of the project.'),
	provider: providerIdSchema.describe('The cloud that it is on.'),
	account: z
		.string()
		.regex(
			/^[a-z0-9][a-z0-9:.-]{3,62}$/,
			'must be a project id (gcp), an account number (aws) or a subscription id (azure)',
		)
		.optional()
		.describe("The project (gcp), account (aws) or subscription (azure); Terraform's environment says it if left out."),
	environment: z
		.enum(environments)
		.default('development')
		.describe('What it is for; policies may ask more of production.'),
	region: regionSchema.describe('The region of a resource that names none.'),
	regions: regionsSchema,
	monthly_budget_micros: z
		.int()
		.min(0)
		.optional()
		.describe('What a month may cost, in millionths of a US dollar; no budget if left out.'),
	backend: backendSchema
		.optional()
		.describe("Where Terraform keeps the project's state; beside the document if left out."),
	tags: tagsSchema.optional().describe("Tags of every resource of the project, which a resource's own go before."),
});

/** What a person gives to add a project. */
export const projectRequestSchema = projectSchema.extend({
	regions: regionsSchema
		.optional()
		.describe('The regions that it may use, region among them; region alone if left out.'),
});

/** One cloud account, project or subscription under governance. */
export type Project = z.infer<typeof projectSchema>;

/** What a person gives to add a project. */
export type ProjectRequest = z.input<typeof projectRequestSchema>;
