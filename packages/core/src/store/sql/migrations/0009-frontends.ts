import { type Kysely, sql } from 'kysely';
import type { Flavor } from '../flavor.js';

/*
 * What front ends must not forget: which message shows which session, and what people have been told already.
 */

/** Makes the tables of front ends. */
export async function frontendsComplete(db: Kysely<unknown>, flavor: Flavor): Promise<void> {
	for (const statement of statements(flavor)) await sql.raw(statement).execute(db);
}

const statements = ({ integer, text, table_end: end }: Flavor): readonly string[] => [
	`create table frontend_messages (
		frontend ${text} not null,
		tenant ${text} not null references tenants (id),
		session ${text} not null references deployment_sessions (id) on delete cascade,
		channel ${text} not null,
		message ${text} not null,
		shown ${text} not null,
		posted_at ${integer} not null,
		primary key (frontend, session)
	) ${end}`,
	'create index frontend_messages_shown on frontend_messages (frontend, shown)',

	// What is told once, such as that 80 % of a budget is spent: claimed by one process, then delivered.
	`create table frontend_notices (
		tenant ${text} not null references tenants (id),
		id ${text} not null,
		claimed_until ${integer} not null,
		delivered_at ${integer},
		primary key (tenant, id)
	) ${end}`,
];
