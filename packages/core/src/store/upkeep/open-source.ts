import { realpath } from 'node:fs/promises';
import { openSnapshot } from '../embedded/open-snapshot.js';
import { takeProcessLock } from '../embedded/process-lock.js';
import { type OpenDatabase, openDatabase } from '../open-database.js';
import { keptPlace, patient, type UpkeepOptions } from './upkeep-options.js';

/**
 * Opens a store to take everything out of it. A file is changed by nobody meanwhile: what a process wrote after this has
 * read it would be left behind without a word.
 *
 * @throws PortcullisError as `openStore`; `STORE_BUSY` where a process writes to the file
 */
export async function openSource(url: string, { clock = Date.now, postgres }: UpkeepOptions): Promise<OpenDatabase> {
	const place = keptPlace(url);
	if (place.kind === 'postgres') {
		return await openDatabase({ url, mode: 'read', postgres: patient(postgres) });
	}
	// Of one that is not there, reading it says so.
	const path = await realpath(place.path).catch(() => null);
	const lock = path === null ? null : takeProcessLock(path, clock);
	try {
		const snapshot = await openSnapshot({ url, path: path ?? place.path, clock });
		const close = async (): Promise<void> => {
			await snapshot.close();
			lock?.release();
		};
		return { ...snapshot, close };
	} catch (error) {
		lock?.release();
		throw error;
	}
}
