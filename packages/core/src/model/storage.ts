import { z } from 'zod';
import { encryptionKeySchema } from './encryption-key.js';
import { nameSchema } from './names.js';
import { regionSchema } from './place.js';
import { tagsSchema } from './tags.js';

/** How often what is stored is read: the rarer, the cheaper to keep and the dearer to read. */
export const storageClasses = ['standard', 'infrequent', 'cold', 'archive'] as const;

const fields = {
	kind: z.literal('storage'),
	name: nameSchema,
	/** The bucket's name in the whole cloud; left out, it is made of project and name. */
	bucket: z
		.string()
		.regex(/^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/, 'must be 3 to 63 lower-case letters, digits and hyphens')
		.optional(),
	class: z.enum(storageClasses).default('standard'),
	/** Whether overwritten and deleted objects are kept as older versions. */
	versioning: z.boolean().default(true),
	/** Whether anybody may read what is in it. */
	public_access: z.boolean().default(false),
	/** Whether every connection must be encrypted. */
	tls: z.boolean().default(true),
	/** Whether what is stored is encrypted. Every cloud always does; here so that policies see it on every kind. */
	encryption: z.literal(true, 'cannot be turned off: every cloud encrypts what it stores').default(true),
	/** The customer's own key for that; the cloud's where left out. */
	encryption_key: encryptionKeySchema.optional(),
	/** For how many days a deleted object can be brought back; 0: not at all. */
	soft_delete_days: z.int().min(0).max(90, 'must be at most 90').default(7),
	/** Deletes objects after so many days. */
	expire_after_days: z.int().min(1).max(36_500).optional(),
	/** What is expected to be used, for the estimate. */
	usage: z.strictObject({ stored_gib: z.int().min(0).max(1_000_000_000).optional() }).optional(),
	tags: tagsSchema.default({}),
};

/** A bucket as a person asks for it. */
export const storageRequestSchema = z.strictObject({
	...fields,
	region: regionSchema.optional(),
	/** Whether Terraform refuses to delete it with objects in it; left out, it is on in production. */
	deletion_protection: z.boolean().optional(),
});

/** A bucket with everything filled in. */
export const storageSchema = z.strictObject({ ...fields, region: regionSchema, deletion_protection: z.boolean() });

/** A bucket with everything filled in. */
export type Storage = z.infer<typeof storageSchema>;
