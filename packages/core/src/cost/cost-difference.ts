import type { CostChange, CostDifference } from '../model/cost-difference.js';
import type { Cost } from '../model/estimate.js';
import { noCost } from './total.js';

/** What resources cost, each and in all; an estimate says by which components, too. */
interface Costs extends Cost {
	readonly resources: readonly (Cost & { readonly resource: string })[];
}

/**
 * Lays what a deployment's resources cost before beside what they will cost, resource by resource and in all.
 *
 * The trap: an amount over the known parts only is less than the price. A new price that is unknown would look like a
 * saving, and an old one like an increase; the difference is `null` there, in all too.
 *
 * @param before such as `estimateChanges` on the side `before`
 * @param after of `estimateChanges`, with a line for each resource; one that has none before did not stand
 *
 * @example
 * ```ts
 * import { costDifference, type Estimate } from '@portcullis/core';
 *
 * const costing = (monthly_micros: number): Estimate => {
 * 	const cost = { hourly_micros: Math.round(monthly_micros / 730), monthly_micros, complete: true };
 * 	return { resources: [{ resource: 'vm/web', components: [], ...cost }], ...cost };
 * };
 * const { monthly_micros, percent } = costDifference(costing(10_000_000), costing(12_500_000));
 * console.log(monthly_micros, percent); // 2500000 25
 * ```
 */
export function costDifference(before: Costs, after: Costs): CostDifference {
	const stood = new Map(before.resources.map((line) => [line.resource, line]));
	const resources = after.resources.map((line) => ({
		resource: line.resource,
		...changeOf(stood.get(line.resource) ?? noCost, line),
	}));
	return { resources, ...changeOf(before, after) };
}

function changeOf(before: Cost, after: Cost): CostChange {
	const known = before.complete && after.complete;
	const monthly = after.monthly_micros - before.monthly_micros;
	return {
		before: costOnly(before),
		after: costOnly(after),
		hourly_micros: known ? after.hourly_micros - before.hourly_micros : null,
		monthly_micros: known ? monthly : null,
		percent: known && before.monthly_micros > 0 ? tenths((100 * monthly) / before.monthly_micros) : null,
		...(before.metered === true || after.metered === true ? { metered: true } : {}),
	};
}

/** A cost without what else a line of an estimate says: both sides of its components would be kept with every decision. */
export function costOnly({ hourly_micros, monthly_micros, complete, metered }: Cost): Cost {
	return { hourly_micros, monthly_micros, complete, ...(metered === true ? { metered } : {}) };
}

// Adding 0 turns the -0 that a tiny saving rounds to into 0.
function tenths(percent: number): number {
	return Math.round(percent * 10) / 10 + 0;
}
