import { type Kysely, sql } from 'kysely';
import type { Flavor } from './flavor.js';

/**
 * SQLite. Tables are STRICT: without it a column of integers takes any text that it is given.
 *
 * The trap: `INSERT OR REPLACE` deletes rows without asking the triggers unless `recursive_triggers` is on, which
 * belongs to the connection and not to the file.
 */
export const sqliteFlavor: Flavor = {
	name: 'sqlite',
	integer: 'integer',
	text: 'text',
	table_end: 'strict',
	schema: async () => undefined,
	async tables<Tables>(db: Kysely<Tables>) {
		const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
		return tables.map((table) => table.name);
	},
	async makeAppendOnly(db, table) {
		for (const change of ['update', 'delete']) {
			await sql`
				create trigger ${sql.id(`${table}_no_${change}`)} before ${sql.raw(change)} on ${sql.id(table)}
				begin select raise(abort, ${sql.lit(`${table} is append-only`)}); end
			`.execute(db);
		}
	},
};
