import { z } from 'zod';
import { actorSchema } from '../model/actor.js';
import { bindingSchema } from '../model/binding.js';
import { grantSchema } from '../model/grant.js';
import { tenantIdSchema } from '../model/names.js';
import { projectSchema } from '../model/project.js';
import { quotaSchema } from '../model/quota.js';
import { roleSchema } from '../model/role.js';

/** What is known of a tenant at one moment and bears on a decision: one consistent read. */
export const factsSchema = z.strictObject({
	tenant: tenantIdSchema,
	project: projectSchema,
	/** Who asks. */
	actor: actorSchema,
	/** The tenant's roles. */
	roles: z.array(roleSchema),
	/** The grants of whoever asks; those of others are passed over. */
	grants: z.array(grantSchema),
	/** The project's quotas. */
	quotas: z.array(quotaSchema),
	/** The tenant's bindings. */
	bindings: z.array(bindingSchema),
});

/** What is known of a tenant at one moment and bears on a decision. */
export type Facts = z.infer<typeof factsSchema>;
