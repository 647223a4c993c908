import type { PriceTableLayout } from './price-table-layout.js';

/** A decimal as prices are written: no sign, no exponent. An empty cell is an unknown price. */
export const priceCell = /^(?:\d+(?:\.\d+)?)?$/;

/** The cells of a key: names of the clouds, or `*` for every region. */
const keyCells = /^[A-Za-z0-9._*,-]+$/;

/** Where a table is not well formed. */
export interface Damage {
	/** Counted from 1, the header. */
	readonly line: number;
	readonly what: string;
}

/**
 * Reads a whole table for its first malformed line: cells missing or too many, a price that is not a decimal, a name with a
 * blank, a row out
 * of order or twice, an end without a line feed. A look-up needs none of this; it says where to look once a file was
 * found to differ from its checksum, and holds the data in the tests.
 */
export function findDamage(text: string, layout: PriceTableLayout): Damage | undefined {
	const lines = text.split('\n');
	const header = lines[0]?.split(',') ?? [];
	const firstPrice = layout.prices === 'usd' ? header.indexOf('usd') : header.indexOf('src') + 1;
	if (firstPrice < 1 || !header.includes('src')) return { line: 1, what: 'the header lacks the columns of prices' };
	const endPrice = layout.prices === 'usd' ? firstPrice + 1 : header.length;

	let lastKey = '';
	for (const [index, text] of lines.slice(1, -1).entries()) {
		const line = index + 2;
		const cells = text.split(',');
		if (cells.length !== header.length) return { line, what: `${cells.length} cells under ${header.length} columns` };
		const odd = cells.slice(firstPrice, endPrice).find((cell) => !priceCell.test(cell));
		if (odd !== undefined) return { line, what: `${JSON.stringify(odd)} is not a price` };
		const key = cells.slice(0, layout.keyColumns).join(',');
		if (!keyCells.test(key)) return { line, what: `${JSON.stringify(key)} is not a key` };
		if (key <= lastKey) return { line, what: `${key} is out of order or there twice` };
		lastKey = key;
	}
	return lines.at(-1) === '' ? undefined : { line: lines.length, what: 'the file ends within a line' };
}
