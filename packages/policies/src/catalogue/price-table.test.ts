import { describe, expect, it } from 'vitest';
import { openPriceTable } from './price-table.js';
import type { PriceTableLayout } from './price-table-layout.js';

const layout: PriceTableLayout = { file: 'test.csv', keyColumns: 1, prices: 'regions' };
const text = 'type,vcpu,src,r-1,r-2\na,1,S,0.1,\na-b,2,S,0.2,0.3\nab,3,S,0.4,x\nb,4,S\nc,5,S,,0.6\n';
const table = openPriceTable(text, layout);

const pairs: PriceTableLayout = { file: 'pairs.csv', keyColumns: 2, prices: 'usd' };

describe('openPriceTable', () => {
	it('finds every row, first and last too, and no other', () => {
		expect(['a', 'a-b', 'ab', 'c'].map((name) => table.find(name)?.cell('vcpu'))).toEqual(['1', '2', '3', '5']);
		for (const name of ['', 'A', 'a-', 'aa', 'd', 'type', 'a,1', 'a-b,2', 'c\n'])
			expect(table.find(name), name).toBeUndefined();
	});

	it('finds what it found before', () => {
		expect(table.find('ab')).toBe(table.find('ab'));
	});

	it('knows no price in an empty cell, nor under a column that is not there', () => {
		expect(table.find('a')?.price('r-1')).toBe('0.1');
		expect(table.find('a')?.price('r-2')).toBeUndefined();
		expect(table.find('a')?.price('r-3')).toBeUndefined();
		expect(table.find('a')?.price('__proto__')).toBeUndefined();
	});

	it('takes what comes after the sources for regions', () => {
		expect(table.regions).toEqual(['r-1', 'r-2']);
		expect(table.names()).toEqual(['a', 'a-b', 'ab', 'b', 'c']);
	});

	it('keys rows by several columns, none of which can reach into the next', () => {
		const table = openPriceTable('x,y,usd,src\na,b,1,S\na,c,2,S\na-b,a,3,S\n', pairs);
		expect(table.find('a', 'c')?.price('usd')).toBe('2');
		expect(table.find('a-b', 'a')?.price('usd')).toBe('3');
		expect(table.find('a')).toBeUndefined();
		expect(table.find('a,c', '')).toBeUndefined();
		expect(openPriceTable('x,y,usd,src\na,b,1,S\n', { ...pairs, keyColumns: 3 }).find('a', 'b,1', '')).toBeUndefined();
		expect(openPriceTable('x,y,usd,src\na,b,1,S\n', { ...pairs, keyColumns: 3 }).find('a,b', '1')).toBeUndefined();
		expect(openPriceTable('x,y,z,usd,src\na,b,c,1,S\n', pairs).find('a', 'b')?.cell('z')).toBe('c');
	});

	it('names the line of a row with cells missing, or with a price that is none', () => {
		const damaged = (line: number) =>
			expect.objectContaining({ code: 'PRICES_DAMAGED', message: expect.stringContaining(`test.csv, line ${line}:`) });
		expect(() => table.find('b')).toThrow(damaged(5));
		expect(() => table.find('ab')?.price('r-2')).toThrow(damaged(4));
	});

	it('finds nothing in a table without rows', () => {
		for (const text of ['', 'type', 'type,src,r-1\n'])
			expect(openPriceTable(text, layout).find('type')).toBeUndefined();
	});
});
