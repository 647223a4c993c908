import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDecimal } from './fraction.js';
import { lessPercent } from './less-percent.js';

it('takes a percentage off exactly', () => {
	expect(lessPercent('0.0167529', '12')).toBe('0.014742552');
	expect(lessPercent('100', '12.5')).toBe('87.5');
	expect(lessPercent('0.1', '99.99')).toBe('0.00001');
	expect(lessPercent('one', '5')).toBeUndefined();
});

it('leaves the hundredth part of price times what is not taken off, for any decimals', () => {
	const decimal = fc.tuple(fc.nat(10 ** 6), fc.nat(10 ** 6)).map(([whole, part]) => `${whole}.${part}`);
	const percent = fc.integer({ min: 1, max: 9_999 }).map((hundredths) => String(hundredths / 100));
	fc.assert(
		fc.property(decimal, percent, (usd, share) => {
			const [price, off, left] = [usd, share, lessPercent(usd, share) ?? ''].map(parseDecimal);
			if (price === undefined || off === undefined || left === undefined) throw new Error('no decimal');
			const expected = price.numerator * (100n * off.denominator - off.numerator) * left.denominator;
			expect(left.numerator * price.denominator * off.denominator * 100n).toBe(expected);
		}),
	);
});
