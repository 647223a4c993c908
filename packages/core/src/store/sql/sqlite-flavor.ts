import { sql } from 'kysely';
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
	table_end: 'strict',
	async makeAppendOnly(db, table) {
		for (const change of ['update', 'delete']) {
			await sql`
				create trigger ${sql.id(`${table}_no_${change}`)} before ${sql.raw(change)} on ${sql.id(table)}
				begin select raise(abort, ${sql.lit(`${table} is append-only`)}); end
			`.execute(db);
		}
	},
};
