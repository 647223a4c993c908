import { openImage } from '../embedded/open-image.js';

/** One table of the store: what is needed to read it page by page and to write it elsewhere. */
export interface TableOutline {
	readonly name: string;
	readonly columns: readonly string[];
	/** The primary key, in its order. */
	readonly key: readonly string[];
}

/**
 * Every table of the store, each after those that it refers to.
 *
 * Asked of a new embedded database and not written down: both databases have one schema, and a table that is added
 * later cannot be forgotten in a copy.
 */
export async function tableOutlines(): Promise<readonly TableOutline[]> {
	const { image, db } = await openImage(null, null, 'a new database');
	try {
		const ask = (question: string): Record<string, unknown>[] => {
			const [answer] = image.database.exec(question);
			return (answer?.values ?? []).map((row) =>
				Object.fromEntries(row.map((value, index) => [answer?.columns[index] ?? '', value])),
			);
		};
		const names = ask(
			"select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like 'kysely\\_%' escape '\\' order by name",
		).map(({ name }) => String(name));
		const ordered = new Set<string>();
		const add = (name: string): void => {
			if (ordered.has(name)) return;
			for (const { table } of ask(`pragma foreign_key_list("${name}")`)) if (table !== name) add(String(table));
			ordered.add(name);
		};
		for (const name of names) add(name);
		return [...ordered].map((name) => {
			const columns = ask(`pragma table_info("${name}")`);
			const key = columns.filter(({ pk }) => Number(pk) > 0).sort((a, b) => Number(a.pk) - Number(b.pk));
			return { name, columns: columns.map(columnName), key: key.map(columnName) };
		});
	} finally {
		await db.destroy();
		image.close();
	}
}

function columnName({ name }: Readonly<Record<string, unknown>>): string {
	return String(name);
}
