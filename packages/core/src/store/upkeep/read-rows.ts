import { sql } from 'kysely';
import type { Database } from '../sql/database.js';
import type { TableOutline } from './table-outline.js';

/** A row of any table, by its columns. */
export type Row = Readonly<Record<string, string | number | null>>;

// A statement takes at most 32,766 values on SQLite and 65,535 on PostgreSQL, and a page is written by one.
const mostValues = 16_000;

/** How many rows of a table are read and written at a time. */
export function rowsAtOnce({ columns }: TableOutline): number {
	return Math.min(1000, Math.floor(mostValues / columns.length));
}

/** Reads a table page by page, in the order of its primary key: both databases have the same. */
export async function* readRows(db: Database, table: TableOutline): AsyncGenerator<readonly Row[]> {
	const columns = sql.join(table.columns.map((column) => sql.ref(column)));
	const key = sql.join(table.key.map((column) => sql.ref(column)));
	const limit = rowsAtOnce(table);
	let last: Row | undefined;
	do {
		const from: Row | undefined = last;
		const after =
			from === undefined ? sql`` : sql`where (${key}) > (${sql.join(table.key.map((column) => from[column]))})`;
		const { rows } = await sql<Row>`
			select ${columns} from ${sql.table(table.name)} ${after} order by ${key} limit ${sql.lit(limit)}
		`.execute(db);
		if (rows.length > 0) yield rows;
		last = rows.length < limit ? undefined : rows.at(-1);
	} while (last !== undefined);
}

/** How many rows a table has. */
export async function countRows(db: Database, name: string): Promise<number> {
	const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(db);
	return rows[0]?.count ?? 0;
}
