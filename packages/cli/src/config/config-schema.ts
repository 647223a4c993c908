import { z } from 'zod';

const text = z.string().min(1, 'must not be empty');

/** What `portcullis.yaml` may hold. Paths are relative to the file; no secret belongs in it. */
export const configSchema = z.strictObject({
	$schema: z.string().optional().describe('Where an editor finds the schema of this file; it has no other meaning.'),
	db: text
		.optional()
		.describe('The database: a file, or postgres://USER@HOST/DATABASE. A password belongs in PGPASSWORD, not here.'),
	tenant: text.optional().describe('Whose projects, grants and policies.'),
	terraform_root: text.optional().describe("The folder in which the projects' Terraform folders stand."),
});

/** What `portcullis.yaml` holds. */
export type Config = z.infer<typeof configSchema>;
