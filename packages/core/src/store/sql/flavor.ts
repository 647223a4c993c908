import type { Kysely } from 'kysely';

/** What the one list of migrations must know of a database, because SQL does not agree on it. */
export interface Flavor {
	readonly name: 'sqlite' | 'postgres';
	/** The type that holds every whole number up to 2^53. */
	readonly integer: string;
	/** The type of text that is compared by its bytes: both databases then sort alike, whatever the machine's language. */
	readonly text: string;
	/** Stands behind the columns of a table: what makes the database hold values to their types. */
	readonly table_end: string;
	/** Where new tables are made; `undefined` where there is only one such place. */
	schema<Tables>(db: Kysely<Tables>): Promise<string | undefined>;
	/** The names of the tables that are there, Kysely's own too. */
	tables<Tables>(db: Kysely<Tables>): Promise<readonly string[]>;
	/** Makes the database refuse to change or delete a row of the table. */
	makeAppendOnly(db: Kysely<unknown>, table: string): Promise<void>;
}
