import { z } from 'zod';
import { cidrSchema } from './cidr.js';
import { diskSchema } from './disk.js';
import { encryptionKeySchema } from './encryption-key.js';
import { regionSchema } from './place.js';
import {
	deletionProtectionSchema,
	machineTypeSchema,
	networkNameSchema,
	resourceNameSchema,
	resourceRegionSchema,
} from './resource-fields.js';
import { tagsSchema } from './tags.js';
import { databaseEngines } from './vocabulary.js';

const fields = {
	kind: z.literal('database').describe('A database server.'),
	name: resourceNameSchema,
	engine: z.enum(databaseEngines).describe('The database engine.'),
	version: z
		.string()
		.regex(/^\d{1,2}(?:\.\d{1,2}){0,2}$/, 'must be a version, such as 16 or 8.0')
		.describe("The engine's version as its makers write it, such as 16 or 8.0."),
	size: machineTypeSchema('must be an instance type').describe(
		'The instance type, such as db-custom-2-7680 or db.t3.medium, or a size class, such as medium.',
	),
	disk: diskSchema(10, { size_gib: 32, type: 'ssd' }).describe('The disk that it keeps its data on.'),
	backups: z
		.strictObject({
			enabled: z.boolean().default(true).describe('Whether backups are made.'),
			retention_days: z
				.int()
				.min(1, 'must be at least 1')
				.max(35, 'must be at most 35')
				.default(7)
				.describe('For how many days they are kept.'),
			point_in_time: z.boolean().default(true).describe('Whether any moment of those days can be restored.'),
		})
		.default({ enabled: true, retention_days: 7, point_in_time: true })
		.describe('The daily backups.'),
	public_access: z.boolean().default(false).describe('Whether it has an address that the internet can reach.'),
	authorized_cidrs: z
		.array(cidrSchema)
		.max(50)
		.default([])
		.describe('The address ranges that may reach it there; nobody if left out.'),
	tls: z.boolean().default(true).describe('Whether every connection must be encrypted.'),
	encryption: z.boolean().default(true).describe('Whether its disks are encrypted; gcp and azure always do.'),
	encryption_key: encryptionKeySchema.optional(),
	network: networkNameSchema,
	tags: tagsSchema.default({}),
};

/** A database as a person asks for it. */
export const databaseRequestSchema = z.strictObject({
	...fields,
	region: resourceRegionSchema,
	high_availability: z
		.boolean()
		.optional()
		.describe('Whether a second zone takes over when the first fails; on in production if left out.'),
	deletion_protection: deletionProtectionSchema,
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
