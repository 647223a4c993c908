import { z } from 'zod';
import { encryptionKeySchema } from './encryption-key.js';
import { regionSchema } from './place.js';
import { resourceNameSchema, resourceRegionSchema } from './resource-fields.js';
import { tagsSchema } from './tags.js';

/** How often what is stored is read: the rarer, the cheaper to keep and the dearer to read. */
export const storageClasses = ['standard', 'infrequent', 'cold', 'archive'] as const;

const fields = {
	kind: z.literal('storage').describe('A bucket of objects.'),
	name: resourceNameSchema,
	bucket: z
		.string()
		.regex(/^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/, 'must be 3 to 63 lower-case letters, digits and hyphens')
		.optional()
		.describe("The bucket's name in the whole cloud; made of project and name if left out."),
	class: z
		.enum(storageClasses)
		.default('standard')
		.describe('How often it is read: the rarer, the cheaper to keep and the dearer to read.'),
	versioning: z.boolean().default(true).describe('Whether overwritten and deleted objects are kept as older versions.'),
	public_access: z.boolean().default(false).describe('Whether anybody may read what is in it.'),
	tls: z.boolean().default(true).describe('Whether every connection must be encrypted.'),
	// Here so that policies see it on every kind.
	encryption: z
		.literal(true, 'cannot be turned off: every cloud encrypts what it stores')
		.default(true)
		.describe('Whether what is stored is encrypted; every cloud always does.'),
	encryption_key: encryptionKeySchema.optional(),
	soft_delete_days: z
		.int()
		.min(0)
		.max(90, 'must be at most 90')
		.default(7)
		.describe('For how many days a deleted object can be brought back; 0 for not at all.'),
	expire_after_days: z.int().min(1).max(36_500).optional().describe('After how many days objects are deleted.'),
	usage: z
		.strictObject({
			stored_gib: z.int().min(0).max(1_000_000_000).optional().describe('How many GiB are stored.'),
		})
		.optional()
		.describe('What is expected to be used, for the estimate.'),
	tags: tagsSchema.default({}),
};

/** A bucket as a person asks for it. */
export const storageRequestSchema = z.strictObject({
	...fields,
	region: resourceRegionSchema,
	deletion_protection: z
		.boolean()
		.optional()
		.describe('Whether Terraform refuses to delete it with objects in it; on in production if left out.'),
});

/** A bucket with everything filled in. */
export const storageSchema = z.strictObject({ ...fields, region: regionSchema, deletion_protection: z.boolean() });

/** A bucket with everything filled in. */
export type Storage = z.infer<typeof storageSchema>;
