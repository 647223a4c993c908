import { z } from 'zod';
import { nameSchema } from './names.js';
import { regionSchema } from './place.js';

// What a field is for is said by its schema's description: editors, the JSON Schema and docs/request.md show it.

/** The name of a resource, which no other of its kind has in the project. */
export const resourceNameSchema = nameSchema.describe('Its name, which no other of its kind has in the project.');

/** The region of a resource as a person asks for it. */
export const resourceRegionSchema = regionSchema
	.optional()
	.describe("The region, by the cloud's own name; the project's if left out.");

/** The network of the same project that a resource joins. */
export const networkNameSchema = nameSchema
	.optional()
	.describe('The network of the same project that it joins, by name.');

/** Whether the cloud refuses to delete a resource, as a person asks for it. */
export const deletionProtectionSchema = z
	.boolean()
	.optional()
	.describe('Whether the cloud refuses to delete it; on in production if left out.');

/**
 * The cloud's own name of a type of machine, or a size class, such as `medium`, for which the catalogue's cheapest is taken.
 *
 * @param message what it must be
 */
export function machineTypeSchema(message: string) {
	return z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, message);
}
