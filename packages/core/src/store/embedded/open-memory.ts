import { PortcullisError } from '../../model/portcullis-error.js';
import type { Clock } from '../../util/clock.js';
import type { OpenDatabase } from '../open-database.js';
import { noLocks } from '../sql/locks.js';
import { openImage } from './open-image.js';

/** Opens an empty database that is gone when it is closed. */
export async function openMemory({
	url,
	mode,
	clock,
}: {
	readonly url: string;
	readonly mode: 'write' | 'read';
	readonly clock: Clock;
}): Promise<OpenDatabase> {
	if (mode === 'read') {
		throw new PortcullisError(
			'STORE_MISSING',
			'A store in memory starts empty: there is nothing to read. Open it for writing.',
		);
	}
	const { image, db, migrated } = await openImage(null, null, url);
	return {
		flavor: 'sqlite',
		migrated,
		url,
		snapshot_at: null,
		read_only: false,
		now: clock,
		locks: noLocks,
		db,
		close: async () => image.close(),
	};
}
