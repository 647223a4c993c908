import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Io } from '../io/io.js';
import { misunderstood, type Understood, understood } from './input-problem.js';

/** The most bytes that a request file may have: 1 MB. */
const requestBytes = 1_000_000;

/**
 * Reads a text of at most so many bytes (1 MB if left out) from a file, or from standard input where the name is `-`. It
 * stops reading once there is more: the size that a pipe or a device tells cannot be trusted.
 */
export async function readLimited(name: string, io: Io, maxBytes = requestBytes): Promise<Understood<string>> {
	const bytes = await readLimitedBytes(name, io, maxBytes);
	if (bytes.kind === 'problems') return bytes;
	try {
		return understood(new TextDecoder('utf-8', { fatal: true }).decode(bytes.value));
	} catch {
		return misunderstood({ file: name, message: 'is not text in UTF-8' });
	}
}

/** The same for what need not be text in UTF-8. */
export async function readLimitedBytes(name: string, io: Io, maxBytes: number): Promise<Understood<Uint8Array>> {
	let bytes: Uint8Array | null;
	try {
		bytes = name === '-' ? await upToLimit(io.stdin, maxBytes) : await readFile(resolve(io.cwd, name), maxBytes);
	} catch (error) {
		return misunderstood({ file: name, message: `cannot be read: ${reasonOf(error)}` });
	}
	if (bytes === null)
		return misunderstood({
			file: name,
			message: `is larger than ${maxBytes / 1_000_000} MB; it may have ${maxBytes.toLocaleString('en-US')} bytes`,
		});
	return understood(bytes);
}

async function readFile(path: string, maxBytes: number): Promise<Uint8Array | null> {
	const file = await open(path, 'r');
	try {
		const stats = await file.stat();
		if (stats.isFile() && stats.size > maxBytes) return null;
		return await upToLimit(file.createReadStream({ autoClose: false }), maxBytes);
	} finally {
		await file.close();
	}
}

async function upToLimit(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array | null> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of stream) {
		length += chunk.length;
		if (length > maxBytes) return null;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file',
	EISDIR: 'it is a folder',
	EACCES: 'reading it is not permitted',
};

function reasonOf(error: unknown): string {
	const { code, message } = error as NodeJS.ErrnoException;
	return (code === undefined ? undefined : reasons[code]) ?? message;
}
