import { mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { PortcullisError } from '../../model/portcullis-error.js';

/** The file's path without symbolic links, so that lock and file lie together whatever name it was opened by. Makes its folder. */
export async function settledPath(given: string): Promise<string> {
	const path = resolve(given);
	try {
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		return await realpath(path).catch(async () => join(await realpath(dirname(path)), basename(path)));
	} catch (cause) {
		throw new PortcullisError('STORE_SAVE_FAILED', `The folder of ${path} cannot be made: ${String(cause)}`, { cause });
	}
}
