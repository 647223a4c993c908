import { z } from 'zod';
import { diskSchema } from './disk.js';
import { encryptionKeySchema } from './encryption-key.js';
import { regionSchema, zoneSchema } from './place.js';
import {
	deletionProtectionSchema,
	machineTypeSchema,
	networkNameSchema,
	resourceNameSchema,
	resourceRegionSchema,
} from './resource-fields.js';
import { tagsSchema } from './tags.js';

/** The operating systems that a machine can start with; each is the vendor's current image for the machine's architecture. */
export const images = ['debian-12', 'ubuntu-22.04', 'ubuntu-24.04'] as const;

/** The most machines that one resource can stand for. */
export const maxCount = 100;

const fields = {
	kind: z.literal('vm').describe('A virtual machine, or several alike.'),
	name: resourceNameSchema,
	size: machineTypeSchema('must be a machine type, such as e2-small, t3.micro or Standard_B1s').describe(
		'The machine type, such as e2-small, t3.micro or Standard_B1s, or a size class, such as medium.',
	),
	count: z
		.int()
		.min(1, 'must be at least 1')
		.max(maxCount, `must be at most ${maxCount}`)
		.default(1)
		.describe('How many machines alike.'),
	disk: diskSchema(8, { size_gib: 30, type: 'balanced' }).describe('The disk that it starts from.'),
	encryption: z.boolean().default(true).describe('Whether its disk is encrypted; gcp and azure always do.'),
	encryption_key: encryptionKeySchema.optional(),
	imds_v1: z
		.boolean()
		.default(false)
		.describe('Whether the metadata service answers without a session token (IMDSv1), which aws alone has.'),
	image: z.enum(images).default('debian-12').describe('The operating system that it starts with.'),
	public_ip: z.boolean().default(false).describe('Whether it gets an address that the internet can reach.'),
	network: networkNameSchema,
	subnet: z
		.string()
		.min(1)
		.max(512)
		.regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$|^\/subscriptions\/[A-Za-z0-9._/()-]+$/, 'must be the name or id of a subnet')
		.optional()
		.describe(
			"The subnet: by name in its network, the first that fits if left out; else by the cloud's own name or id.",
		),
	ssh_public_key: z
		.string()
		.max(4096)
		.regex(
			/^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)) [A-Za-z0-9+/]+={0,2}(?: [A-Za-z0-9@._-]+)?$/,
			'must be one OpenSSH public key',
		)
		.optional()
		.describe("The OpenSSH public key of its first user, where the cloud's own sign-in is not enough."),
	tags: tagsSchema.default({}),
};

/** A virtual machine as a person asks for it: what is left out is filled in from the project and from defaults. */
export const vmRequestSchema = z.strictObject({
	...fields,
	region: resourceRegionSchema,
	zone: zoneSchema.optional().describe("The zone, by the cloud's own name; the provider's choice if left out."),
	deletion_protection: deletionProtectionSchema,
});

/** A virtual machine with everything filled in: what is judged, priced and written. */
export const vmSchema = z.strictObject({
	...fields,
	region: regionSchema,
	zone: z.string().optional(),
	deletion_protection: z.boolean(),
});

/** A virtual machine as a person asks for it. */
export type VmRequest = z.infer<typeof vmRequestSchema>;

/** A virtual machine with everything filled in. */
export type Vm = z.infer<typeof vmSchema>;
