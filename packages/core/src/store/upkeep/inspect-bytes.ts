import { PortcullisError } from '../../model/portcullis-error.js';
import { openImage } from '../embedded/open-image.js';
import type { ChainVerdict } from '../store.js';
import { verifyHistory } from '../tx/verify-history.js';
import { countRows } from './read-rows.js';
import { tableOutlines } from './table-outline.js';

/** What a file holds that was opened and read to its end. */
export interface InspectedFile {
	/** Rows of each table. */
	readonly rows: Readonly<Record<string, number>>;
	readonly chain: ChainVerdict;
	/** Migrations that it lacks. */
	readonly pending: readonly string[];
}

/**
 * Opens an embedded database that was read, and looks at all of it: every page, every index, every reference between
 * rows, the chain of the history.
 *
 * @param head a hash that the history must hold
 * @throws PortcullisError `STORE_DAMAGED`, `STORE_SCHEMA_NEWER`
 */
export async function inspectBytes(bytes: Uint8Array, name: string, head?: string): Promise<InspectedFile> {
	const { image, db, migrated } = await openImage(bytes, null, name);
	try {
		const found = [
			...(image.database.exec('pragma integrity_check(5)')[0]?.values.flat() ?? []).filter((line) => line !== 'ok'),
			...(image.database.exec('pragma foreign_key_check')[0]?.values ?? []).map(
				([table, row, parent]) => `row ${row} of ${table} refers to a row of ${parent} that is not there`,
			),
		];
		if (found.length > 0)
			throw new PortcullisError('STORE_DAMAGED', `${name} is damaged: ${found.slice(0, 5).join('; ')}.`);
		const tables = await tableOutlines();
		return await db
			.transaction()
			.setAccessMode('read only')
			.execute(async (tx) => {
				const rows: Record<string, number> = {};
				for (const table of tables) rows[table.name] = await countRows(tx, table.name);
				return { rows, chain: await verifyHistory(tx, head), pending: migrated };
			});
	} finally {
		await db.destroy();
		image.close();
	}
}
