import { type Kysely, sql } from 'kysely';
import type { Flavor } from '../flavor.js';

/** Projects say where Terraform keeps their state, and which tags all of their resources have. */
export async function projectsComplete(db: Kysely<unknown>, { text }: Flavor): Promise<void> {
	await sql.raw(`alter table cloud_projects add column backend ${text}`).execute(db);
	await sql.raw(`alter table cloud_projects add column tags ${text} not null default '{}'`).execute(db);
}
