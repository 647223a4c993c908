import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cost, Estimate, ResourceCost } from '../model/estimate.js';
import { costDifference } from './cost-difference.js';
import { noCost, totalOf } from './total.js';

const cost = (monthly_micros: number, more: Partial<Cost> = {}): Cost => ({
	hourly_micros: Math.round(monthly_micros / 730),
	monthly_micros,
	complete: true,
	...more,
});
const estimateOf = (costs: Readonly<Record<string, Cost>>): Estimate => {
	const resources = Object.entries(costs).map(
		([resource, line]): ResourceCost => ({ resource, components: [], ...line }),
	);
	return { resources, ...totalOf(resources) };
};

describe('costDifference', () => {
	it('says in money and percent what each resource, and all, will cost more or less', () => {
		const before = estimateOf({ 'vm/a': cost(73_000_000), 'vm/b': cost(7_300_000) });
		const after = estimateOf({ 'vm/a': cost(36_500_000), 'vm/b': cost(7_310_000) });
		const difference = costDifference(before, after);
		expect(difference.resources).toMatchObject([
			{ resource: 'vm/a', hourly_micros: -50_000, monthly_micros: -36_500_000, percent: -50 },
			{ resource: 'vm/b', hourly_micros: 14, monthly_micros: 10_000, percent: 0.1 },
		]);
		expect(difference).toMatchObject({ monthly_micros: -36_490_000, percent: -45.4 });
		expect(difference.before).toEqual({ hourly_micros: 110_000, monthly_micros: 80_300_000, complete: true });
	});

	it('takes what is created as 0 before, without a percentage of it', () => {
		const difference = costDifference(estimateOf({ 'vm/a': noCost }), estimateOf({ 'vm/a': cost(7_300_000) }));
		expect(difference.resources[0]).toMatchObject({ before: noCost, monthly_micros: 7_300_000, percent: null });
	});

	it('takes what goes as saved in full', () => {
		const difference = costDifference(estimateOf({ 'vm/a': cost(7_300_000) }), estimateOf({ 'vm/a': noCost }));
		expect(difference).toMatchObject({ monthly_micros: -7_300_000, percent: -100 });
	});

	it('never takes a price that is not known for a saving or an increase, in all neither', () => {
		const partly = cost(1_000_000, { complete: false });
		const known = cost(7_300_000);
		for (const [before, after] of [
			[known, partly],
			[partly, known],
			[partly, noCost],
			[noCost, partly],
		] as const) {
			const difference = costDifference(
				estimateOf({ 'vm/a': before, 'vm/b': known }),
				estimateOf({ 'vm/a': after, 'vm/b': known }),
			);
			for (const change of [difference, difference.resources[0]]) {
				expect(change).toMatchObject({ hourly_micros: null, monthly_micros: null, percent: null });
			}
			expect(difference.resources[1]).toMatchObject({ monthly_micros: 0, percent: 0 });
		}
	});

	it('says where a part is paid by use, on either side', () => {
		const metered = { ...noCost, metered: true } as const;
		const [grew, shrank] = [
			[noCost, metered],
			[metered, noCost],
		].map(([before = noCost, after = noCost]) =>
			costDifference(estimateOf({ 'storage/a': before }), estimateOf({ 'storage/a': after })),
		);
		expect([grew?.metered, shrank?.metered, grew?.resources[0]?.metered]).toEqual([true, true, true]);
	});

	it('adds up to the difference of the totals wherever everything is known', () => {
		const amounts = fc.array(fc.tuple(fc.nat(10 ** 12), fc.nat(10 ** 12)), { maxLength: 20 });
		fc.assert(
			fc.property(amounts, (pairs) => {
				const side = (which: 0 | 1) =>
					estimateOf(Object.fromEntries(pairs.map((pair, index) => [`vm/${index}`, cost(pair[which])])));
				const { resources, monthly_micros } = costDifference(side(0), side(1));
				expect(resources.reduce((sum, line) => sum + (line.monthly_micros ?? Number.NaN), 0)).toBe(monthly_micros);
			}),
		);
	});
});
