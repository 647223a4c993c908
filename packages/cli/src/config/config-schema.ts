import { z } from 'zod';

const text = z.string().min(1, 'must not be empty');

const snowflake = z.string().regex(/^\d{17,20}$/, 'must be an id of Discord in quotes: 17 to 20 digits');

/** What `portcullis.yaml` may hold. Paths are relative to the file; no secret belongs in it. */
export const configSchema = z.strictObject({
	$schema: z.string().optional().describe('Where an editor finds the schema of this file; it has no other meaning.'),
	db: text
		.optional()
		.describe('The database: a file, or postgres://USER@HOST/DATABASE. A password belongs in PGPASSWORD, not here.'),
	tenant: text.optional().describe('Whose projects, grants and policies.'),
	prices: text.optional().describe('Prices of your own over list prices: a file in YAML, JSON or CSV.'),
	discord: z
		.strictObject({
			guild: snowflake.optional().describe('The one server to register the commands in; everywhere where left out.'),
			channels: z
				.record(snowflake, snowflake)
				.optional()
				.describe('Where budget alerts and weekly reports go: the channel by the server.'),
		})
		.optional()
		.describe('The Discord bot. Its token belongs in DISCORD_TOKEN, not here.'),
	terraform_root: text.optional().describe("The folder in which the projects' Terraform folders stand."),
});

/** What `portcullis.yaml` holds. */
export type Config = z.infer<typeof configSchema>;
