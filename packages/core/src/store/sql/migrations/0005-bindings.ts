import { type Kysely, sql } from 'kysely';
import type { Flavor } from '../flavor.js';

/** Bindings hold from one moment until another. What they are narrowed to is in their scope, as JSON. */
export async function bindingsComplete(db: Kysely<unknown>, { integer }: Flavor): Promise<void> {
	await sql.raw(`alter table infrastructure_policies add column valid_from ${integer}`).execute(db);
	await sql.raw(`alter table infrastructure_policies add column valid_until ${integer}`).execute(db);
}
