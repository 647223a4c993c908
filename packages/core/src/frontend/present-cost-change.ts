import { formatMicros, formatMonthly } from '../cost/format-money.js';
import type { CostChange, CostDifference } from '../model/cost-difference.js';
import { en, type Messages } from './messages.js';

/** What a deployment changes about a cost, as people read it. */
export interface PresentedCostChange {
	/** A resource's address; `null`: of all together. */
	readonly resource: string | null;
	/** In US dollars a month. */
	readonly before: string;
	readonly after: string;
	/** `+12.23, +100 %`, or that it is not known. */
	readonly difference: string;
	/** All of it on one line. */
	readonly text: string;
}

/**
 * Presents what a deployment changes about the cost: for each resource that it changes, and for all where there are
 * several. What is only created has its price already, and makes nothing here.
 */
export function presentCostChange(
	difference: CostDifference | undefined,
	messages: Messages = en,
): readonly PresentedCostChange[] {
	if (difference === undefined || isNothing(difference.before)) return [];
	const { resources } = difference;
	const presented = resources.map((change) => present(change.resource, change, messages));
	return resources.length > 1 ? [...presented, present(null, difference, messages)] : presented;
}

/** Writes what something costs before and after, and the difference: `12.23 -> 24.46 USD a month (+12.23, +100 %)`. */
export function costChangeText(change: CostChange, messages: Messages = en): string {
	return messages.costChange(
		formatMonthly(change.before),
		formatMonthly(change.after),
		differenceText(change, messages),
	);
}

function present(resource: string | null, change: CostChange, messages: Messages): PresentedCostChange {
	const text = `${resource ?? messages.inAll}: ${costChangeText(change, messages)}`;
	return {
		resource,
		before: formatMonthly(change.before),
		after: formatMonthly(change.after),
		difference: differenceText(change, messages),
		text,
	};
}

function differenceText({ monthly_micros, percent, metered }: CostChange, messages: Messages): string {
	// Of a price that is not known there is no difference, however small the part is that is known.
	if (monthly_micros === null) return messages.differenceUnknown;
	if (metered === true && monthly_micros === 0) return messages.byUsage;
	const amount = signed(monthly_micros, formatMicros(Math.abs(monthly_micros), 2));
	const share = percent === null ? [] : [messages.percent(signed(percent, String(Math.abs(percent))))];
	const whole = messages.listed([amount, ...share]);
	return metered === true ? messages.plusUsage(whole) : whole;
}

function signed(value: number, magnitude: string): string {
	if (value === 0) return magnitude;
	return `${value < 0 ? '-' : '+'}${magnitude}`;
}

// Nothing stood: 0, known to be, and nothing by use.
function isNothing({ monthly_micros, hourly_micros, complete, metered }: CostChange['before']): boolean {
	return monthly_micros === 0 && hourly_micros === 0 && complete && metered !== true;
}
