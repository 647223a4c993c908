import { z } from 'zod';
import { cidrSchema } from './cidr.js';
import { diskSchema } from './disk.js';
import { encryptionKeySchema } from './encryption-key.js';
import { nameSchema } from './names.js';
import { regionSchema } from './place.js';
import { tagsSchema } from './tags.js';
import { databaseEngines } from './vocabulary.js';

const fields = {
	kind: z.literal('database'),
	name: nameSchema,
	engine: z.enum(databaseEngines),
	/** The engine's version as its makers write it: `16`, `8.0`. */
	version: z.string().regex(/^\d{1,2}(?:\.\d{1,2}){0,2}$/, 'must be a version, such as 16 or 8.0'),
	/**
	 * The cloud's own name of the instance type (`db-custom-2-7680`, `db.t3.medium`, `GP_Standard_D2s_v3`), or a size
	 * class, such as `medium`, for which the catalogue's cheapest is taken.
	 */
	size: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be an instance type'),
	disk: diskSchema(10, { size_gib: 32, type: 'ssd' }),
	backups: z
		.strictObject({
			enabled: z.boolean().default(true),
			retention_days: z.int().min(1, 'must be at least 1').max(35, 'must be at most 35').default(7),
			/** Whether any moment of those days can be restored. */
			point_in_time: z.boolean().default(true),
		})
		.default({ enabled: true, retention_days: 7, point_in_time: true }),
	/** Whether the database has an address that the internet can reach. */
	public_access: z.boolean().default(false),
	/** Who may reach it there; empty: nobody. */
	authorized_cidrs: z.array(cidrSchema).max(50).default([]),
	/** Whether every connection must be encrypted. */
	tls: z.boolean().default(true),
	/** Whether its disks are encrypted. gcp and azure always do. */
	encryption: z.boolean().default(true),
	/** The customer's own key for that; the cloud's where left out. */
	encryption_key: encryptionKeySchema.optional(),
	/** The network of the same project that it joins, by name. */
	network: nameSchema.optional(),
	tags: tagsSchema.default({}),
};

/** A database as a person asks for it. */
export const databaseRequestSchema = z.strictObject({
	...fields,
	region: regionSchema.optional(),
	/** Whether a second zone takes over when the first fails; left out, it is on in production. */
	high_availability: z.boolean().optional(),
	/** Whether the cloud refuses to delete it; left out, it is on in production. */
	deletion_protection: z.boolean().optional(),
});

/** A database with everything filled in. */
export const databaseSchema = z.strictObject({
	...fields,
	region: regionSchema,
	high_availability: z.boolean(),
	deletion_protection: z.boolean(),
});

/** A database with everything filled in. */
export type Database = z.infer<typeof databaseSchema>;

/** A database as a person asks for it. */
export type DatabaseRequest = z.infer<typeof databaseRequestSchema>;
