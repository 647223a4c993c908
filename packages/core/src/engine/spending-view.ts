import { windowAt } from '../model/quota-window.js';
import type { Spending } from './facts.js';
import type { PolicyInput } from './policy-input.js';
import type { Move } from './requested-of.js';

type SpendingView = PolicyInput['spending'];

/**
 * What the project will have cost at the end of the UTC month, without a deployment and with it: what it has cost, and
 * what then stands at its list price for each hour that is left. Each part is rounded up to a whole millionth.
 *
 * What stands counts at its price when it was deployed, as in `spending`, and what comes at the price of now. A forecast
 * that is past 2^53, or to which a price is missing, is absent.
 *
 * @param spending `undefined` where nobody has counted it: then there is no view of it either
 * @param now milliseconds since 1970
 */
export function spendingView(spending: Spending | undefined, moves: readonly Move[], now: number): SpendingView {
	if (spending === undefined) return undefined;
	const { accrued_micros, run_rate_hourly_micros: rate, complete } = spending;
	const left = windowAt('month', 'UTC', now).ends_at - now;
	const change = rateChange(moves);
	const before = forecast(accrued_micros, rate, left);
	// What stands can have been counted at less than the parts that go: nothing is earned by taking it away.
	const after = change === null ? undefined : forecast(accrued_micros, Math.max(0, rate + change), left);
	return {
		accrued_micros,
		...(before === undefined ? {} : { monthly_forecast_before_micros: before }),
		...(after === undefined ? {} : { monthly_forecast_micros: after }),
		complete,
	};
}

/** What a project costs once a deployment stands: more or less an hour, of the same month. */
export function spendingAfter(spending: Spending, moves: readonly UseMove[]): Spending {
	const change = rateChange(moves);
	if (change === null) return { ...spending, complete: false };
	return { ...spending, run_rate_hourly_micros: Math.max(0, spending.run_rate_hourly_micros + change) };
}

type UseMove = Pick<Move, 'before' | 'after'>;

/** By how much a deployment changes what the project costs an hour; `null` where a price is not known. */
function rateChange(moves: readonly UseMove[]): number | null {
	let change = 0;
	for (const { before, after } of moves) {
		const [less, more] = [before, after].map((use) => (use === null ? 0 : use.amounts.hourly_micros));
		if (less == null || more == null) return null;
		change += more - less;
	}
	return change;
}

function forecast(accrued: number, rate: number, left: number): number | undefined {
	const hour = 3_600_000n;
	// In whole numbers: a rate times the milliseconds of a month is soon past 2^53.
	const rest = (BigInt(rate) * BigInt(left) + hour - 1n) / hour;
	const sum = Number(BigInt(accrued) + rest);
	return Number.isSafeInteger(sum) ? sum : undefined;
}
