import { type Kysely, sql } from 'kysely';
import { PortcullisError } from '../../model/portcullis-error.js';
import type { Flavor } from './flavor.js';

/** SQLSTATE of a refusal to change what is append-only: none of PostgreSQL's own. */
export const appendOnlyState = 'PC001';

/** PostgreSQL. Only the schema that comes first in the search path is looked at: others are somebody else's. */
export const postgresFlavor = {
	name: 'postgres',
	integer: 'bigint',
	text: 'text collate "C"',
	table_end: '',
	async schema<Tables>(db: Kysely<Tables>) {
		const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db);
		const schema = rows[0]?.name;
		if (typeof schema === 'string') return schema;
		throw new PortcullisError(
			'STORE_MISSING',
			'No schema in the search path is there and may be used by the role that was logged in as.',
		);
	},
	async tables<Tables>(db: Kysely<Tables>) {
		const { rows } = await sql<{ name: string }>`
			select tablename as name from pg_tables where schemaname = current_schema() order by tablename
		`.execute(db);
		return rows.map((row) => row.name);
	},
	async makeAppendOnly(db, table) {
		const trigger = sql.id(`${table}_append_only`);
		await sql`
			create function ${trigger}() returns trigger language plpgsql as
			${sql.lit(`begin raise exception '${table} is append-only' using errcode = '${appendOnlyState}'; end`)}
		`.execute(db);
		// For each statement: so TRUNCATE is met as well, which asks no trigger of rows.
		await sql`
			create trigger ${trigger} before update or delete or truncate on ${sql.id(table)}
			for each statement execute function ${trigger}()
		`.execute(db);
		// ALWAYS: a session that sets session_replication_role would else not be asked.
		await sql`alter table ${sql.id(table)} enable always trigger ${trigger}`.execute(db);
	},
} satisfies Flavor;
