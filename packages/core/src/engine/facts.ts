import { z } from 'zod';
import { actorSchema } from '../model/actor.js';
import { bindingSchema } from '../model/binding.js';
import { grantSchema } from '../model/grant.js';
import { policyIdSchema, tenantIdSchema } from '../model/names.js';
import { projectSchema } from '../model/project.js';
import { quotaId, quotaSchema } from '../model/quota.js';
import { resourceUseSchema } from '../model/resource-use.js';
import { roleSchema } from '../model/role.js';
import { waiverSchema } from '../model/waiver.js';

/** What a project costs in the UTC month of the decision: what it has cost, and what stands costs on. */
export const spendingSchema = z.strictObject({
	/** Millionths of a US dollar from the beginning of the month until now. */
	accrued_micros: z.int().min(0),
	/** What all that stands in the project costs an hour, each resource at its price when it was deployed. */
	run_rate_hourly_micros: z.int().min(0),
	/** `false` where the price of something is unknown: the amounts are then the least it costs. */
	complete: z.boolean(),
});

/** What a project costs in a UTC month, until now and by the hour. */
export type Spending = z.infer<typeof spendingSchema>;

/** What is known of a tenant at one moment and bears on a decision: one consistent read. */
export const factsSchema = z.strictObject({
	tenant: tenantIdSchema,
	project: projectSchema,
	/** Who asks. */
	actor: actorSchema,
	/** The tenant's roles. */
	roles: z.array(roleSchema).refine((roles) => unlike(roles, ({ name }) => name), 'must name every role once'),
	/** The grants of whoever asks; those of others are passed over. */
	grants: z.array(grantSchema),
	/** The project's quotas, and those of the tenant and of actors. */
	quotas: z
		.array(quotaSchema)
		.refine((quotas) => unlike(quotas, ({ id }) => id), 'must hold every quota once')
		.refine((quotas) => quotas.every((quota) => quota.id === quotaId(quota)), 'must have the ids of what they limit')
		// One that said `project` and named an actor would stand in the place of a project's, and count nothing of it.
		.refine(
			(quotas) =>
				quotas.every(
					({ owner, project, actor }) =>
						(owner === 'project') === (project !== null) && (owner === 'actor') === (actor !== null),
				),
			'must name the one owner that they are of',
		)
		.refine(
			(quotas) => quotas.every(({ per, window }) => (per === null) === (window === null)),
			'must have a window where they count per window',
		),
	/** How what stands of the resources to change was counted; what is left out is measured by itself. */
	uses: z
		.array(resourceUseSchema)
		.refine((uses) => unlike(uses, ({ resource }) => resource), 'must hold every resource once')
		.optional(),
	/** What the project costs in this UTC month; left out where nobody has counted it. */
	spending: spendingSchema.optional(),
	/** The tenant's own policies that its bindings may mean; left out where they mean none. */
	tenant_policies: z
		.array(z.strictObject({ id: policyIdSchema, digest: z.string().regex(/^[0-9a-f]{64}$/) }))
		.refine((policies) => unlike(policies, ({ id }) => id), 'must hold every id once')
		.optional(),
	/** The tenant's bindings. */
	bindings: z.array(bindingSchema).refine((bindings) => unlike(bindings, ({ id }) => id), 'must hold every id once'),
	/** The tenant's waivers; which of them hold is worked out by the moment that is decided on. */
	waivers: z
		.array(waiverSchema)
		.refine((waivers) => unlike(waivers, ({ id }) => id), 'must hold every id once')
		.refine(
			(waivers) => waivers.every(({ requested_by, approved_by }) => !approved_by.includes(requested_by)),
			'must be approved by others than those who asked for them',
		)
		.optional(),
});

/** What is known of a tenant at one moment and bears on a decision. */
export type Facts = z.infer<typeof factsSchema>;

// Of two alike only one would count, and which one is chance.
function unlike<Item>(items: readonly Item[], keyOf: (item: Item) => string): boolean {
	return new Set(items.map(keyOf)).size === items.length;
}
