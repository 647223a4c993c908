import { z } from 'zod';
import { diskSchema } from './disk.js';
import { encryptionKeySchema } from './encryption-key.js';
import { nameSchema } from './names.js';
import { regionSchema, zoneSchema } from './place.js';
import { tagsSchema } from './tags.js';

/** The operating systems that a machine can start with; each is the vendor's current image for the machine's architecture. */
export const images = ['debian-12', 'ubuntu-22.04', 'ubuntu-24.04'] as const;

/** The most machines that one resource can stand for. */
export const maxCount = 100;

const fields = {
	kind: z.literal('vm'),
	name: nameSchema,
	/**
	 * The cloud's own name of the machine type (`e2-small`, `t3.micro`, `Standard_B1s`), or a size class, such as `medium`,
	 * for which the catalogue's cheapest is taken.
	 */
	size: z
		.string()
		.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be a machine type, such as e2-small, t3.micro or Standard_B1s'),
	/** How many machines alike. */
	count: z.int().min(1, 'must be at least 1').max(maxCount, `must be at most ${maxCount}`).default(1),
	/** The disk that it starts from. */
	disk: diskSchema(8, { size_gib: 30, type: 'balanced' }),
	/** Whether its disk is encrypted. gcp and azure always do. */
	encryption: z.boolean().default(true),
	/** The customer's own key for that; the cloud's where left out. */
	encryption_key: encryptionKeySchema.optional(),
	/** Whether the metadata service answers without a session token (IMDSv1). aws alone has it. */
	imds_v1: z.boolean().default(false),
	image: z.enum(images).default('debian-12'),
	/** Whether the machine gets an address that the internet can reach. */
	public_ip: z.boolean().default(false),
	/** The network of the same project that it joins, by name. */
	network: nameSchema.optional(),
	/**
	 * With `network`, the name of the subnet in it; left out, the first that fits. Without, an existing subnet by the
	 * cloud's own name or id; the provider says which form it takes.
	 */
	subnet: z
		.string()
		.min(1)
		.max(512)
		.regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$|^\/subscriptions\/[A-Za-z0-9._/()-]+$/, 'must be the name or id of a subnet')
		.optional(),
	/** The OpenSSH public key of the machine's first user, where the cloud's own sign-in is not enough. */
	ssh_public_key: z
		.string()
		.max(4096)
		.regex(
			/^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)) [A-Za-z0-9+/]+={0,2}(?: [A-Za-z0-9@._-]+)?$/,
			'must be one OpenSSH public key',
		)
		.optional(),
	tags: tagsSchema.default({}),
};

/** A virtual machine as a person asks for it: what is left out is filled in from the project and from defaults. */
export const vmRequestSchema = z.strictObject({
	...fields,
	region: regionSchema.optional(),
	zone: zoneSchema.optional(),
	/** Whether the cloud refuses to delete the machine; left out, it is on in production. */
	deletion_protection: z.boolean().optional(),
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
