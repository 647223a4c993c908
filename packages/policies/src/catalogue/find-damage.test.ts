import { describe, expect, it } from 'vitest';
import { findDamage } from './find-damage.js';
import type { PriceTableLayout } from './price-table-layout.js';

const regions: PriceTableLayout = { file: 'test.csv', keyColumns: 1, prices: 'regions' };
const usd: PriceTableLayout = { file: 'test.csv', keyColumns: 2, prices: 'usd' };

describe('findDamage', () => {
	it('finds nothing in a table that is well formed', () => {
		expect(findDamage('type,src,r-1\na,S,0.1\nb,S,\n', regions)).toBeUndefined();
		expect(findDamage('x,y,usd,src,remark\na,a,1,S,any text\na,b,2,S,\n', usd)).toBeUndefined();
	});

	it.each([
		['a cell too few', 'type,src,r-1\na,S,1\nb,S\n', 3],
		['a cell too many', 'type,src,r-1\na,S,1,2\n', 2],
		['a price that is none', 'type,src,r-1\na,S,free\n', 2],
		['a negative price', 'type,src,r-1\na,S,-1\n', 2],
		['a carriage return', 'type,src,r-1\na,S,1\r\n', 2],
		['a row out of order', 'type,src,r-1\nb,S,1\na,S,1\n', 3],
		['a row there twice', 'type,src,r-1\na,S,1\na,S,2\n', 3],
		['a blank behind a name', 'type,src,r-1\na,S,1\nb ,S,1\n', 3],
		['no name', 'type,src,r-1\n,S,1\n', 2],
		['an empty line', 'type,src,r-1\n\na,S,1\n', 2],
		['an end within a line', 'type,src,r-1\na,S,1\nb,S', 3],
		['no sources', 'type,r-1\na,1\n', 1],
		['nothing', '', 1],
	])('finds the line with %s', (_, text, line) => {
		expect(findDamage(text, regions)?.line).toBe(line);
	});

	it('needs a column of prices', () => {
		expect(findDamage('x,y,src\na,a,S\n', usd)?.line).toBe(1);
		expect(findDamage('x,y,usd\na,a,1\n', usd)?.line).toBe(1);
	});
});
