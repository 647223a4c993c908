import { z } from 'zod';
import { capabilitySchema } from './capability.js';
import { roleNameSchema } from './names.js';
import { sizeLimitSchema } from './size-class.js';

/** A named set of capabilities. Roles are data: each tenant has its own. */
export const roleSchema = z.strictObject({
	name: roleNameSchema,
	capabilities: z.array(capabilitySchema),
	/** The largest machine that the role may ask for. */
	max_vm_size: sizeLimitSchema,
});

/** A named set of capabilities. */
export type Role = z.infer<typeof roleSchema>;
