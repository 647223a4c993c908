import { PortcullisError } from '../../model/portcullis-error.js';
import { kyselyStore } from '../kysely-store.js';
import type { Store } from '../store.js';
import { openImage } from './open-image.js';

/** Opens an empty store that is gone when it is closed. */
export async function openMemory({
	url,
	mode,
}: {
	readonly url: string;
	readonly mode: 'write' | 'read';
}): Promise<Store> {
	if (mode === 'read') {
		throw new PortcullisError(
			'STORE_MISSING',
			'A store in memory starts empty: there is nothing to read. Open it for writing.',
		);
	}
	const { image, db } = await openImage(null, null, url);
	return kyselyStore({ url, snapshot_at: null, db, close: async () => image.close() });
}
