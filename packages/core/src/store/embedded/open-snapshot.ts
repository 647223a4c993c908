import { PortcullisError } from '../../model/portcullis-error.js';
import type { Clock } from '../../util/clock.js';
import type { OpenDatabase } from '../open-database.js';
import { noLocks } from '../sql/locks.js';
import { openImage } from './open-image.js';
import { readWhole } from './saved-file.js';

/** Opens a file as it is now, without its lock. An older schema is brought up to date in memory only. */
export async function openSnapshot({
	url,
	path,
	clock,
}: {
	readonly url: string;
	readonly path: string;
	readonly clock: Clock;
}): Promise<OpenDatabase> {
	const { bytes, saved_at } = await readWhole(path).catch((cause: NodeJS.ErrnoException) => {
		if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') {
			throw new PortcullisError(
				'STORE_MISSING',
				`There is no database at ${path} to read. Opening it for writing makes one.`,
				{ cause },
			);
		}
		throw new PortcullisError('STORE_DAMAGED', `${path} cannot be read: ${cause.message}.`, { cause });
	});
	const { image, db, migrated } = await openImage(bytes, null, path);
	return {
		flavor: 'sqlite',
		migrated,
		url,
		snapshot_at: saved_at,
		read_only: true,
		now: clock,
		locks: noLocks,
		db,
		close: async () => image.close(),
	};
}
