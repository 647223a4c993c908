import { costDifference } from '../cost/cost-difference.js';
import { noCost, totalOf } from '../cost/total.js';
import type { Decision } from '../model/decision.js';
import type { Cost, Estimate } from '../model/estimate.js';
import type { Assessment } from './assess.js';
import type { Judged } from './build-input.js';
import { unpricedIn } from './unpriced-in.js';

/**
 * What a deployment or a plan costs, and what it changes about that. What an assessment does not price of what stands is
 * unknown, and so is the total of a plan that makes or changes something that nothing judges.
 */
export function costOfChange(
	{ changes, plan }: Judged,
	{ estimate, before }: Assessment,
): Required<Pick<Decision, 'cost' | 'cost_change'>> {
	const stood = changes.map((change) => ({
		resource: change.address,
		...(change.before === null ? noCost : (before?.get(change.address) ?? unknownCost)),
	}));
	const total = { resources: stood, ...totalOf(stood) };
	if (plan === null) return { cost: estimate, cost_change: costDifference(total, estimate) };
	const unpriced = unpricedIn(plan);
	const cost: Estimate = { ...estimate, complete: estimate.complete && unpriced.after.length === 0 };
	const until = { ...total, complete: total.complete && unpriced.before.length === 0 };
	return { cost, cost_change: costDifference(until, cost) };
}

const unknownCost: Cost = { hourly_micros: 0, monthly_micros: 0, complete: false };
