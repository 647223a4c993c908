import { priceCell } from './find-damage.js';
import type { PriceTableLayout } from './price-table-layout.js';
import { pricesDamaged } from './prices-damaged.js';

/** One row that was found. */
export interface PriceRow {
	/** The text of a cell; empty where the cell is, or where the table has no such column. */
	cell(column: string): string;
	/** A price as the table writes it, or `undefined` for an empty cell: the price is not known. */
	price(column: string): string | undefined;
	/** The fault of this row, to throw. */
	damaged(what: string): Error;
}

/** A table in memory, as it lies in its file: rows in order of their key, found by halving. */
export interface PriceTable {
	readonly file: string;
	/** Columns of regions, in the header's order; none in a table that has a column `usd`. */
	readonly regions: readonly string[];
	/** Finds the row of a key, given column by column. */
	find(...key: readonly string[]): PriceRow | undefined;
	/** The first column of every row. This one does go through the whole table. */
	names(): readonly string[];
	/** The key of every row, column by column; through the whole table too. */
	keys(): readonly (readonly string[])[];
}

/**
 * Makes a table of a file's text. It is not parsed: a look-up halves its way to the row (a dozen probes in the
 * largest table) and splits that row alone. Rows that were found are kept.
 *
 * The order is that of bytes. The separator sorts below every character of a key, so rows are in order of their keys
 * joined by it.
 */
export function openPriceTable(text: string, layout: PriceTableLayout): PriceTable {
	const headerEnd = lineEnd(text, 0);
	const bodyStart = headerEnd + 1;
	const header = text.slice(0, headerEnd).split(',');
	const columns = new Map(header.map((name, index) => [name, index]));
	const regions = layout.prices === 'regions' ? header.slice(header.indexOf('src') + 1) : [];
	const found = new Map<string, PriceRow>();

	const rowAt = (start: number, line: string): PriceRow => {
		const cells = line.split(',');
		const damaged = (what: string) => pricesDamaged(layout.file, lineNumber(text, start), what);
		if (cells.length !== header.length) throw damaged(`${cells.length} cells under ${header.length} columns`);
		const cell = (column: string) => cells[columns.get(column) ?? -1] ?? '';
		const price = (column: string) => {
			const written = cell(column);
			if (!priceCell.test(written)) throw damaged(`${JSON.stringify(written)} is not a price`);
			return written === '' ? undefined : written;
		};
		return { cell, price, damaged };
	};

	const search = (key: string): PriceRow | undefined => {
		let low = bodyStart;
		let high = text.length;
		while (low < high) {
			const start = Math.max(low, text.lastIndexOf('\n', ((low + high) >> 1) - 1) + 1);
			const candidate = text.slice(start, keyEnd(text, start, layout.keyColumns));
			if (candidate === key) return rowAt(start, text.slice(start, lineEnd(text, start)));
			if (candidate < key) low = lineEnd(text, start) + 1;
			else high = start;
		}
		return undefined;
	};

	const firstCells = (cells: number): string[] => {
		const found: string[] = [];
		for (let start = bodyStart; start < text.length; start = lineEnd(text, start) + 1) {
			found.push(text.slice(start, keyEnd(text, start, cells)));
		}
		return found;
	};

	return {
		file: layout.file,
		regions,
		find: (...parts) => {
			// With a separator in one of them, fewer parts could make up a row's key; as many cannot.
			if (parts.length !== layout.keyColumns) return undefined;
			const key = parts.join(',');
			const row = found.get(key) ?? search(key);
			if (row !== undefined) found.set(key, row);
			return row;
		},
		names: () => firstCells(1),
		keys: () => firstCells(layout.keyColumns).map((key) => key.split(',')),
	};
}

/** Where the first cells of a line end: the separator after them, or the end of a line that has too few. */
function keyEnd(text: string, start: number, cells: number): number {
	let end = start - 1;
	for (let cell = 0; cell < cells; cell++) {
		end = text.indexOf(',', end + 1);
		if (end < 0) return lineEnd(text, start);
	}
	return end;
}

function lineEnd(text: string, start: number): number {
	const end = text.indexOf('\n', start);
	return end < 0 ? text.length : end;
}

function lineNumber(text: string, start: number): number {
	let line = 1;
	for (let at = text.indexOf('\n'); at >= 0 && at < start; at = text.indexOf('\n', at + 1)) line++;
	return line;
}
