import { type Kysely, Migrator, sql } from 'kysely';
import { PortcullisError } from '../../model/portcullis-error.js';
import type { Flavor } from './flavor.js';
import { migrations } from './migrations.js';

/**
 * Brings a database to the program's schema. Run again, it does nothing.
 *
 * @returns the names of the migrations that ran
 * @throws PortcullisError `STORE_SCHEMA_NEWER` where a later version of Portcullis has written the database,
 * `STORE_DAMAGED` where it holds tables that Portcullis did not make
 */
export async function migrate<Tables>(db: Kysely<Tables>, flavor: Flavor): Promise<string[]> {
	// Asking the Migrator costs it a look through the whole schema, at every start.
	if ((await pendingMigrations(db, flavor)).length === 0) return [];

	// Without it, the record of a store in another schema of the same database would be taken for this one's.
	const schema = await flavor.schema(db);
	const migrator = new Migrator({
		db,
		...(schema === undefined ? {} : { migrationTableSchema: schema }),
		provider: {
			getMigrations: async () =>
				Object.fromEntries(
					Object.entries(migrations).map(([name, run]) => [name, { up: (target) => run(target, flavor) }]),
				),
		},
	});
	const { error, results = [] } = await migrator.migrateToLatest();
	if (error !== undefined) throw error;
	return results.map((result) => result.migrationName);
}

/**
 * The names of the migrations that a database lacks.
 *
 * @throws PortcullisError as `migrate`
 */
export async function pendingMigrations<Tables>(db: Kysely<Tables>, flavor: Flavor): Promise<string[]> {
	const done = await migrationsDone(db, flavor);
	const known = Object.keys(migrations);
	const unknown = done.filter((name) => !known.includes(name));
	if (unknown.length > 0) {
		throw new PortcullisError(
			'STORE_SCHEMA_NEWER',
			`The database was written by a newer version of Portcullis (it has ${unknown.join(', ')}). Use that version or a later one.`,
		);
	}
	return known.filter((name) => !done.includes(name));
}

/** The names of the migrations that a database has, oldest first; none of one in which nothing was made. */
export async function migrationsDone<Tables>(db: Kysely<Tables>, flavor: Flavor): Promise<string[]> {
	const tables = await flavor.tables(db);
	if (tables.length === 0) return [];
	if (!tables.includes('kysely_migration')) {
		throw new PortcullisError(
			'STORE_DAMAGED',
			'The database is not one of Portcullis: it holds tables, but no record of how they were made. Nothing was changed; give another path, or another schema.',
		);
	}
	const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
	return rows.map((row) => row.name);
}
