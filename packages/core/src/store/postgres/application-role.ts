import { type Kysely, sql } from 'kysely';
import { PortcullisError } from '../../model/portcullis-error.js';
import { migrate } from '../sql/migrate.js';
import { postgresFlavor } from '../sql/postgres-flavor.js';
import { connect } from './connect.js';

/** What is only ever added to: what was decided on, and what happened. */
const addedTo = ['deployment_history', 'decision_inputs', 'policy_sources'];

/** See `grantApplicationRole`; a file of its own, so that nothing is loaded before it is asked for. */
export async function applicationRole(url: string, role: string): Promise<void> {
	const { db } = await connect(url, { pool_size: 1 });
	try {
		await migrate(db, postgresFlavor);
		await db
			.transaction()
			.setIsolationLevel('read committed')
			.execute((tx) => grant(tx, role));
	} finally {
		await db.destroy();
	}
}

async function grant<Tables>(db: Kysely<Tables>, role: string): Promise<void> {
	const { rows: found } = await sql<{ unbound: boolean }>`
		select rolsuper or rolname = current_user or pg_has_role(rolname, current_user, 'member') as unbound
		from pg_roles where rolname = ${role}
	`.execute(db);
	if (found[0]?.unbound === true) {
		throw new PortcullisError(
			'STORE_CONFLICT',
			`${role} owns the tables or is a superuser, so no grant binds it. Name another role.`,
		);
	}
	const name = sql.id(role);
	if (found.length === 0) await sql`create role ${name} login`.execute(db);
	const schema = sql.id(await postgresFlavor.schema(db));
	await sql`revoke all on all tables in schema ${schema} from ${name}`.execute(db);
	await sql`revoke create on schema ${schema} from ${name}`.execute(db);
	await sql`grant usage on schema ${schema} to ${name}`.execute(db);
	for (const table of await postgresFlavor.tables(db)) {
		await sql`grant ${sql.raw(rights(table))} on ${schema}.${sql.id(table)} to ${name}`.execute(db);
	}
}

function rights(table: string): string {
	if (table.startsWith('kysely_')) return 'select';
	return addedTo.includes(table) ? 'select, insert' : 'select, insert, update, delete';
}
