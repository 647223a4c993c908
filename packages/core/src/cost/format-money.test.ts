import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHourly, formatMicros, formatMonthly } from './format-money.js';

describe('formatMicros', () => {
	it('rounds half up at the last place', () => {
		expect(formatMicros(16_753, 4)).toBe('0.0168');
		expect(formatMicros(16_750, 4)).toBe('0.0168');
		expect(formatMicros(16_749, 4)).toBe('0.0167');
		expect(formatMicros(12_229_617, 2)).toBe('12.23');
		expect(formatMicros(999_999, 2)).toBe('1.00');
		expect(formatMicros(-12_225_000, 2)).toBe('-12.23');
		expect(formatMicros(1_500_000, 0)).toBe('2');
	});

	it('shows 0 for 0 alone', () => {
		expect(formatMicros(0, 2)).toBe('0.00');
		expect(formatMicros(1, 2)).toBe('<0.01');
		expect(formatMicros(4_999, 2)).toBe('<0.01');
		expect(formatMicros(5_000, 2)).toBe('0.01');
		expect(formatMicros(-1, 4)).toBe('-<0.0001');
	});

	it('throws rather than show what is not an amount', () => {
		expect(() => formatMicros(Number.NaN, 2)).toThrow(RangeError);
		expect(() => formatMicros(0.5, 2)).toThrow(RangeError);
	});

	it('shows all six places exactly', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (micros) => {
				expect(
					formatMicros(micros, 6)
						.replace('.', '')
						.replace(/^0+(?=\d)/, ''),
				).toBe(String(micros));
			}),
		);
	});
});

describe('costs for people', () => {
	const cost = { hourly_micros: 16_753, monthly_micros: 12_229_617, complete: true };

	it('shows the hour to four places and the month to two', () => {
		expect(formatHourly(cost)).toBe('0.0168');
		expect(formatMonthly(cost)).toBe('12.23');
	});

	it('says "at least" where a part is unknown, and "unknown" where no part is known', () => {
		expect(formatHourly({ ...cost, complete: false })).toBe('at least 0.0168');
		expect(formatMonthly({ ...cost, complete: false })).toBe('at least 12.23');
		expect(formatMonthly({ hourly_micros: 0, monthly_micros: 0, complete: false })).toBe('unknown');
		expect(formatMonthly({ hourly_micros: 0, monthly_micros: 0, complete: true })).toBe('0.00');
	});
});
