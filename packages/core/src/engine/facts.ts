import { z } from 'zod';
import { actorSchema } from '../model/actor.js';
import { bindingSchema } from '../model/binding.js';
import { grantSchema } from '../model/grant.js';
import { tenantIdSchema } from '../model/names.js';
import { projectSchema } from '../model/project.js';
import { quotaId, quotaSchema } from '../model/quota.js';
import { roleSchema } from '../model/role.js';

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
	/** The project's quotas. */
	quotas: z
		.array(quotaSchema)
		.refine((quotas) => unlike(quotas, ({ id }) => id), 'must hold every quota once')
		.refine((quotas) => quotas.every((quota) => quota.id === quotaId(quota)), 'must have the ids of what they limit'),
	/** The tenant's bindings. */
	bindings: z.array(bindingSchema).refine((bindings) => unlike(bindings, ({ id }) => id), 'must hold every id once'),
});

/** What is known of a tenant at one moment and bears on a decision. */
export type Facts = z.infer<typeof factsSchema>;

// Of two alike only one would count, and which one is chance.
function unlike<Item>(items: readonly Item[], keyOf: (item: Item) => string): boolean {
	return new Set(items.map(keyOf)).size === items.length;
}
