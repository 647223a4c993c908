import { mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { PortcullisError } from '../../model/portcullis-error.js';
import type { Clock } from '../../util/clock.js';
import type { OpenDatabase } from '../open-database.js';
import { noLocks } from '../sql/locks.js';
import { openImage } from './open-image.js';
import { takeProcessLock } from './process-lock.js';
import { readWhole, type SavedFile, savedFile } from './saved-file.js';
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

/** The file's path without symbolic links, so that lock and file lie together whatever name it was opened by. Makes its folder. */
async function settledPath(given: string): Promise<string> {
	const path = resolve(given);
	try {
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		return await realpath(path).catch(async () => join(await realpath(dirname(path)), basename(path)));
	} catch (cause) {
		throw new PortcullisError('STORE_SAVE_FAILED', `The folder of ${path} cannot be made: ${String(cause)}`, { cause });
	}
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
	try {
		return (await readWhole(path)).bytes;
	} catch (cause) {
		const { code, message } = cause as NodeJS.ErrnoException;
		if (code === 'ENOENT') return null;
		throw new PortcullisError('STORE_DAMAGED', `${path} cannot be read: ${message}.`, { cause });
	}
}
