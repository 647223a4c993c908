import { cidrSchema, databaseEngines, rangeOf, regionSchema, sizeClasses } from '@portcullis/core';
import { z } from 'zod';

/** The name that those of all resources begin with: short, so that what is added to it still fits. */
export const nameParameter = z
	.string()
	.regex(
		/^[a-z](?:[a-z0-9-]{0,22}[a-z0-9])?$/,
		'must be 1 to 24 lower-case letters, digits and hyphens, starting with a letter and not ending in a hyphen',
	)
	.describe('what the names of all resources begin with');

/** The region; left out, the project's. */
export const regionParameter = regionSchema.optional().describe("the region; the project's if left out");

/** A size class. */
export function sizeParameter(of: string, size: (typeof sizeClasses)[number]) {
	return z.enum(sizeClasses).default(size).describe(`the size class of ${of}`);
}

/** How many machines of a sort. */
export function countParameter(of: string, count: number) {
	return z.int().min(1, 'must be at least 1').max(20, 'must be at most 20').default(count).describe(`how many ${of}`);
}

/** The range of a network that the template makes: large enough for its subnets. */
export const cidrParameter = cidrSchema
	.refine((cidr) => rangeOf(cidr).prefix >= 8 && rangeOf(cidr).prefix <= 20, 'must be from /8 to /20')
	.default('10.20.0.0/16')
	.describe('the range of the network, from /8 to /20');

/** The engine of a database. */
export const engineParameter = z.enum(databaseEngines).default('postgres').describe('the engine of the database');
