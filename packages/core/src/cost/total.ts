import type { Cost } from '../model/estimate.js';

/** What costs nothing, and is known to. */
export const noCost: Cost = { hourly_micros: 0, monthly_micros: 0, complete: true };

/**
 * Adds costs up. The total is complete only if every part is.
 *
 * Past 2^53 micros (nine billion dollars) a number is no longer exact: the total stops there and is not complete, so
 * it stays true as "at least".
 */
export function totalOf(costs: readonly Cost[]): Cost {
	return costs.reduce((total, cost): Cost => {
		const hourly = total.hourly_micros + cost.hourly_micros;
		const monthly = total.monthly_micros + cost.monthly_micros;
		return {
			hourly_micros: Math.min(hourly, Number.MAX_SAFE_INTEGER),
			monthly_micros: Math.min(monthly, Number.MAX_SAFE_INTEGER),
			complete: total.complete && cost.complete && Number.isSafeInteger(hourly) && Number.isSafeInteger(monthly),
			...(total.metered === true || cost.metered === true ? { metered: true } : {}),
		};
	}, noCost);
}
