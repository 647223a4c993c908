import { z } from 'zod';
import { instantSchema } from './names.js';
import type { QuotaPeriod } from './vocabulary.js';
import { firstShown, wallAt } from './wall-clock.js';

/** One window of a quota: from its first moment to the moment after its last. */
export const quotaWindowSchema = z
	.strictObject({ id: z.string(), starts_at: instantSchema, ends_at: instantSchema })
	.refine(({ starts_at, ends_at }) => starts_at < ends_at, 'must begin before it ends');

/** One window of a quota. `id` is its length and its beginning: `day:2026-11-24T00:00:00.000Z`. */
export type QuotaWindow = z.infer<typeof quotaWindowSchema>;

/**
 * The window that a moment lies in. Windows are fixed: they begin where the wall clock of the zone first shows the
 * beginning of an hour, a day, a week (Monday) or a month, and each ends where the next begins, so that every moment
 * lies in exactly one.
 *
 * Where clocks are put forward or back, a day has 23 or 25 hours, and the hour that is lived twice is one window of two.
 *
 * @param timeZone IANA name, such as `Europe/Berlin`
 * @param at milliseconds since 1970
 *
 * @example
 * ```ts
 * import { windowAt } from '@portcullis/core';
 *
 * const { starts_at, ends_at } = windowAt('day', 'Europe/Berlin', Date.UTC(2026, 9, 25, 12));
 * console.log((ends_at - starts_at) / 3_600_000); // 25
 * ```
 */
export function windowAt(period: QuotaPeriod, timeZone: string, at: number): QuotaWindow {
	const wall = wallAt(timeZone, at);
	let begins = beginningOf(period, wall);
	// The clock can have been put back since this period began to show: then the moment belongs to the one before or after.
	while (at < firstShown(timeZone, begins)) begins = beginningOf(period, begins - 1);
	while (at >= firstShown(timeZone, after(period, begins))) begins = after(period, begins);
	const starts_at = firstShown(timeZone, begins);
	return {
		id: `${period}:${new Date(starts_at).toISOString()}`,
		starts_at,
		ends_at: firstShown(timeZone, after(period, begins)),
	};
}

const hour = 3_600_000;
const day = 24 * hour;

function beginningOf(period: QuotaPeriod, wall: number): number {
	const shown = new Date(wall);
	switch (period) {
		case 'hour':
			return Math.floor(wall / hour) * hour;
		case 'day':
			return Math.floor(wall / day) * day;
		case 'week':
			return Math.floor(wall / day) * day - ((shown.getUTCDay() + 6) % 7) * day;
		case 'month':
			return Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth());
	}
}

function after(period: QuotaPeriod, begins: number): number {
	// The 32nd day after the first of a month always lies in the next one.
	const steps = { hour, day, week: 7 * day, month: 32 * day };
	return beginningOf(period, begins + steps[period]);
}
