import { PortcullisError } from '../../model/portcullis-error.js';
import type { Clock } from '../../util/clock.js';
import { kyselyStore } from '../kysely-store.js';
import { noLocks } from '../sql/locks.js';
import type { Store } from '../store.js';
import { openImage } from './open-image.js';

/** Opens an empty store that is gone when it is closed. */
export async function openMemory({
	url,
	mode,
	clock,
}: {
	readonly url: string;
	readonly mode: 'write' | 'read';
	readonly clock: Clock;
}): Promise<Store> {
	if (mode === 'read') {
		throw new PortcullisError(
			'STORE_MISSING',
			'A store in memory starts empty: there is nothing to read. Open it for writing.',
		);
	}
	const { image, db } = await openImage(null, null, url);
	return kyselyStore({
		url,
		snapshot_at: null,
		read_only: false,
		now: clock,
		locks: noLocks,
		db,
		close: async () => image.close(),
	});
}
