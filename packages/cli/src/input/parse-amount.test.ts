import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmount } from './parse-amount.js';

const micros = (text: string) => {
	const parsed = parseAmount(text);
	return parsed.kind === 'understood' ? parsed.value : parsed.problems[0]?.message;
};

describe('an amount', () => {
	it('is read in the ways that people write it', () => {
		expect(micros('500')).toBe(500_000_000);
		expect(micros('0.0168')).toBe(16_800);
		expect(micros('$12.50')).toBe(12_500_000);
		expect(micros('12.5 USD')).toBe(12_500_000);
		expect(micros('2k')).toBe(2_000_000_000);
		expect(micros('1.5k')).toBe(1_500_000_000);
		expect(micros('0.0000001k')).toBe(100);
		expect(micros('1M')).toBe(1_000_000_000_000);
	});

	it('is exact where floating-point numbers are not', () => {
		expect(micros('1.005')).toBe(1_005_000);
		expect(micros('4503599627.370497')).toBe(4_503_599_627_370_497);
		fc.assert(
			fc.property(fc.bigInt({ min: 0n, max: BigInt(Number.MAX_SAFE_INTEGER) }), (amount) => {
				const digits = String(amount).padStart(7, '0');
				expect(micros(`${digits.slice(0, -6)}.${digits.slice(-6)}`)).toBe(Number(amount));
			}),
		);
	});

	it('is refused where it is none, too fine or too large', () => {
		for (const text of ['', '-1', '1e3', '1,000', '1.', '.5', 'EUR 5', '5 EUR', 'NaN', '0x10', '1k USD k']) {
			expect(micros(text), text).toMatch(/must be an amount/);
		}
		expect(micros('0.0000001')).toMatch(/smaller than a millionth/);
		expect(micros('9007199254.740992')).toMatch(/more than 9 billion/);
	});
});
