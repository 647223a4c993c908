import { describe, expect, it } from 'vitest';
import { vmSchema } from '../model/vm.js';
import type { Move } from './requested-of.js';
import { spendingAfter, spendingView } from './spending-view.js';

const hour = 3_600_000;
// Ten hours before December.
const now = Date.UTC(2026, 11, 1) - 10 * hour;
const web = vmSchema.parse({
	kind: 'vm',
	name: 'web',
	size: 'e2-small',
	region: 'us-central1',
	deletion_protection: false,
});
const use = (hourly_micros: number | null) => ({
	resource: 'vm/web',
	actor: 'ada',
	amounts: { count: 1, vcpu_milli: 500, memory_mib: 2048, disk_gib: 30, hourly_micros, monthly_micros: null },
});
const move = (before: number | null | undefined, after: number | null | undefined): Move => ({
	change: { address: 'vm/web', before: web, after: web },
	before: before === undefined ? null : use(before),
	after: after === undefined ? null : use(after),
});
const spending = { accrued_micros: 5000, run_rate_hourly_micros: 100, complete: true };

describe('what a project will have cost at the end of the month', () => {
	it.each<[string, readonly Move[], number | undefined]>([
		['with nothing that changes', [], 6000],
		['with something new', [move(undefined, 40)], 6400],
		['with something larger', [move(40, 70)], 6300],
		['with something that goes', [move(40, undefined)], 5600],
		['with several changes', [move(undefined, 40), move(40, 70), move(50, undefined)], 6200],
		['with something that goes and was never counted', [move(500, undefined)], 5000],
		['with something whose price is unknown', [move(undefined, 40), move(undefined, null)], undefined],
		['with something that was counted without a price', [move(null, 40)], undefined],
		['with something past every number', [move(undefined, Number.MAX_SAFE_INTEGER)], undefined],
	])('%s', (_, moves, expected) => {
		const view = spendingView(spending, moves, now);
		expect(view).toMatchObject({ accrued_micros: 5000, monthly_forecast_before_micros: 6000, complete: true });
		expect(view?.monthly_forecast_micros).toBe(expected);
		expect(JSON.stringify(view)).not.toContain('null');
	});

	it('is rounded up, in the last millisecond of the month too', () => {
		const last = spendingView(spending, [move(undefined, 1)], Date.UTC(2026, 11, 1) - 1);
		expect(last).toMatchObject({ monthly_forecast_before_micros: 5001, monthly_forecast_micros: 5001 });
		const first = spendingView({ ...spending, accrued_micros: 0 }, [], Date.UTC(2026, 11, 1));
		expect(first?.monthly_forecast_before_micros).toBe(100 * 31 * 24);
	});

	it('is exact where a rate times the milliseconds of a month is past 2^53', () => {
		const large = { ...spending, run_rate_hourly_micros: 1_000_000_000_001 };
		expect(spendingView(large, [], Date.UTC(2026, 10, 1))?.monthly_forecast_before_micros).toBe(720_000_000_005_720);
	});

	it('counts what an earlier deployment of the same preview adds, and is not complete where that is not known', () => {
		const after = spendingAfter(spending, [move(undefined, 40), move(40, 30)]);
		expect(after).toEqual({ accrued_micros: 5000, run_rate_hourly_micros: 130, complete: true });
		expect(spendingAfter(spending, [move(500, undefined)]).run_rate_hourly_micros).toBe(0);
		expect(spendingAfter(spending, [move(undefined, null)])).toEqual({ ...spending, complete: false });
	});

	it('is not said where nobody has counted, and not complete where that was not', () => {
		expect(spendingView(undefined, [], now)).toBeUndefined();
		expect(spendingView({ ...spending, complete: false }, [], now)?.complete).toBe(false);
	});
});
