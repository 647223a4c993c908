import { z } from 'zod';
import { actorIdSchema } from './names.js';

const amount = z.int().min(0);

/** What a resource takes of each measure of quotas. What is not known is `null`, never 0. */
export const amountsSchema = z.strictObject({
	count: amount.nullable(),
	vcpu_milli: amount.nullable(),
	memory_mib: amount.nullable(),
	disk_gib: amount.nullable(),
	hourly_micros: amount.nullable(),
	monthly_micros: amount.nullable(),
});

/** What a resource that stands takes of quotas, as it was counted when it was deployed, and on whose account. */
export const resourceUseSchema = z.strictObject({
	/** Its address within the project. */
	resource: z.string(),
	/** Who made it. A change by somebody else leaves it on their account. */
	actor: actorIdSchema,
	amounts: amountsSchema,
});

/** What a resource takes of each measure of quotas. */
export type Amounts = z.infer<typeof amountsSchema>;

/** What a resource that stands takes of quotas, and on whose account. */
export type ResourceUse = z.infer<typeof resourceUseSchema>;
