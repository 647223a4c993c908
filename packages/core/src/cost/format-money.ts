import type { Cost } from '../model/estimate.js';

/** The words round an amount, and its currency. `Messages` has them. */
export interface AmountWords {
	readonly unknown: string;
	readonly byUsage: string;
	readonly atLeast: (amount: string) => string;
	readonly plusUsage: (amount: string) => string;
	readonly usd: (amount: string) => string;
}

const withoutCurrency: AmountWords = {
	unknown: 'unknown',
	byUsage: 'by usage',
	atLeast: (amount) => `at least ${amount}`,
	plusUsage: (amount) => `${amount} + usage`,
	usd: (amount) => amount,
};

/**
 * Writes an amount for people, in US dollars without a sign of the currency: rounded half up (away from zero), with a
 * point, without separators. An amount that is not 0 is never shown as 0: `<0.01`.
 *
 * @param micros whole millionths of a US dollar
 * @param places digits after the point, from 0 to 6
 * @throws RangeError for an amount that is not a whole number
 *
 * @example
 * ```ts
 * import { formatMicros } from '@portcullis/core';
 *
 * console.log(formatMicros(16_753, 4)); // 0.0168
 * console.log(formatMicros(3, 2)); // <0.01
 * ```
 */
export function formatMicros(micros: number, places: number): string {
	const sign = micros < 0 ? '-' : '';
	const amount = BigInt(Math.abs(micros));
	const step = 10n ** BigInt(6 - places);
	const steps = (2n * amount + step) / (2n * step);
	if (steps === 0n && amount > 0n) return `${sign}<${decimal(1n, places)}`;
	return sign + decimal(steps, places);
}

/**
 * An hourly amount of a cost, to four places: `0.0168`; `at least 0.0168` where a part is unknown, `0.0168 + usage` where
 * one is paid by use and nobody said how much that will be.
 *
 * @param words a front end's `Messages` add the currency: `at least 0.0168 USD`; what is no amount has none
 */
export function formatHourly(cost: Cost, words: AmountWords = withoutCurrency): string {
	return withLimit(cost, cost.hourly_micros, 4, words);
}

/** A monthly amount of a cost, to two places, in the same words: `12.23`, `at least 12.23`, `12.23 + usage`. */
export function formatMonthly(cost: Cost, words: AmountWords = withoutCurrency): string {
	return withLimit(cost, cost.monthly_micros, 2, words);
}

function withLimit({ complete, metered }: Cost, micros: number, places: number, words: AmountWords): string {
	const amount = words.usd(formatMicros(micros, places));
	// "At least 0" would read like a price.
	if (!complete) return micros === 0 ? words.unknown : words.atLeast(amount);
	if (metered !== true) return amount;
	return micros === 0 ? words.byUsage : words.plusUsage(amount);
}

function decimal(steps: bigint, places: number): string {
	const digits = String(steps).padStart(places + 1, '0');
	return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
