import type { Clock } from '../../util/clock.js';
import type { OpenDatabase } from '../open-database.js';
import { noLocks } from '../sql/locks.js';
import { openImage } from './open-image.js';
import { takeProcessLock } from './process-lock.js';
import { readIfThere, type SavedFile, savedFile } from './saved-file.js';
import { settledPath } from './settled-path.js';
import { warnOfSize } from './size-warning.js';

/** Opens a file as the one process that may write to it. */
export async function openFile(options: {
	readonly url: string;
	readonly path: string;
	readonly clock: Clock;
	readonly warn: (message: string) => void;
}): Promise<OpenDatabase> {
	const { url, clock, warn } = options;
	const path = await settledPath(options.path);
	const lock = takeProcessLock(path, clock);
	try {
		const bytes = await readIfThere(path);
		const saved = savedFile(path, lock.check);
		const file: SavedFile = {
			read: saved.read,
			async write(written) {
				await saved.write(written);
				warnOfSize(path, written.length, warn);
			},
		};
		const { image, db, migrated } = await openImage(bytes, file, path);
		if (bytes !== null) warnOfSize(path, bytes.length, warn);
		const close = async (): Promise<void> => {
			image.close();
			lock.release();
		};
		if (migrated.length > 0) {
			await image.save().catch((error: unknown) => {
				image.close();
				throw error;
			});
		}
		return {
			flavor: 'sqlite',
			migrated,
			url,
			snapshot_at: null,
			read_only: false,
			now: clock,
			locks: noLocks,
			db,
			close,
		};
	} catch (error) {
		lock.release();
		throw error;
	}
}
