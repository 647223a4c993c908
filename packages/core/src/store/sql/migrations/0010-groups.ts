import { type Kysely, sql } from 'kysely';
import type { Flavor } from '../flavor.js';

/*
 * Grants of groups, such as the roles of a Discord server, and who was last seen in which of them. And what of a session
 * a front end shows, beside its status.
 */

/** Makes room for the grants of groups; those that there are stay what they were, grants of actors. */
export async function groupsComplete(db: Kysely<unknown>, flavor: Flavor): Promise<void> {
	for (const statement of statements(flavor)) await sql.raw(statement).execute(db);
}

const statements = ({ integer, text, table_end: end }: Flavor): readonly string[] => [
	// `actor` holds the name of either; whose it is says this.
	`alter table user_cloud_permissions add column subject ${text} not null default 'actor'`,

	`create table group_members (
		tenant ${text} not null references tenants (id),
		actor ${text} not null,
		member_of ${text} not null,
		seen_at ${integer} not null,
		primary key (tenant, actor)
	) ${end}`,

	`alter table frontend_messages add column revision ${text}`,
];
