import { z } from 'zod';

/**
 * A name that people give: of a project or a resource. Lower case, digits and hyphens, a letter first, no hyphen
 * last, 40 characters at most: short enough that the names made from it fit every cloud's limit (63 on gcp).
 */
export const nameSchema = z
	.string()
	.regex(
		/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
		'must be 1 to 40 lower-case letters, digits and hyphens, starting with a letter and not ending in a hyphen',
	);

/** The id of a tenant, as the front end knows it: a Discord guild's number, `local`, a slug. */
export const tenantIdSchema = z
	.string()
	.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'must be 1 to 64 letters, digits, dots, hyphens and underscores');

/** The id of an actor: what the front end calls the person. Any printable text without white space, 1 to 128 characters. */
export const actorIdSchema = z
	.string()
	.regex(/^[\p{L}\p{N}\p{P}\p{S}]{1,128}$/u, 'must be 1 to 128 printable characters without white space')
	.refine((text) => text.isWellFormed(), 'must be well-formed Unicode');

/** The name of a role: `CloudUser`. */
export const roleNameSchema = z
	.string()
	.regex(
		/^[A-Za-z][A-Za-z0-9_-]{0,39}$/,
		'must be 1 to 40 letters, digits, hyphens and underscores, starting with a letter',
	);

/** The id of a policy: `category.name`, in lower case with underscores. */
export const policyIdSchema = z
	.string()
	.regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'must be the id of a policy, such as cost.hourly_limit');

/** A moment: milliseconds since 1970-01-01 UTC. */
export const instantSchema = z.int().min(0).max(8.64e15);

/** What names a session, a grant, a binding or a quota: made by Portcullis, given back by front ends. */
export const idSchema = z.string().regex(/^\P{C}{1,200}$/u, 'must be 1 to 200 printable characters');
