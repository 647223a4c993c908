import { z } from 'zod';
import { capabilitySchema } from './capability.js';
import { actorIdSchema, instantSchema, nameSchema, roleNameSchema } from './names.js';
import { providerIdSchema } from './provider-id.js';
import { sizeLimitSchema } from './size-class.js';

/** What every grant says, whoever has it. */
const given = {
	role: roleNameSchema,
	/** Narrows the grant to one cloud. */
	provider: providerIdSchema.optional(),
	/** Narrows the grant to one project. */
	project: nameSchema.optional(),
	/** Single capabilities on top of the role's. */
	plus: z.array(capabilitySchema).default([]),
	/** Another limit than the role's. */
	max_vm_size: sizeLimitSchema.optional(),
	/** When the grant ends, in milliseconds since 1970. */
	expires_at: instantSchema.optional(),
};

/** What a person gives to grant a role. */
export const grantRequestSchema = z.strictObject({
	actor: actorIdSchema,
	...given,
	/** Single capabilities taken away, from whatever grant they come: taking away wins. */
	minus: z.array(capabilitySchema).default([]),
});

/** Gives an actor a role. */
export const grantSchema = grantRequestSchema.extend({ id: z.string() });

/**
 * What a person gives to grant a role to all who belong to a group. It takes nothing away (`minus`): who belongs to a
 * group is not known at every moment, and what was taken away would come back whenever it is not.
 */
export const groupGrantRequestSchema = z.strictObject({
	/** As the front end calls the group: the number of a Discord role. */
	group: actorIdSchema,
	...given,
});

/** Gives all who belong to a group a role. */
export const groupGrantSchema = groupGrantRequestSchema.extend({ id: z.string() });

/** What a person gives to grant a role. */
export type GrantRequest = z.input<typeof grantRequestSchema>;

/** Gives an actor a role. */
export type Grant = z.infer<typeof grantSchema>;

/** What a person gives to grant a role to a group. */
export type GroupGrantRequest = z.input<typeof groupGrantRequestSchema>;

/** Gives all who belong to a group a role. */
export type GroupGrant = z.infer<typeof groupGrantSchema> & { readonly actor?: never };

/** A grant, of an actor or of a group. */
export type AnyGrant = Grant | GroupGrant;

/** Who has a grant, in words: `ada`, `group 234567890123456789`. */
export function holderOf(grant: AnyGrant): string {
	return isGroupGrant(grant) ? `group ${grant.group}` : grant.actor;
}

/** Whether a grant is of a group. */
export function isGroupGrant(grant: AnyGrant): grant is GroupGrant {
	return 'group' in grant;
}

/** Whether a grant is an actor's own. */
export function isActorGrant(grant: AnyGrant): grant is Grant {
	return !isGroupGrant(grant);
}
