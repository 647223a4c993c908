import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FoundPrice } from '../contracts/catalogue.js';
import { type Part, pricePart } from './price-part.js';

const compute: Part = {
	component: 'compute',
	detail: 'n2-standard-2 in us-central1',
	query: { provider: 'gcp', service: 'vm', type: 'n2-standard-2', region: 'us-central1' },
	quantity: { hour: 1 },
};
const disk: Part = { ...compute, component: 'disk', quantity: { 'gib-month': 30 } };
const found: FoundPrice = {
	kind: 'priced',
	usd: '0.0971',
	unit: 'hour',
	month_factor: 1,
	source: 'a table',
	date: '2026-07-30',
};

describe('pricePart', () => {
	it('counts a month as 730 hours, discounted where the cloud discounts a full month', () => {
		expect(pricePart(compute, found)).toMatchObject({ hourly_micros: 97_100, monthly_micros: 70_883_000 });
		// 0.0971 * 730 * 0.8002 = 56.7205766
		const discounted = pricePart(compute, { ...found, month_factor: 0.8002 });
		expect(discounted).toMatchObject({ hourly_micros: 97_100, monthly_micros: 56_720_577 });
	});

	it('spreads a monthly price over 730 hours', () => {
		// 30 * 0.1 = 3.00; / 730 = 0.00410958…
		const answer = pricePart(disk, { ...found, usd: '0.1', unit: 'gib-month' });
		expect(answer).toMatchObject({ quantity: 30, unit_price: '0.1', hourly_micros: 4110, monthly_micros: 3_000_000 });
	});

	it('rounds the month from the unit price, not from the rounded hour', () => {
		const answer = pricePart(compute, { ...found, usd: '0.0167529' });
		expect(answer).toMatchObject({ hourly_micros: 16_753, monthly_micros: 12_229_617 });
		expect(16_753 * 730).toBe(12_229_690);
	});

	it('keeps where the price comes from', () => {
		expect(pricePart(compute, found)).toMatchObject({ source: 'a table', date: '2026-07-30', unit_price: '0.0971' });
	});

	it('keeps free and unknown as they are, without amounts', () => {
		expect(pricePart(compute, { kind: 'free', reason: 'the first one is' })).toEqual({
			kind: 'free',
			component: 'compute',
			detail: compute.detail,
			reason: 'the first one is',
		});
		expect(pricePart(compute, { kind: 'unknown', reason: 'not listed', looked_in: 'a table' })).toEqual({
			kind: 'unknown',
			component: 'compute',
			detail: compute.detail,
			reason: 'not listed',
			looked_in: 'a table',
		});
	});

	it.each([
		['a price of 0', { usd: '0' }],
		['a price of 0.000', { usd: '0.000' }],
		['an empty price', { usd: '' }],
		['a negative price', { usd: '-1' }],
		['a price with an exponent', { usd: '1e-3' }],
		['a price that is not a number', { usd: 'NaN' }],
		['a factor of 0', { month_factor: 0 }],
		['a factor above 1', { month_factor: 1.1 }],
		['a factor that is not a number', { month_factor: Number.NaN }],
		['a unit that does not fit', { unit: 'gib-month' as const }],
		['a price too large to be exact', { usd: '9007199255' }],
		['a price whose month is too large to be exact', { usd: '90071992.5' }],
	])('takes %s for unknown', (_, fault) => {
		expect(pricePart(compute, { ...found, ...fault }).kind).toBe('unknown');
	});

	it('never gives an amount that is not a whole number, whatever text and factor a catalogue answers', () => {
		const usd = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String), fc.constant('0.0001'));
		const factor = fc.oneof(fc.double(), fc.constant(1), fc.constant(0.7));
		fc.assert(
			fc.property(usd, factor, (usd, month_factor) => {
				const answer = pricePart(compute, { ...found, usd, month_factor });
				if (answer.kind !== 'priced') return answer.kind === 'unknown';
				return Number.isSafeInteger(answer.hourly_micros) && Number.isSafeInteger(answer.monthly_micros);
			}),
		);
	});
});
