import { constants } from 'node:fs';
import { type FileHandle, link, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PortcullisError } from '../../model/portcullis-error.js';

/** A file that is read and written whole. */
export interface SavedFile {
	read(): Promise<Uint8Array>;
	write(bytes: Uint8Array): Promise<void>;
}

/**
 * Replaces a file whole, so that a reader or a crash meets the old one or the new one and never a part: a temporary
 * file beside it, flushed, renamed over it, and the folder flushed.
 *
 * @param path of the file, with no symbolic link left in it: renaming would replace the link
 * @param mayWrite throws where this process may not write any more; asked before each write
 */
export function savedFile(path: string, mayWrite: () => void): SavedFile {
	return {
		read: async () => (await readWhole(path)).bytes,
		async write(bytes) {
			mayWrite();
			try {
				await replaceFile(path, bytes);
			} catch (cause) {
				throw new PortcullisError('STORE_SAVE_FAILED', saveFailed(path, cause), { cause });
			}
		},
	};
}

/** Reads a file and when it was saved, of the same version of the file. */
export async function readWhole(path: string): Promise<{ readonly bytes: Uint8Array; readonly saved_at: number }> {
	const handle = await open(path, 'r');
	try {
		const { mtimeMs } = await handle.stat();
		return { bytes: await handle.readFile(), saved_at: Math.floor(mtimeMs) };
	} finally {
		await handle.close();
	}
}

/** Reads a file whole; `null` where there is none. */
export async function readIfThere(path: string): Promise<Uint8Array | null> {
	try {
		return (await readWhole(path)).bytes;
	} catch (cause) {
		const { code, message } = cause as NodeJS.ErrnoException;
		if (code === 'ENOENT') return null;
		throw new PortcullisError('STORE_DAMAGED', `${path} cannot be read: ${message}.`, { cause });
	}
}

/**
 * Puts a file in place whole, or not at all.
 *
 * @param overwrite whether a file that is there gives way
 * @returns `false`, and nothing changed, where one is there and may not give way
 * @throws PortcullisError `STORE_SAVE_FAILED`
 */
export async function putFile(path: string, bytes: Uint8Array, overwrite: boolean): Promise<boolean> {
	try {
		await replaceFile(path, bytes, overwrite);
		return true;
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw new PortcullisError('STORE_SAVE_FAILED', `${path} could not be written: ${reasonOf(cause)}.`, { cause });
	}
}

async function replaceFile(path: string, bytes: Uint8Array, overwrite = true): Promise<void> {
	const temporary = `${path}.tmp`;
	// What a crash left there is written over. A link that someone put there is not followed.
	const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
	try {
		await within(await open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600), async (file) => {
			await file.writeFile(bytes);
			await file.sync();
		});
		if (overwrite) {
			await rename(temporary, path);
		} else {
			// Looking first whether it is there would leave a moment in which another makes it.
			await link(temporary, path);
			await unlink(temporary);
		}
	} catch (error) {
		// On a full disk, the half that was written would keep it full.
		await unlink(temporary).catch(() => undefined);
		throw error;
	}
	await within(await open(dirname(path), 'r'), (folder) => folder.sync());
}

async function within(handle: FileHandle, use: (handle: FileHandle) => Promise<void>): Promise<void> {
	try {
		await use(handle);
	} finally {
		await handle.close();
	}
}

function saveFailed(path: string, cause: unknown): string {
	return `${path} could not be saved: ${reasonOf(cause)}. The change is undone, unless flushing the folder is what failed: ask again by the same id before you repeat it.`;
}

function reasonOf(cause: unknown): string {
	return cause instanceof Error ? cause.message : String(cause);
}
