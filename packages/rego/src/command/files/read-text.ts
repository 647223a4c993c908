import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import type { RegoErrorDetail } from '../../rego-error.js';
import { fileError, systemError } from './file-error.js';

/** The largest file that is read: OPA keeps a syntax tree many times the size of its text in at most 2 GiB. */
const byteLimit = 256 * 1024 ** 2;

/** Reads a file, or says why it cannot be read. */
export async function readBytes(path: string, name: string): Promise<Uint8Array | RegoErrorDetail> {
	try {
		const { size } = await stat(path);
		if (size > byteLimit) return fileError(name, `it is larger than ${byteLimit / 1024 ** 2} MiB`);
		return await readFile(path);
	} catch (error) {
		return systemError(name, error);
	}
}

/** Reads a file of text. What is not UTF-8 would reach OPA as other characters than its author wrote. */
export async function readText(path: string, name: string): Promise<string | RegoErrorDetail> {
	const bytes = await readBytes(path, name);
	return bytes instanceof Uint8Array ? decodeText(bytes, name) : bytes;
}

/** The text of bytes, or the line that is not UTF-8. */
export function decodeText(bytes: Uint8Array, name: string): string | RegoErrorDetail {
	if (isUtf8(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
	let row = 1;
	for (let start = 0; start <= bytes.length; row++) {
		const found = bytes.indexOf(10, start);
		const end = found < 0 ? bytes.length : found;
		if (!isUtf8(bytes.subarray(start, end))) break;
		start = end + 1;
	}
	return fileError(name, 'it is not text in UTF-8', row);
}
