import type { Clock } from '../util/clock.js';
import { openDatabase } from './open-database.js';
import type { PostgresOptions } from './postgres/postgres-options.js';
import type { Store } from './store.js';

/** How to open a store. */
export interface StoreOptions {
	/** `memory:` (gone when closed), `file:PATH` (made where there is none) or `postgres://USER@HOST/DATABASE`. */
	readonly url: string;
	/**
	 * `write` (left out): the one process that may change it; a file is locked until `close`. `read`: the file as it is
	 * now, beside a writing process or without one; `snapshot_at` tells of when it is. PostgreSQL takes any number of
	 * both, and shows what is there at each reading.
	 */
	readonly mode?: 'write' | 'read';
	/** The time, for what is kept in a file or in memory; the system's if left out. PostgreSQL tells its own. */
	readonly clock?: Clock;
	/** Told, once a process, when the file grows past what it is good for; `process.emitWarning` if left out. */
	readonly warn?: (message: string) => void;
	/** What can be set about the connections to PostgreSQL. */
	readonly postgres?: PostgresOptions;
}

/**
 * Opens a store, brings it to this version's schema, and locks it.
 *
 * @throws PortcullisError
 * `STORE_URL_UNKNOWN`: none of the three;
 * `STORE_BUSY`: another process writes to the file, and the message says which;
 * `STORE_MISSING`: there is no file or database to read;
 * `STORE_UNREACHABLE`: the PostgreSQL server does not answer, or refuses the login;
 * `STORE_DAMAGED`: the file is not whole, or not Portcullis's; it is left as it is;
 * `STORE_SCHEMA_NEWER`: a later version of Portcullis has written it;
 * `STORE_SAVE_FAILED`: the file or its folder cannot be made or written
 * @example
 * ```ts
 * import { openStore } from '@portcullis/core';
 *
 * const store = await openStore({ url: 'memory:' });
 * await store.write((tx) =>
 * 	tx.tenants.insert({ id: 'local', facts_version: 1, asserted_may_approve: false, created_at: Date.now() }),
 * );
 * const tenants = await store.read((tx) => tx.tenants.list());
 * console.log(tenants.map((tenant) => tenant.id)); // [ 'local' ]
 * await store.close();
 * ```
 */
export async function openStore(options: StoreOptions): Promise<Store> {
	const opened = await openDatabase(options);
	// Kysely takes a while to load: not before a store is opened.
	const { kyselyStore } = await import('./kysely-store.js');
	return kyselyStore(opened);
}
