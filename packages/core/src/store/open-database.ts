import type { KyselyStoreParts } from './kysely-store.js';
import type { StoreOptions } from './open-store.js';
import type { Flavor } from './sql/flavor.js';
import { parseStoreUrl } from './store-url.js';

/** A database that was opened, of this version's schema: what a store is made of, and whatever looks below it. */
export interface OpenDatabase extends KyselyStoreParts {
	readonly flavor: Flavor['name'];
	/** The migrations that ran at opening it; of a snapshot, in memory only. */
	readonly migrated: readonly string[];
}

/**
 * Opens a database by its URL. Whoever opens it ends it: first its `db`, then by its `close`.
 *
 * @throws PortcullisError as `openStore`
 */
export async function openDatabase(options: StoreOptions): Promise<OpenDatabase> {
	const { url, mode = 'write', clock = Date.now, warn = (message) => process.emitWarning(message) } = options;
	const place = parseStoreUrl(url);
	// Kysely and SQLite take a tenth of a second to load: not before a store is opened.
	if (place.kind === 'memory') {
		const { openMemory } = await import('./embedded/open-memory.js');
		return await openMemory({ url, mode, clock });
	}
	if (place.kind === 'postgres') {
		const { openPostgres } = await import('./postgres/open-postgres.js');
		return await openPostgres({ secretUrl: url, url: place.shown, mode, postgres: options.postgres ?? {} });
	}
	if (mode === 'read') {
		const { openSnapshot } = await import('./embedded/open-snapshot.js');
		return await openSnapshot({ url, path: place.path, clock });
	}
	const { openFile } = await import('./embedded/open-file.js');
	return await openFile({ url, path: place.path, clock, warn });
}
