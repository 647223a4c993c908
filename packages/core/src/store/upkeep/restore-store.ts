import { PortcullisError } from '../../model/portcullis-error.js';
import { ok, type Result, refused } from '../../model/result.js';
import { openSnapshot } from '../embedded/open-snapshot.js';
import { takeProcessLock } from '../embedded/process-lock.js';
import { putFile, readIfThere } from '../embedded/saved-file.js';
import { settledPath } from '../embedded/settled-path.js';
import { closeDatabase } from './close-database.js';
import { historyBroken } from './copy-rows.js';
import { copyInto, notEmpty } from './copy-store.js';
import { type InspectedFile, inspectBytes } from './inspect-bytes.js';
import { keptPlace, type UpkeepOptions } from './upkeep-options.js';

/** How to restore a backup. */
export interface RestoreOptions extends UpkeepOptions {
	/** Whether a file that holds something gives way, after a safety copy was put beside it; no if left out. */
	readonly overwrite?: boolean;
	/** A hash that the history of the backup must hold: an earlier `head` that was kept elsewhere. */
	readonly head?: string;
}

/** What restoring a backup came to. */
export interface RestoreReport {
	/** What was restored; without secrets. */
	readonly url: string;
	/** Rows of each table. */
	readonly rows: Readonly<Record<string, number>>;
	/** The number and the hash of the history's last row. */
	readonly head: { readonly seq: number; readonly hash: string };
	/** Where what stood there before was kept; `null` where nothing did. */
	readonly safety_copy: string | null;
}

/**
 * Puts a backup in the place of a store that is empty or not there. The backup is read to its end first: every page,
 * every reference, the chain of the history. A file is put in place whole, by renaming; PostgreSQL takes all of it in
 * one transaction.
 *
 * @returns a refusal: `STORE_NOT_EMPTY` where the store holds something and may not be overwritten, which PostgreSQL never
 * may; `HISTORY_BROKEN` where the backup's history is not intact, or does not hold `head`
 * @throws PortcullisError whatever `openStore` throws: of the backup, `STORE_MISSING` and `STORE_DAMAGED`; of the store,
 * `STORE_BUSY` where a process has it open
 */
export async function restoreStore(
	url: string,
	backup: string,
	options: RestoreOptions = {},
): Promise<Result<RestoreReport>> {
	const place = keptPlace(url);
	const { onProgress = () => {}, head } = options;
	onProgress({ step: 'checking the backup', done: 0, total: 1 });
	const bytes = await readIfThere(backup);
	if (bytes === null) throw new PortcullisError('STORE_MISSING', `There is no backup at ${backup}.`);
	const inspected = await inspectBytes(bytes, backup, head);
	if (inspected.chain.kind === 'broken') return historyBroken(inspected.chain);
	if (place.kind === 'postgres') return await intoServer(url, backup, place.shown, options);
	return await intoFile(url, place.path, bytes, inspected, options);
}

async function intoFile(
	url: string,
	file: string,
	bytes: Uint8Array,
	{ rows, chain }: InspectedFile,
	{ clock = Date.now, overwrite = false }: RestoreOptions,
): Promise<Result<RestoreReport>> {
	const path = await settledPath(file);
	const lock = takeProcessLock(path, clock);
	try {
		const before = await readIfThere(path);
		const filled = before === null ? [] : await filledIn(before, path);
		if (filled.length > 0 && !overwrite) return notEmpty(url, filled);
		let safety_copy: string | null = null;
		if (before !== null && filled.length > 0) {
			safety_copy = `${path}.before-restore-${new Date(clock()).toISOString().replaceAll(/[:.]/g, '-')}`;
			if (!(await putFile(safety_copy, before, false))) {
				return refused('BACKUP_EXISTS', `${safety_copy} is there already; try again in a moment`);
			}
		}
		lock.check();
		await putFile(path, bytes, true);
		return ok({ url, rows, head: headOf(chain), safety_copy });
	} finally {
		lock.release();
	}
}

function headOf(chain: InspectedFile['chain']): RestoreReport['head'] {
	return chain.kind === 'intact' ? { seq: chain.rows, hash: chain.head } : { seq: 0, hash: '' };
}

// What cannot be opened may be all that is left of something.
async function filledIn(bytes: Uint8Array, path: string): Promise<readonly string[]> {
	try {
		const { rows } = await inspectBytes(bytes, path);
		return Object.keys(rows).filter((name) => (rows[name] ?? 0) > 0);
	} catch (error) {
		if (error instanceof PortcullisError) return ['a file that cannot be opened'];
		throw error;
	}
}

async function intoServer(
	url: string,
	backup: string,
	shown: string,
	options: RestoreOptions,
): Promise<Result<RestoreReport>> {
	if (options.overwrite === true) {
		return refused(
			'STORE_NOT_EMPTY',
			`${shown} is never overwritten, since its history refuses that; make a new database or schema, and restore into it`,
		);
	}
	// Without its lock: a backup is no one's to write, and may lie where nothing can be made beside it.
	const source = await openSnapshot({ url: `file:${backup}`, path: backup, clock: options.clock ?? Date.now });
	try {
		const copied = await copyInto(source, url, options);
		if (copied.kind === 'refused') return copied;
		return ok({ url: shown, rows: copied.value.rows, head: copied.value.head, safety_copy: null });
	} finally {
		await closeDatabase(source);
	}
}
