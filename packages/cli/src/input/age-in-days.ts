const day = 24 * 60 * 60 * 1000;

/**
 * How old something of a day is, in whole days; `null` where the day is not told. Of a month that is only told by its
 * name, the first day counts: it may be as old as that.
 *
 * @param date `2026-07-30`, `2026-07`, `2026`; anything else is no day
 */
export function ageInDays(date: string, now: number): number | null {
	const [, year, month, dayOfMonth] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(date) ?? [];
	if (year === undefined) return null;
	const at = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(dayOfMonth ?? 1));
	return Math.max(0, Math.floor((now - at) / day));
}

/** Prices older than this may have changed, in days: a year. */
export const oldPrices = 365;
