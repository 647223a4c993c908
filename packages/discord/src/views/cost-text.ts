import { type Accrual, formatHourly, formatMonthly } from '@portcullis/core';
import type { Words } from '../i18n/words.js';

/** What something has cost this month, will have by its end, and costs an hour now. */
export function costText(of: Accrual, words: Words): string {
	const hourly = formatHourly({
		hourly_micros: of.hourly_micros,
		monthly_micros: 0,
		complete: of.hourly_complete,
		...metered(of),
	});
	return words.costLine(accruedText(of), forecastText(of), hourly);
}

/** `12.23`, `at least 12.23`, `12.23 + usage` US dollars until now. */
export function accruedText(of: Accrual): string {
	return month(of.accrued_micros, of.complete, of);
}

/** The same for the whole month. */
export function forecastText(of: Accrual): string {
	return month(of.forecast_micros, of.forecast_complete, of);
}

function month(monthly_micros: number, complete: boolean, of: Accrual): string {
	return `${formatMonthly({ hourly_micros: 0, monthly_micros, complete, ...metered(of) })} USD`;
}

function metered(of: Accrual): { readonly metered?: true } {
	return of.metered === true ? { metered: true } : {};
}
