import { type Kysely, sql } from 'kysely';
import type { Flavor } from '../flavor.js';

/** Makes what tenants' own policies are kept in. */
export async function tenantPolicies(db: Kysely<unknown>, flavor: Flavor): Promise<void> {
	for (const statement of statements(flavor)) await sql.raw(statement).execute(db);
}

const statements = ({ integer, text, table_end: end }: Flavor): readonly string[] => [
	// By what they are, and never removed: a decision of the past names them by their digest.
	`create table policy_sources (
		digest ${text} primary key,
		sources ${text} not null,
		metadata ${text} not null,
		created_at ${integer} not null
	) ${end}`,
	`create table tenant_policies (
		tenant ${text} not null references tenants (id),
		id ${text} not null,
		digest ${text} not null references policy_sources (digest),
		added_by ${text} not null,
		added_at ${integer} not null,
		primary key (tenant, id)
	) ${end}`,
];
