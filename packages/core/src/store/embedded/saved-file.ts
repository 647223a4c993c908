import { constants } from 'node:fs';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
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

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
	const temporary = `${path}.tmp`;
	// What a crash left there is written over. A link that someone put there is not followed.
	const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
	try {
		await within(await open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600), async (file) => {
			await file.writeFile(bytes);
			await file.sync();
		});
		await rename(temporary, path);
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
	const reason = cause instanceof Error ? cause.message : String(cause);
	return `${path} could not be saved: ${reason}. The change is undone, unless flushing the folder is what failed: ask again by the same id before you repeat it.`;
}
