import { type Cost, formatHourly, formatMonthly } from '@portcullis/core';

/** `12.23 USD a month (0.0168 an hour)` */
export function costText(cost: Cost): string {
	return `${formatMonthly(cost)} USD a month (${formatHourly(cost)} an hour)`;
}
