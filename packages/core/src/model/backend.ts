import { z } from 'zod';

/*
 * Terraform takes what stands in a backend block as it is: nothing in it is evaluated, and nothing can be escaped. So
 * each value is held to the few characters that the thing it names can have.
 */

const path = z
	.string()
	.max(200)
	.regex(
		/^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/,
		'must be names of letters, digits, dots, hyphens and underscores, with slashes between',
	);

const gcs = z.strictObject({
	type: z.literal('gcs'),
	bucket: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/, 'must be the name of a bucket on gcp'),
	/** The folder in the bucket. */
	prefix: path.optional(),
});

const s3 = z.strictObject({
	type: z.literal('s3'),
	bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket on aws'),
	/** The object in the bucket. */
	key: path,
	region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'must be a region of aws, such as us-east-1'),
	/** Whether a lock file beside the object keeps a second run out. Needs Terraform 1.10. */
	use_lockfile: z.boolean().default(true),
});

const azurerm = z.strictObject({
	type: z.literal('azurerm'),
	resource_group_name: z
		.string()
		.regex(/^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$/, 'must be the name of a resource group'),
	storage_account_name: z.string().regex(/^[a-z0-9]{3,24}$/, 'must be the name of a storage account'),
	container_name: z.string().regex(/^[a-z0-9](?:-?[a-z0-9]){2,62}$/, 'must be the name of a container'),
	/** The blob in the container. */
	key: path,
});

const pg = z.strictObject({
	type: z.literal('pg'),
	/** Where to connect to is said by PG_CONN_STR alone: a connection string holds a password. */
	schema_name: z
		.string()
		.regex(/^[a-z_][a-z0-9_]{0,62}$/, 'must be the name of a schema')
		.default('terraform_remote_state'),
});

const local = z.strictObject({
	type: z.literal('local'),
	/** The file, in the folder of the document or below. */
	path: path.default('terraform.tfstate'),
});

/**
 * Where Terraform keeps the state of a project. Credentials come from Terraform's environment, never from here. Left
 * out of a project, no block is written and Terraform's own default holds: `terraform.tfstate` beside the document.
 */
export const backendSchema = z.discriminatedUnion('type', [gcs, s3, azurerm, pg, local]);

/** Where Terraform keeps the state of a project. */
export type Backend = z.infer<typeof backendSchema>;
