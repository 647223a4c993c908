import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CostInterval } from '../model/cost-interval.js';
import { windowAt } from '../model/quota-window.js';
import { accrualOf, totalAccrual } from './accrual-of.js';

const hour = 3_600_000;
const november = windowAt('month', 'UTC', Date.UTC(2026, 10, 24));
const interval = (starts_at: number, ends_at: number | null, more: Partial<CostInterval> = {}): CostInterval => ({
	tenant: 'local',
	project: 'shop',
	address: 'vm/web',
	starts_at,
	ends_at,
	hourly_micros: 16_753,
	complete: true,
	metered: false,
	...more,
});

describe('accrualOf', () => {
	it('multiplies each price by the hours for which it held in the month', () => {
		const start = november.starts_at;
		const intervals = [
			// Since October: only what lies in November counts.
			interval(start - 100 * hour, start + 10 * hour, { hourly_micros: 1_000 }),
			interval(start + 10 * hour, start + 30 * hour, { hourly_micros: 2_000 }),
			interval(start + 30 * hour, null, { hourly_micros: 500 }),
		];
		const now = start + 100 * hour;
		expect(accrualOf(intervals, november, now)).toEqual({
			accrued_micros: 10_000 + 40_000 + 35_000,
			complete: true,
			hourly_micros: 500,
			hourly_complete: true,
			// November has 720 hours, 620 of them still to come.
			forecast_micros: 85_000 + 620 * 500,
			forecast_complete: true,
		});
	});

	it('costs a month what it has of hours: 672 in February, 696 in a leap year', () => {
		for (const [year, hours] of [
			[2027, 672],
			[2028, 696],
		] as const) {
			const month = windowAt('month', 'UTC', Date.UTC(year, 1, 14));
			const stood = [interval(Date.UTC(year, 0, 1), null, { hourly_micros: 1_000 })];
			expect(accrualOf(stood, month, month.ends_at).accrued_micros).toBe(hours * 1_000);
			expect(accrualOf(stood, month, month.starts_at)).toMatchObject({
				accrued_micros: 0,
				forecast_micros: hours * 1_000,
			});
		}
	});

	it('says the least where a price was not known, of what has gone only until now', () => {
		const start = november.starts_at;
		const gone = interval(start, start + hour, { complete: false });
		const stands = interval(start + hour, null);
		const accrual = accrualOf([gone, stands], november, start + 2 * hour);
		expect(accrual).toMatchObject({ complete: false, hourly_complete: true, forecast_complete: false });
		const later = accrualOf([interval(start, null, { complete: false })], november, start + hour);
		expect(later).toMatchObject({ complete: false, hourly_complete: false, forecast_complete: false });
	});

	it('says that something is paid by use, and leaves out what ended before the month', () => {
		const start = november.starts_at;
		const bucket = interval(start, null, { hourly_micros: 0, metered: true });
		expect(accrualOf([bucket], november, start + hour)).toMatchObject({ accrued_micros: 0, metered: true });
		const before = interval(start - 2 * hour, start, { complete: false, metered: true });
		expect(accrualOf([before], november, start + hour)).toEqual(accrualOf([], november, start + hour));
	});

	it('stops where a number is no longer exact, and says that it is the least', () => {
		const huge = interval(november.starts_at, null, { hourly_micros: Number.MAX_SAFE_INTEGER });
		const accrual = accrualOf([huge], november, november.ends_at);
		expect(accrual).toMatchObject({ accrued_micros: Number.MAX_SAFE_INTEGER, complete: false });
		expect(totalAccrual([accrual, accrual])).toMatchObject({ hourly_complete: false });
	});
});

describe('whatever stood, for however long', () => {
	const moment = fc.integer({ min: november.starts_at - 40 * 24 * hour, max: november.ends_at + 40 * 24 * hour });
	const price = fc.integer({ min: 0, max: 10 ** 9 });
	const stood = fc
		.tuple(moment, fc.option(moment), price)
		.map(([a, b, hourly_micros]) =>
			interval(Math.min(a, b ?? a), b === null || a === b ? null : Math.max(a, b), { hourly_micros }),
		);
	const now = fc.integer({ min: november.starts_at, max: november.ends_at });

	it('is never below 0, never shrinks as time goes on, and forecasts no less than has accrued', () => {
		fc.assert(
			fc.property(fc.array(stood, { maxLength: 8 }), now, now, (intervals, one, other) => {
				const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
				const before = accrualOf(intervals, november, earlier);
				const after = accrualOf(intervals, november, later);
				expect(before.accrued_micros).toBeGreaterThanOrEqual(0);
				expect(after.accrued_micros).toBeGreaterThanOrEqual(before.accrued_micros);
				expect(after.forecast_micros).toBeGreaterThanOrEqual(after.accrued_micros);
			}),
		);
	});

	it('is the same wherever a time is cut in two', () => {
		fc.assert(
			fc.property(stood, moment, now, (whole, cut, at) => {
				const end = whole.ends_at ?? Number.POSITIVE_INFINITY;
				fc.pre(cut > whole.starts_at && cut < end);
				const parts = [
					{ ...whole, ends_at: cut },
					{ ...whole, starts_at: cut },
				];
				expect(accrualOf(parts, november, at)).toEqual(accrualOf([whole], november, at));
			}),
		);
	});

	it('is the sum of what each cost, to a rounding each', () => {
		fc.assert(
			fc.property(fc.array(stood, { maxLength: 8 }), now, (intervals, at) => {
				const together = accrualOf(intervals, november, at).accrued_micros;
				const apart = totalAccrual(intervals.map((one) => accrualOf([one], november, at))).accrued_micros;
				expect(Math.abs(together - apart)).toBeLessThanOrEqual(intervals.length);
			}),
		);
	});

	it('comes to the same over two months as over each of them', () => {
		const december = windowAt('month', 'UTC', november.ends_at);
		expect(december.starts_at).toBe(november.ends_at);
		fc.assert(
			fc.property(stood, (one) => {
				const both = { starts_at: november.starts_at, ends_at: december.ends_at };
				const each = [november, december].map((month) => accrualOf([one], month, month.ends_at).accrued_micros);
				const sum = each.reduce((total, micros) => total + micros, 0);
				expect(Math.abs(accrualOf([one], both, both.ends_at).accrued_micros - sum)).toBeLessThanOrEqual(1);
			}),
		);
	});
});
