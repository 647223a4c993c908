import { z } from 'zod';
import { backendSchema } from './backend.js';
import { nameSchema } from './names.js';
import { regionSchema } from './place.js';
import { providerIdSchema } from './provider-id.js';
import { tagsSchema } from './tags.js';
import { environments } from './vocabulary.js';

/** One cloud account, project or subscription under governance. */
export const projectSchema = z.strictObject({
	name: nameSchema,
	provider: providerIdSchema,
	/** The cloud's own id of the project (gcp), account (aws) or subscription (azure); left out, Terraform's environment says it. */
	account: z
		.string()
		.regex(
			/^[a-z0-9][a-z0-9:.-]{3,62}$/,
			'must be a project id (gcp), an account number (aws) or a subscription id (azure)',
		)
		.optional(),
	environment: z.enum(environments).default('development'),
	/** The region of a resource that names none. */
	region: regionSchema,
	/** The regions that the project may use, `region` among them. */
	regions: z.array(regionSchema).min(1),
	/** What a month may cost, in millionths of a US dollar; left out, there is no budget. */
	monthly_budget_micros: z.int().min(0).optional(),
	/** Where Terraform keeps the project's state; left out, beside the document. */
	backend: backendSchema.optional(),
	/** Tags of every resource of the project; a resource's own go before them. */
	tags: tagsSchema.optional(),
});

/** What a person gives to add a project: `regions` left out means its `region` alone. */
export const projectRequestSchema = projectSchema.extend({ regions: z.array(regionSchema).min(1).optional() });

/** One cloud account, project or subscription under governance. */
export type Project = z.infer<typeof projectSchema>;

/** What a person gives to add a project. */
export type ProjectRequest = z.input<typeof projectRequestSchema>;
