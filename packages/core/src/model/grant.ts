import { z } from 'zod';
import { capabilitySchema } from './capability.js';
import { actorIdSchema, instantSchema, nameSchema, roleNameSchema } from './names.js';
import { providerIdSchema } from './provider-id.js';
import { sizeLimitSchema } from './size-class.js';

/** What a person gives to grant a role. */
export const grantRequestSchema = z.strictObject({
	actor: actorIdSchema,
	role: roleNameSchema,
	/** Narrows the grant to one cloud. */
	provider: providerIdSchema.optional(),
	/** Narrows the grant to one project. */
	project: nameSchema.optional(),
	/** Single capabilities on top of the role's. */
	plus: z.array(capabilitySchema).default([]),
	/** Single capabilities taken away, from whatever grant they come: taking away wins. */
	minus: z.array(capabilitySchema).default([]),
	/** Another limit than the role's. */
	max_vm_size: sizeLimitSchema.optional(),
	/** When the grant ends, in milliseconds since 1970. */
	expires_at: instantSchema.optional(),
});

/** Gives an actor a role. */
export const grantSchema = grantRequestSchema.extend({ id: z.string() });

/** What a person gives to grant a role. */
export type GrantRequest = z.input<typeof grantRequestSchema>;

/** Gives an actor a role. */
export type Grant = z.infer<typeof grantSchema>;
