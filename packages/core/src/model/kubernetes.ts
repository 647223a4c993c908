import { z } from 'zod';
import { cidrSchema } from './cidr.js';
import { diskSchema, diskSizeSchema, diskTypeSchema } from './disk.js';
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

/** The disk of a node as a person asks for it: left out, its kind is what the cloud has for every size of node. */
const diskRequest = z
	.strictObject({ size_gib: diskSizeSchema(30).default(100), type: diskTypeSchema.optional() })
	.default({ size_gib: 100 });

function count(standard: number) {
	return z.int().min(1, 'must be at least 1').max(1000).default(standard);
}

function pools<Disk extends z.ZodType>(disk: Disk) {
	const pool = z.strictObject({
		name: z
			.string()
			.regex(/^[a-z][a-z0-9]{0,11}$/, 'must be 1 to 12 lower-case letters and digits, a letter first')
			.describe('The name of the pool, used once in its cluster.'),
		size: machineTypeSchema('must be a machine type').describe(
			'The machine type of its nodes, such as e2-standard-2, or a size class, such as medium.',
		),
		min: count(1).describe('The fewest nodes over the whole cluster, which the estimate is made with.'),
		max: count(3).describe('The most nodes over the whole cluster.'),
		disk: disk.describe('The disk of each node.'),
	});
	return z
		.array(pool.refine((nodes) => nodes.min <= nodes.max, { path: ['max'], message: 'must be at least min' }))
		.min(1, 'must name at least one pool')
		.max(20, 'must name at most 20 pools')
		.refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'must use each name once only')
		.describe('The pools of machines that it runs on.');
}

const fields = {
	kind: z.literal('kubernetes').describe('A Kubernetes cluster.'),
	name: resourceNameSchema,
	version: z
		.string()
		.regex(/^1\.\d{2}$/, 'must be a version, such as 1.33')
		.optional()
		.describe("The version as its makers write it, such as 1.33; the cloud's default if left out."),
	private_nodes: z.boolean().default(true).describe('Whether nodes have no address that the internet can reach.'),
	public_endpoint: z
		.boolean()
		.default(false)
		.describe('Whether the control plane has an address that the internet can reach.'),
	authorized_cidrs: z.array(cidrSchema).max(50).default([]).describe('The address ranges that may reach it there.'),
	encryption: z.boolean().default(true).describe('Whether secrets and disks are encrypted; gcp and azure always do.'),
	encryption_key: encryptionKeySchema
		.optional()
		.describe("The id of the customer's own key for secrets; the cloud's key if left out."),
	network: networkNameSchema,
	tags: tagsSchema.default({}),
};

/** A cluster as a person asks for it. */
export const kubernetesRequestSchema = z.strictObject({
	...fields,
	node_pools: pools(diskRequest),
	region: resourceRegionSchema,
	high_availability: z
		.boolean()
		.optional()
		.describe('Whether the control plane stands in several zones; on in production if left out, and always on aws.'),
	deletion_protection: deletionProtectionSchema,
});

/** A cluster with everything filled in. */
export const kubernetesSchema = z.strictObject({
	...fields,
	node_pools: pools(diskSchema(30, { size_gib: 100, type: 'balanced' })),
	region: regionSchema,
	high_availability: z.boolean(),
	deletion_protection: z.boolean(),
});

/** A cluster with everything filled in. */
export type Kubernetes = z.infer<typeof kubernetesSchema>;
