import { z } from 'zod';
import { cidrSchema } from './cidr.js';
import { diskSchema, diskSizeSchema, diskTypes } from './disk.js';
import { encryptionKeySchema } from './encryption-key.js';
import { nameSchema } from './names.js';
import { regionSchema } from './place.js';
import { tagsSchema } from './tags.js';

/** The disk of a node as a person asks for it: left out, its kind is what the cloud has for every size of node. */
const diskRequest = z
	.strictObject({ size_gib: diskSizeSchema(30).default(100), type: z.enum(diskTypes).optional() })
	.default({ size_gib: 100 });

function pools<Disk extends z.ZodType>(disk: Disk) {
	const pool = z.strictObject({
		name: z.string().regex(/^[a-z][a-z0-9]{0,11}$/, 'must be 1 to 12 lower-case letters and digits, a letter first'),
		/** The cloud's own name of the machine type, or a size class. */
		size: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be a machine type'),
		/** The fewest nodes, over the whole cluster. The estimate is made with these. */
		min: z.int().min(1, 'must be at least 1').max(1000).default(1),
		max: z.int().min(1, 'must be at least 1').max(1000).default(3),
		disk,
	});
	return z
		.array(pool.refine((nodes) => nodes.min <= nodes.max, { path: ['max'], message: 'must be at least min' }))
		.min(1, 'must name at least one pool')
		.max(20, 'must name at most 20 pools')
		.refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'must use each name once only');
}

const fields = {
	kind: z.literal('kubernetes'),
	name: nameSchema,
	/** The version as its makers write it: `1.33`; left out, the cloud's default. */
	version: z
		.string()
		.regex(/^1\.\d{2}$/, 'must be a version, such as 1.33')
		.optional(),
	/** Whether nodes have no address that the internet can reach. */
	private_nodes: z.boolean().default(true),
	/** Whether the control plane has one. */
	public_endpoint: z.boolean().default(false),
	/** Who may reach it there. */
	authorized_cidrs: z.array(cidrSchema).max(50).default([]),
	/** Whether secrets and disks are encrypted. gcp and azure always do. */
	encryption: z.boolean().default(true),
	/** The customer's own key for secrets; the cloud's where left out. */
	encryption_key: encryptionKeySchema.optional(),
	/** The network of the same project that it joins, by name. */
	network: nameSchema.optional(),
	tags: tagsSchema.default({}),
};

/** A cluster as a person asks for it. */
export const kubernetesRequestSchema = z.strictObject({
	...fields,
	node_pools: pools(diskRequest),
	region: regionSchema.optional(),
	/** Whether the control plane stands in several zones; left out, it is on in production, and always on aws. */
	high_availability: z.boolean().optional(),
	/** Whether the cloud refuses to delete it; left out, it is on in production. */
	deletion_protection: z.boolean().optional(),
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
