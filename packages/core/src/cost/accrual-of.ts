import type { CostInterval } from '../model/cost-interval.js';

/** What something has cost in a month until now, and what the month will come to. Amounts are millionths of a US dollar. */
export interface Accrual {
	/** From the beginning of the month until now: each price times the time for which it held. */
	readonly accrued_micros: number;
	/** `false` where a part of a price was not known: that is then the least that it has cost. */
	readonly complete: boolean;
	/** What all that stands now costs an hour. */
	readonly hourly_micros: number;
	readonly hourly_complete: boolean;
	/** What the month will have cost if nothing is changed: what it has until now, and what stands for the rest of it. */
	readonly forecast_micros: number;
	readonly forecast_complete: boolean;
	/** There where something is paid by use that nobody foretold: the amounts are without it. */
	readonly metered?: true;
}

/** A month: from its first moment to the moment after its last, in milliseconds since 1970. */
export interface Month {
	readonly starts_at: number;
	readonly ends_at: number;
}

const hour = 3_600_000n;

/**
 * Works out what resources have cost in a month, and will.
 *
 * The amounts are exact and rounded once, half up: cutting a time in two at the same price changes nothing.
 *
 * @param intervals those of the month, and perhaps others, which add nothing
 * @param now within the month
 */
export function accrualOf(intervals: readonly CostInterval[], { starts_at, ends_at }: Month, now: number): Accrual {
	let accrued = 0n;
	let hourly = 0n;
	let complete = true;
	let hourlyComplete = true;
	let metered = false;
	for (const interval of intervals) {
		const price = BigInt(interval.hourly_micros);
		const lasted = Math.min(interval.ends_at ?? now, now) - Math.max(interval.starts_at, starts_at);
		if (lasted > 0) {
			accrued += price * BigInt(lasted);
			complete &&= interval.complete;
			metered ||= interval.metered;
		}
		if (interval.ends_at === null) {
			hourly += price;
			hourlyComplete &&= interval.complete;
			metered ||= interval.metered;
		}
	}
	const rest = BigInt(Math.max(0, ends_at - now));
	const [accrued_micros, accruedFits] = amount(accrued, hour);
	const [hourly_micros, hourlyFits] = amount(hourly, 1n);
	const [forecast_micros, forecastFits] = amount(accrued + hourly * rest, hour);
	return {
		accrued_micros,
		complete: complete && accruedFits,
		hourly_micros,
		hourly_complete: hourlyComplete && hourlyFits,
		forecast_micros,
		forecast_complete: complete && hourlyComplete && forecastFits,
		...(metered ? { metered: true } : {}),
	};
}

/** Adds up what parts of a project, such as its kinds, have cost and will. */
export function totalAccrual(parts: readonly Accrual[]): Accrual {
	const sum = (figure: 'accrued_micros' | 'hourly_micros' | 'forecast_micros') =>
		amount(
			parts.reduce((total, part) => total + BigInt(part[figure]), 0n),
			1n,
		);
	const [accrued_micros, accruedFits] = sum('accrued_micros');
	const [hourly_micros, hourlyFits] = sum('hourly_micros');
	const [forecast_micros, forecastFits] = sum('forecast_micros');
	return {
		accrued_micros,
		complete: accruedFits && parts.every(({ complete }) => complete),
		hourly_micros,
		hourly_complete: hourlyFits && parts.every(({ hourly_complete }) => hourly_complete),
		forecast_micros,
		forecast_complete: forecastFits && parts.every(({ forecast_complete }) => forecast_complete),
		...(parts.some(({ metered }) => metered === true) ? { metered: true } : {}),
	};
}

// Past 2^53 a number is no longer exact: the amount stops there, and is the least that it is.
function amount(exact: bigint, divisor: bigint): readonly [micros: number, fits: boolean] {
	const micros = (2n * exact + divisor) / (2n * divisor);
	const most = BigInt(Number.MAX_SAFE_INTEGER);
	return micros > most ? [Number.MAX_SAFE_INTEGER, false] : [Number(micros), true];
}
