import { PortcullisError } from '../../model/portcullis-error.js';
import type { Clock } from '../../util/clock.js';
import type { PostgresOptions } from '../postgres/postgres-options.js';
import { parseStoreUrl, type StorePlace } from '../store-url.js';
import type { OnProgress } from './progress.js';

/** What all the upkeep of a store takes. */
export interface UpkeepOptions {
	/** The time, for the lock of a file and the names of safety copies; the system's if left out. */
	readonly clock?: Clock;
	/** What can be set about the connections to PostgreSQL. */
	readonly postgres?: PostgresOptions;
	/** Told how far it has come. */
	readonly onProgress?: OnProgress;
}

/**
 * How connections are opened for work that takes long: while one database is read or written, the transaction on the
 * other asks nothing, and is not to be ended for that.
 */
export function patient(postgres: PostgresOptions | undefined): PostgresOptions {
	return { idle_timeout: 0, ...postgres };
}

/**
 * Where a store's URL points, for work that is done on what is kept.
 *
 * @throws PortcullisError `STORE_URL_UNKNOWN`, also for `memory:`
 */
export function keptPlace(url: string): Exclude<StorePlace, { readonly kind: 'memory' }> {
	const place = parseStoreUrl(url);
	if (place.kind !== 'memory') return place;
	throw new PortcullisError(
		'STORE_URL_UNKNOWN',
		'What is in memory is gone when it is closed: there is nothing to look after. Name a file or a PostgreSQL database.',
	);
}
