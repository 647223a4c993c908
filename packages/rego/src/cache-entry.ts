import { createHash } from 'node:crypto';
import type { Compiled } from './compile.js';

/** SHA-256 of all that follows it, and the length of the description that follows that. */
const digestBytes = 32;
const headBytes = digestBytes + 4;

/**
 * Writes what was compiled as one file: the SHA-256 of the rest, the length of a description, the description in JSON,
 * the module.
 */
export function writeEntry({ wasm, ...description }: Compiled): Uint8Array {
	const described = Buffer.from(JSON.stringify(description));
	const length = Buffer.alloc(4);
	length.writeUInt32BE(described.length);
	const rest = Buffer.concat([length, described, wasm]);
	return Buffer.concat([digestOf(rest), rest]);
}

/**
 * Reads a file back. Whatever is not, to the byte, what was written for this digest is `undefined`: cut short, changed,
 * or put under another name.
 */
export function readEntry(entry: Uint8Array, digest: string): Compiled | undefined {
	const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
	if (bytes.length < headBytes) return undefined;
	if (!digestOf(bytes.subarray(digestBytes)).equals(bytes.subarray(0, digestBytes))) return undefined;
	// From here on it is what some writer meant; which is why nothing more than its name is checked.
	const end = headBytes + bytes.readUInt32BE(digestBytes);
	const description = JSON.parse(bytes.toString('utf8', headBytes, end)) as Omit<Compiled, 'wasm'>;
	if (description.digest !== digest) return undefined;
	return { ...description, wasm: new Uint8Array(bytes.subarray(end)) };
}

function digestOf(bytes: Uint8Array): Buffer {
	return createHash('sha256').update(bytes).digest();
}
