import { readFileSync } from 'node:fs';
import { sha256 } from '@portcullis/core';
import { findDamage } from './find-damage.js';
import type { PriceTableLayout } from './price-table-layout.js';
import { pricesDamaged } from './prices-damaged.js';

/** Where the catalogue's files lie, beside the code in the package. */
export const ownFolder = new URL('../../prices/', import.meta.url);

/** The files of the catalogue, each read when it is first asked for and held to its checksum. */
export interface PriceFolder {
	/**
	 * Names the data: its day, and the digest of the list of checksums, so of all of it.
	 *
	 * @throws PRICES_DAMAGED where the day or the list cannot be read
	 */
	id(): string;
	/**
	 * Reads a file.
	 *
	 * @param layout what a table looks like, so that a damaged one can be named by its line
	 * @throws PRICES_DAMAGED for a file that is missing or differs from its checksum
	 */
	read(file: string, layout?: PriceTableLayout): Buffer;
}

/** Opens a folder of prices; nothing is read yet. */
export function openPriceFolder(folder: URL): PriceFolder {
	let sums: { readonly digest: string; readonly byFile: ReadonlyMap<string, string> } | undefined;
	const listed = () => {
		sums ??= parseSums(load(folder, 'SHA256SUMS'));
		return sums;
	};
	const read = (file: string, layout?: PriceTableLayout): Buffer => {
		const bytes = load(folder, file);
		const expected = listed().byFile.get(file);
		if (sha256(bytes) === expected) return bytes;
		const damage = layout && findDamage(bytes.toString('latin1'), layout);
		const what = damage?.what ?? (expected === undefined ? 'not in SHA256SUMS' : 'differs from its line in SHA256SUMS');
		throw pricesDamaged(file, damage?.line, what);
	};
	return {
		read,
		id: () => `${read('VERSION').toString('latin1').trim()}+${listed().digest.slice(0, 16)}`,
	};
}

function load(folder: URL, file: string): Buffer {
	try {
		return readFileSync(new URL(file, folder));
	} catch (cause) {
		throw pricesDamaged(file, undefined, 'cannot be read', cause);
	}
}

function parseSums(bytes: Buffer) {
	const byFile = new Map<string, string>();
	const lines = bytes.toString('latin1').split('\n').slice(0, -1);
	for (const [index, line] of lines.entries()) {
		const [, digest, file] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
		if (digest === undefined || file === undefined) {
			throw pricesDamaged('SHA256SUMS', index + 1, 'not a checksum, two spaces and the name of a file');
		}
		byFile.set(file, digest);
	}
	return { digest: sha256(bytes), byFile };
}
