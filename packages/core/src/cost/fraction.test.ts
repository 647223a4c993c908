import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiply, parseDecimal, toMicros, whole } from './fraction.js';

const micros = (text: string) => {
	const amount = parseDecimal(text);
	return amount && toMicros(amount);
};

describe('exact amounts', () => {
	it('rounds half a millionth up and less down', () => {
		expect(micros('0.0000005')).toBe(1);
		expect(micros('0.00000049999999999999999999')).toBe(0);
		expect(micros('1.0000015')).toBe(1_000_002);
	});

	it('reads nothing but digits with a point between', () => {
		for (const text of [
			'',
			'.5',
			'5.',
			'-1',
			'+1',
			'1e-3',
			' 1',
			'1 ',
			'NaN',
			'Infinity',
			'0x10',
			'1,5',
			'1\n',
			'１',
		]) {
			expect(parseDecimal(text), JSON.stringify(text)).toBeUndefined();
		}
		expect(parseDecimal('1'.repeat(41))).toBeUndefined();
	});

	it('has no drift where binary numbers have', () => {
		const price = parseDecimal('1.005');
		expect(price && toMicros(multiply(price, whole(1000)))).toBe(1_005_000_000);
		expect(1.005 * 1000).not.toBe(1005);
	});

	it('gives nothing where a number would not be exact', () => {
		expect(toMicros(whole(9_007_199_254))).toBe(9_007_199_254_000_000);
		expect(toMicros(whole(9_007_199_255))).toBeUndefined();
	});

	it('is never further from the exact amount than half a millionth', () => {
		fc.assert(
			fc.property(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 0, max: 12 }), (digits, scale) => {
				const padded = String(digits).padStart(scale + 1, '0');
				const text = scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
				const rounded = micros(text);
				if (rounded === undefined) return digits / 10n ** BigInt(scale) > 9_007_199_254n;
				const twiceOff = 2n * (BigInt(rounded) * 10n ** BigInt(scale) - digits * 1_000_000n);
				return twiceOff > -(10n ** BigInt(scale)) && twiceOff <= 10n ** BigInt(scale);
			}),
		);
	});
});
