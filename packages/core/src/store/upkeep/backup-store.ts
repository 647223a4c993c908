import { PortcullisError } from '../../model/portcullis-error.js';
import { ok, type Result, refused } from '../../model/result.js';
import { openImage } from '../embedded/open-image.js';
import { takeProcessLock } from '../embedded/process-lock.js';
import { putFile, readWhole } from '../embedded/saved-file.js';
import { settledPath } from '../embedded/settled-path.js';
import { type OpenDatabase, openDatabase } from '../open-database.js';
import type { ChainVerdict } from '../store.js';
import { closeDatabase } from './close-database.js';
import { copyRows } from './copy-rows.js';
import { inspectBytes } from './inspect-bytes.js';
import type { OnProgress } from './progress.js';
import { tableOutlines } from './table-outline.js';
import { keptPlace, patient, type UpkeepOptions } from './upkeep-options.js';

/** How to make a backup. */
export interface BackupOptions extends UpkeepOptions {
	/** Whether a file that is there gives way; no if left out. */
	readonly overwrite?: boolean;
}

/** What a backup came to. */
export interface BackupReport {
	/** What was backed up; without secrets. */
	readonly url: string;
	/** The backup, absolute: an embedded database, whatever it was made from. */
	readonly path: string;
	readonly bytes: number;
	/** Rows of each table. */
	readonly rows: Readonly<Record<string, number>>;
	/** Whether the history in it is intact: a backup of a broken one is made all the same, and cannot be restored. */
	readonly chain: ChainVerdict;
}

/**
 * Makes a backup of a store while others use it: an embedded database in one file, consistent, opened and checked before
 * it is put in place by renaming. Of a file, the file as it was last saved, which is always whole; of PostgreSQL, every
 * row as one snapshot shows it (REPEATABLE READ), so that the backup can be looked at, restored or copied without a server.
 * `pg_dump` remains the tool for a database that does not fit into memory.
 *
 * @returns a refusal: `BACKUP_EXISTS` where the file is there, or is the store itself; `HISTORY_BROKEN` where it is of
 * PostgreSQL and its history is not intact
 * @throws PortcullisError whatever `openStore` throws; `STORE_SAVE_FAILED` where the backup cannot be written, and then
 * nothing is there that was not before
 */
export async function backupStore(
	url: string,
	file: string,
	options: BackupOptions = {},
): Promise<Result<BackupReport>> {
	const place = keptPlace(url);
	const { clock = Date.now, onProgress = () => {}, overwrite = false } = options;
	const path = await settledPath(file);
	if (place.kind === 'file' && (await settledPath(place.path)) === path) {
		return refused('BACKUP_EXISTS', `${path} is the database itself; name another file`);
	}
	const taken = place.kind === 'file' ? ok(await fileBytes(place.path)) : await serverBytes(url, options, onProgress);
	if (taken.kind === 'refused') return taken;
	const bytes = taken.value;
	onProgress({ step: 'checking the backup', done: 0, total: 1 });
	const { rows, chain } = await inspectBytes(bytes, file);
	// A database that another process has open must not be replaced under it, forced or not.
	const lock = takeProcessLock(path, clock);
	try {
		if (!(await putFile(path, bytes, overwrite))) {
			return refused('BACKUP_EXISTS', `${path} is there already; name another file, or let it be overwritten`);
		}
	} finally {
		lock.release();
	}
	const shown = place.kind === 'file' ? url : place.shown;
	return ok({ url: shown, path, bytes: bytes.length, rows, chain });
}

async function fileBytes(path: string): Promise<Uint8Array> {
	try {
		return (await readWhole(path)).bytes;
	} catch (cause) {
		const { code, message } = cause as NodeJS.ErrnoException;
		const missing = code === 'ENOENT' || code === 'ENOTDIR';
		throw new PortcullisError(
			missing ? 'STORE_MISSING' : 'STORE_DAMAGED',
			missing ? `There is no database at ${path} to back up.` : `${path} cannot be read: ${message}.`,
			{ cause },
		);
	}
}

async function serverBytes(
	url: string,
	{ postgres }: BackupOptions,
	onProgress: OnProgress,
): Promise<Result<Uint8Array>> {
	const source = await openDatabase({ url, mode: 'read', postgres: patient(postgres) });
	try {
		return await imageOf(source, onProgress);
	} finally {
		await closeDatabase(source);
	}
}

async function imageOf(source: OpenDatabase, onProgress: OnProgress): Promise<Result<Uint8Array>> {
	const tables = await tableOutlines();
	const { image, db } = await openImage(null, null, 'the backup');
	try {
		const reading = source.db.transaction().setAccessMode('read only').setIsolationLevel('repeatable read');
		const copied = await reading.execute((from) =>
			db.transaction().execute((to) => copyRows(from, to, tables, onProgress)),
		);
		return 'kind' in copied ? copied : ok(image.database.export());
	} finally {
		await db.destroy();
		image.close();
	}
}
