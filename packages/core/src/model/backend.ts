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
	type: z.literal('gcs').describe('A bucket on gcp.'),
	bucket: z
		.string()
		.regex(/^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/, 'must be the name of a bucket on gcp')
		.describe('The name of the bucket.'),
	prefix: path.optional().describe('The folder in the bucket.'),
});

const s3 = z.strictObject({
	type: z.literal('s3').describe('A bucket on aws.'),
	bucket: z
		.string()
		.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket on aws')
		.describe('The name of the bucket.'),
	key: path.describe('The object in the bucket.'),
	region: z
		.string()
		.regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'must be a region of aws, such as us-east-1')
		.describe('The region of the bucket.'),
	use_lockfile: z
		.boolean()
		.default(true)
		.describe('Whether a lock file beside the object keeps a second run out, which needs Terraform 1.10.'),
});

const azurerm = z.strictObject({
	type: z.literal('azurerm').describe('A container on azure.'),
	resource_group_name: z
		.string()
		.regex(/^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$/, 'must be the name of a resource group')
		.describe('The resource group of the storage account.'),
	storage_account_name: z
		.string()
		.regex(/^[a-z0-9]{3,24}$/, 'must be the name of a storage account')
		.describe('The name of the storage account.'),
	container_name: z
		.string()
		.regex(/^[a-z0-9](?:-?[a-z0-9]){2,62}$/, 'must be the name of a container')
		.describe('The name of the container.'),
	key: path.describe('The blob in the container.'),
});

const pg = z.strictObject({
	// Where to connect to is said by PG_CONN_STR alone: a connection string holds a password.
	type: z.literal('pg').describe('A database on PostgreSQL, which PG_CONN_STR names.'),
	schema_name: z
		.string()
		.regex(/^[a-z_][a-z0-9_]{0,62}$/, 'must be the name of a schema')
		.default('terraform_remote_state')
		.describe('The schema in the database.'),
});

const local = z.strictObject({
	type: z.literal('local').describe('A file.'),
	path: path.default('terraform.tfstate').describe('The file, in the folder of the document or below.'),
});

/**
 * Where Terraform keeps the state of a project. Credentials come from Terraform's environment, never from here. Left
 * out of a project, no block is written and Terraform's own default holds: `terraform.tfstate` beside the document.
 */
export const backendSchema = z.discriminatedUnion('type', [gcs, s3, azurerm, pg, local]);

/** Where Terraform keeps the state of a project. */
export type Backend = z.infer<typeof backendSchema>;
