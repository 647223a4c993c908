import type { PriceAnswer, PriceQuery } from '../contracts/catalogue.js';
import type { Component, ComponentName, PriceUnit } from '../model/estimate.js';
import { type Fraction, multiply, parseDecimal, toMicros, whole } from './fraction.js';
import { hoursPerMonth } from './hours-per-month.js';

/** A part of a resource before its price is known: what to look for, and how much of it is bought. */
export interface Part {
	readonly component: ComponentName;
	/** In the cloud's words: `e2-small in us-central1`. */
	readonly detail: string;
	readonly query: PriceQuery;
	/**
	 * How many units are bought, by the unit that the price is for; `null` where that is a matter of use and nobody said.
	 * A unit that is not named here does not fit the part.
	 */
	readonly quantity: Partial<Record<PriceUnit, number | null>>;
}

/**
 * Prices one part from the catalogue's answer.
 *
 * Amounts are computed exactly from the table's decimal text and rounded once, half up, to a millionth of a dollar:
 * the month from the unit price, not from the rounded hour. A price by the hour is 730 of them a month, times the
 * month factor; a price by the month is a 730th of it an hour.
 *
 * Of fewer hours a month only what is paid by the hour gets less, and there is no month factor: clouds give it for a
 * whole month, and for a part of one by steps that the factor does not tell.
 *
 * The trap: the answer may come from a catalogue that somebody else wrote. What is not a price above 0 for a unit that
 * fits becomes `unknown`; it must never become a small number, or `NaN`, that passes every limit.
 *
 * @param hours for which the part runs in a month: a whole number from 1 to 730
 */
export function pricePart(part: Part, answer: PriceAnswer, hours: number = hoursPerMonth): Component {
	const { component, detail } = part;
	if (answer.kind === 'free') return { kind: 'free', component, detail, reason: answer.reason };
	if (answer.kind === 'unknown') {
		return { kind: 'unknown', component, detail, reason: answer.reason, looked_in: answer.looked_in };
	}
	const unknown = (reason: string): Component => ({
		kind: 'unknown',
		component,
		detail,
		reason,
		looked_in: answer.source,
	});

	const { usd, unit, source, date } = answer;
	const price = parseDecimal(usd);
	if (price === undefined) return unknown(`${JSON.stringify(usd)} is not a decimal price`);
	if (price.numerator === 0n) return unknown('a price of 0 is not a price; a catalogue says free where it means it');
	const factor = monthFactor(answer.month_factor);
	if (factor === undefined) return unknown(`${answer.month_factor} is not a factor above 0 and at most 1`);
	const quantity = part.quantity[unit];
	if (quantity === undefined) return unknown(`a price by ${unit} does not fit ${component}`);

	if (quantity === null) return { kind: 'usage', component, detail, unit, unit_price: usd, source, date };

	const bought = multiply(price, whole(quantity));
	const month = whole(hoursPerMonth);
	const byHour = unit === 'hour';
	const inMonth = hours === hoursPerMonth ? multiply(multiply(bought, month), factor) : multiply(bought, whole(hours));
	const hourly_micros = toMicros(byHour ? bought : multiply(bought, { numerator: 1n, denominator: month.numerator }));
	const monthly_micros = toMicros(byHour ? inMonth : bought);
	if (hourly_micros === undefined || monthly_micros === undefined)
		return unknown('the amount is too large to be exact');
	return {
		kind: 'priced',
		component,
		detail,
		quantity,
		unit,
		unit_price: usd,
		hourly_micros,
		monthly_micros,
		source,
		date,
	};
}

/** Reads a factor as the decimal that the table held: the shortest text that reads back as the number is that. */
function monthFactor(factor: number): Fraction | undefined {
	return factor > 0 && factor <= 1 ? parseDecimal(String(factor)) : undefined;
}
