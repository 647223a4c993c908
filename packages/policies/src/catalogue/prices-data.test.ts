import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { sha256 } from '@portcullis/core';
import { describe, expect, it } from 'vitest';
import { findDamage } from './find-damage.js';
import { gpuCount } from './gpu-count.js';
import { openPriceTable } from './price-table.js';
import { priceTableLayouts } from './price-table-layout.js';

const prices = new URL('../../prices/', import.meta.url);
const read = (file: string, folder = prices) => readFileSync(new URL(file, folder), 'latin1');
const layouts = Object.values(priceTableLayouts);
const sources: Record<string, Record<string, string>> = JSON.parse(read('sources.json'));

describe.each(layouts)('$file', (layout) => {
	const text = read(layout.file);
	const [header = '', ...rows] = text.split('\n').slice(0, -1);
	const columns = header.split(',');

	it('is well formed and in order', () => {
		expect(findDamage(text, layout)).toBeUndefined();
	});

	it('gives each of its rows back by its key', () => {
		const table = openPriceTable(text, layout);
		const lost = rows.filter((row) => {
			const cells = row.split(',');
			const found = table.find(...cells.slice(0, layout.keyColumns));
			return !found || columns.some((column, index) => found.cell(column) !== cells[index]);
		});
		expect(lost).toEqual([]);
	});

	it('names only sources that are explained', () => {
		const codes = new Set(rows.flatMap((row) => row.split(',')[columns.indexOf('src')]?.split('+') ?? []));
		expect([...codes].filter((code) => !(code in sources))).toEqual([]);
	});

	it('holds no price of 0 but the one that is', () => {
		const table = openPriceTable(text, layout);
		const priced = layout.prices === 'usd' ? ['usd'] : table.regions;
		const zero = rows.filter((row) => {
			const found = table.find(...row.split(',').slice(0, layout.keyColumns));
			return priced.some((column) => Number(found?.price(column) ?? 1) === 0);
		});
		expect(zero.map((row) => row.split(',')[1])).toEqual(
			layout.file === 'services.csv' ? ['aks-control-plane-free'] : [],
		);
	});

	it('lists accelerators in a form that can be counted', () => {
		const gpu = columns.indexOf('gpu');
		const cells = rows
			.map((row) => (gpu < 0 ? '' : (row.split(',')[gpu] ?? '')))
			.filter((cell) => /^(?!local-ssd)./.test(cell));
		expect(cells.filter((cell) => gpuCount(cell) === undefined)).toEqual([]);
	});
});

describe('SHA256SUMS', () => {
	it('holds the checksum of every file of data (after an edit: see prices/README.md)', () => {
		const files = readdirSync(prices).filter((file) => /\.csv$|^sources\.json$|^VERSION$/.test(file));
		const sums = read('SHA256SUMS').split('\n').slice(0, -1);
		const line = (file: string) => `${sha256(readFileSync(new URL(file, prices)))}  ${file}`;
		expect(sums.toSorted()).toEqual(files.map(line).toSorted());
		expect(files.length).toBe(layouts.length + 2);
	});
});

/** The machine of azure that one with fewer vCPU is made of: `Standard_E4as_v5` of `Standard_E4-2as_v5`. */
const wholeOf = (name: string) => {
	const [, series, , rest] = /^(Standard_[A-Z]+\d+)(-\d+)(.*)$/.exec(name) ?? [];
	return series === undefined || rest === undefined ? undefined : `${series}${rest}`;
};

/** Calls `visit` with each price of a machine with fewer vCPU, and with that of the machine that it is made of. */
function visitConstrained(rows: readonly string[], visit: (row: string[], cell: number, whole: string) => void) {
	const cells = new Map(rows.map((row) => [row.split(',')[0] ?? '', row.split(',')]));
	for (const [name, row] of cells) {
		const whole = wholeOf(name);
		if (whole === undefined) continue;
		for (let cell = 5; cell < row.length; cell++) {
			if (row[cell] !== '') visit(row, cell, cells.get(whole)?.[cell] ?? '');
		}
	}
	return [...cells.values()].map((row) => row.join(','));
}

const isAlike = (usd: string, whole: string) => Math.abs(Number(usd) / Number(whole) - 1) <= 0.01;

/** Prices of azure that turned out to be for Windows, or could not be held against another, were emptied since. */
function emptiedRows(rows: readonly string[]): readonly string[] {
	if (!rows.some((row) => row.startsWith('Standard_'))) return rows;
	return visitConstrained(rows, (row, cell, whole) => {
		if (whole === '' || !isAlike(row[cell] ?? '', whole)) row[cell] = '';
	});
}

describe('a machine of azure with fewer vCPU', () => {
	it('costs what the machine costs that it is made of, wherever its price is known', () => {
		let held = 0;
		visitConstrained(read('azure-vm.csv').split('\n'), (row, cell, whole) => {
			held++;
			if (!isAlike(row[cell] ?? '', whole)) throw new Error(`${row[0]}: ${row[cell]} instead of ${whole}`);
		});
		expect(held).toBe(11_221);
	});
});

/** Sources of the rows that were added since. */
const added: readonly string[] = ['P2', 'P3'];

const origin = new URL('../../../../../shared/prices/', import.meta.url);
describe.skipIf(!existsSync(origin))('the set that was handed over (skipped where ../shared/prices is absent)', () => {
	it.each(layouts)(
		'has the same header and rows, but for blanks around a name and rows added since: $file',
		({ file }) => {
			const [header, ...rows] = read(file).split('\n');
			const [originalHeader, ...originalRows] = read(file, origin)
				.replaceAll(/ +(?=,)/g, '')
				.split('\n');
			expect(header).toBe(originalHeader);
			const handedOver = rows.filter((row) => !added.some((code) => row.endsWith(`,${code}`)));
			expect(handedOver.toSorted()).toEqual(emptiedRows(originalRows).toSorted());
		},
	);

	it('explains its sources the same, but for numbers that nobody can follow', () => {
		const original: Record<string, Record<string, string>> = JSON.parse(read('sources.json', origin));
		expect(Object.keys(sources)).toEqual([...Object.keys(original), ...added]);
		for (const [code, fields] of Object.entries(original)) {
			for (const [field, text] of Object.entries(fields)) {
				if (text.includes('file id')) expect(sources[code]?.[field]).not.toContain('file id');
				else expect(sources[code]?.[field], `${code} ${field}`).toBe(text);
			}
		}
	});
});
