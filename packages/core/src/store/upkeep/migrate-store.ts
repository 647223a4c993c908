import { openDatabase } from '../open-database.js';
import type { Flavor } from '../sql/flavor.js';
import { migrations } from '../sql/migrations.js';
import { closeDatabase } from './close-database.js';
import { keptPlace, type UpkeepOptions } from './upkeep-options.js';

/** What bringing a store up to date came to. */
export interface MigrationReport {
	/** Without secrets: for people. */
	readonly url: string;
	readonly flavor: Flavor['name'];
	/** The migrations that ran now, oldest first; empty where the store was up to date. */
	readonly ran: readonly string[];
	/** The last migration that the store has now. */
	readonly schema: string;
}

/**
 * Brings a store to this version's schema, and makes it where there is none. Run again, it does nothing. Opening a store
 * for writing does the same; this is for doing it at a moment of your own, and as the owner of the tables.
 *
 * @throws PortcullisError whatever `openStore` throws; `STORE_SCHEMA_NEWER` where a later version has written it
 */
export async function migrateStore(url: string, options: UpkeepOptions = {}): Promise<MigrationReport> {
	keptPlace(url);
	const { onProgress: _, ...rest } = options;
	const opened = await openDatabase({ url, ...rest });
	try {
		return {
			url: opened.url,
			flavor: opened.flavor,
			ran: opened.migrated,
			schema: Object.keys(migrations).at(-1) ?? '',
		};
	} finally {
		await closeDatabase(opened);
	}
}
