import { type Cost, formatHourly, formatMicros, formatMonthly } from '@portcullis/core';

/** `12.23 USD a month (0.0168 an hour)` */
export function costText(cost: Cost): string {
	return `${formatMonthly(cost)} USD a month (${formatHourly(cost)} an hour)`;
}

/** `12.23 USD`; of a part that is not known: `at least 12.23 USD`. */
export function amountText(micros: number, complete = true): string {
	return `${complete ? '' : 'at least '}${formatMicros(micros, 2)} USD`;
}
