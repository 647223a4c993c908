import { expect, test } from 'vitest';
import type { ProjectCost } from '../gate/project-cost.js';
import type { KindCost } from '../gate/spent-by.js';
import { presentCostTogether, presentProjectCost } from './present-project-cost.js';

const dollar = 1_000_000;

function kindCost(kind: KindCost['kind'], dollars: number, more: Partial<KindCost> = {}): KindCost {
	return {
		kind,
		accrued_micros: dollars * dollar,
		complete: true,
		hourly_micros: 0,
		hourly_complete: true,
		forecast_micros: 2 * dollars * dollar,
		forecast_complete: true,
		...more,
	};
}

function projectCost(kinds: readonly [KindCost, ...KindCost[]]): ProjectCost {
	return {
		...kinds[0],
		project: 'shop',
		provider: 'gcp',
		month: { starts_at: Date.UTC(2026, 10, 1), ends_at: Date.UTC(2026, 11, 1) },
		at: Date.UTC(2026, 10, 24, 12),
		kinds,
		budget_micros: 100 * dollar,
		budget_percent: 12,
		forecast_percent: 24,
	};
}

const unknown = { complete: false, forecast_complete: false } as const;

test('what a project costs is said with its currency, its budget and its month', () => {
	const { all, budget, month } = presentProjectCost(projectCost([kindCost('vm', 12)]));
	expect(all.text).toBe('12.00 USD until now, 24.00 USD by the end of the month; 0.0000 USD an hour now');
	expect(budget).toBe('12 % of 100.00 USD, 24 % in the month');
	expect(month.until).toBe('2026-11-24 12:00:00Z');
});

test('a drawing is told what is not known, and never that it is 0', () => {
	const [none, part, used] = presentProjectCost(
		projectCost([
			kindCost('vm', 0, unknown),
			kindCost('database', 3, unknown),
			kindCost('storage', 0, { metered: true }),
		]),
	).kinds;
	expect(none).toMatchObject({ accrued: 'unknown', accrued_micros: null, forecast_micros: null, complete: false });
	expect(part).toMatchObject({ accrued: 'at least 3.00', accrued_micros: 3 * dollar, complete: false });
	expect(used).toMatchObject({ accrued: 'by usage', accrued_micros: null, complete: false });
	expect(presentProjectCost(projectCost([kindCost('vm', 0)])).all).toMatchObject({ accrued_micros: 0, complete: true });
});

test('projects together cost their sum, by kind and in all', () => {
	const shop = projectCost([kindCost('vm', 1), kindCost('database', 2)]);
	const blog = projectCost([kindCost('vm', 4), kindCost('storage', 8, unknown)]);
	const { kinds, all } = presentCostTogether([shop, blog]);
	expect(kinds.map(({ resource_kind, accrued }) => [resource_kind, accrued])).toEqual([
		['vm', '5.00'],
		['database', '2.00'],
		['storage', 'at least 8.00'],
	]);
	expect(all.accrued).toBe('at least 15.00');
	expect(presentCostTogether([]).all.accrued).toBe('0.00');
});

test('what is no amount has no currency', () => {
	const metered = { metered: true } as const;
	const costs = [
		kindCost('vm', 12),
		kindCost('vm', 3, unknown),
		kindCost('vm', 3, metered),
		kindCost('vm', 0, metered),
		kindCost('vm', 0, unknown),
	];
	expect(
		presentProjectCost(projectCost([kindCost('vm', 0), ...costs]))
			.kinds.slice(1)
			.map((one) => one.accrued_usd),
	).toEqual(['12.00 USD', 'at least 3.00 USD', '3.00 USD + usage', 'by usage', 'unknown']);
});
