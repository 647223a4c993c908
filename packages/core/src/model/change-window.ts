import { z } from 'zod';
import { firstShown, lastShown, wallAt } from './wall-clock.js';

/** The days of a week, as windows name them. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

type Weekday = (typeof weekdays)[number];

const minute = 60_000;
const day = 24 * 60 * minute;
const week = 7 * day;

/** A beginning or an end. What a wall clock shows is in milliseconds: of a date since 1970, else since midnight. */
type Point =
	| { readonly kind: 'date'; readonly wall: number }
	| { readonly kind: 'weekday'; readonly weekday: number; readonly wall: number }
	| { readonly kind: 'time'; readonly wall: number };

const forms = 'a local date and time (2026-12-24T18:00), a weekday and time (friday 16:00) or a time of day (16:00)';

const nameSchema = z
	.string()
	.regex(/^\P{C}{1,100}$/u, 'must be 1 to 100 printable characters')
	.refine((text) => text.isWellFormed(), 'must be well-formed Unicode');

/**
 * A window of time by the wall clock of a zone. It is once (`from` and `until` are dates with a time), every week (a
 * weekday with a time), or every day or on some weekdays (a time of day), where it may last past midnight.
 */
export const changeWindowSchema = z
	.strictObject({
		name: nameSchema,
		from: z.string(),
		until: z.string(),
		/** The days on which a window of a time of day begins; left out: on all. */
		weekdays: z.array(z.enum(weekdays)).min(1).optional(),
	})
	.superRefine((window, context) => {
		const fault = faultOf(window);
		if (fault !== null) context.addIssue({ code: 'custom', path: [fault.path], message: fault.message });
	});

/** A window of time by the wall clock of a zone. */
export type ChangeWindow = z.infer<typeof changeWindowSchema>;

/** One time that a window comes round: from its first moment to the moment after its last. */
export interface Occurrence {
	readonly starts_at: number;
	readonly ends_at: number;
}

/**
 * The occurrence of a window that a moment lies in, or else the next one; `null` where none is to come.
 *
 * It begins when the wall clock first shows `from`, and ends when it last shows `until`: an hour that is lived twice is
 * all in it. What the clock skips is where the clock jumps, so a window that lies in a skipped hour does not come round.
 *
 * @param window of {@link changeWindowSchema}
 * @param timeZone IANA name, such as `Europe/Berlin`
 * @param at milliseconds since 1970
 *
 * @example
 * ```ts
 * import { occurrenceAt } from '@portcullis/core';
 *
 * const weekend = { name: 'weekend', from: 'friday 16:00', until: 'monday 08:00' };
 * const found = occurrenceAt(weekend, 'Europe/Berlin', Date.UTC(2026, 10, 24, 12));
 * console.log(new Date(found?.starts_at ?? 0).toISOString()); // 2026-11-27T15:00:00.000Z
 * ```
 */
export function occurrenceAt(window: ChangeWindow, timeZone: string, at: number): Occurrence | null {
	const wall = wallAt(timeZone, at);
	for (const [begins, ends] of turnsOf(window, wall)) {
		// No zone's clock is ever moved by more than a day.
		if (ends + 2 * day <= wall) continue;
		const starts_at = Math.max(0, firstShown(timeZone, begins));
		const ends_at = lastShown(timeZone, ends);
		if (ends_at > at && starts_at < ends_at) return { starts_at, ends_at };
	}
	return null;
}

/** What the wall clock of a zone shows at a moment, for people: `Saturday 2027-01-02 08:00 (Europe/Berlin)`. */
export function localTime(timeZone: string, at: number): string {
	const shown = new Date(wallAt(timeZone, at));
	const weekday = weekdays[(shown.getUTCDay() + 6) % 7] ?? '';
	const [date = '', time = ''] = shown.toISOString().split('T');
	return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)} ${date} ${time.slice(0, 5)} (${timeZone})`;
}

/** When a window begins and ends by the wall clock, in order of time, from a week before a moment on. */
function turnsOf(
	{ from, until, weekdays: days = [...weekdays] }: ChangeWindow,
	wall: number,
): (readonly [number, number])[] {
	const [begins, ends] = [pointOf(from), pointOf(until)];
	if (begins === null || ends === null) return [];
	if (begins.kind === 'date') return [[begins.wall, ends.wall]];
	const weekly = begins.kind === 'weekday' && ends.kind === 'weekday';
	const length = weekly
		? lengthOf(ends.weekday * day + ends.wall - begins.weekday * day - begins.wall, week)
		: lengthOf(ends.wall - begins.wall, day);
	const on = weekly ? [begins.weekday] : days.map((name) => weekdays.indexOf(name));
	const today = Math.floor(wall / day) * day;
	const turns: (readonly [number, number])[] = [];
	for (let date = today - 8 * day; date <= today + 15 * day; date += day) {
		if (!on.includes(weekdayOf(date))) continue;
		turns.push([date + begins.wall, date + begins.wall + length]);
	}
	return turns;
}

// From a time to the same time is once round, and not nothing.
function lengthOf(difference: number, round: number): number {
	const length = ((difference % round) + round) % round;
	return length === 0 ? round : length;
}

function weekdayOf(wall: number): number {
	return (new Date(wall).getUTCDay() + 6) % 7;
}

function pointOf(text: string): Point | null {
	const matched =
		/^(?:(?<date>2\d{3}-\d\d-\d\d)T|(?<weekday>[a-z]+) )?(?<hour>[01]\d|2[0-3]|24(?=:00)):(?<minute>[0-5]\d)$/.exec(
			text,
		);
	if (matched?.groups === undefined) return null;
	const { date, weekday, hour, minute: past } = matched.groups;
	const wall = (Number(hour) * 60 + Number(past)) * minute;
	if (date !== undefined) {
		const midnight = Date.parse(`${date}T00:00:00Z`);
		// A date that there is not (30 February) is read as none, or as one of the next month.
		if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return null;
		return { kind: 'date', wall: midnight + wall };
	}
	if (weekday === undefined) return { kind: 'time', wall };
	const index = weekdays.indexOf(weekday as Weekday);
	return index === -1 ? null : { kind: 'weekday', weekday: index, wall };
}

function faultOf(
	window: ChangeWindow,
): { readonly path: 'from' | 'until' | 'weekdays'; readonly message: string } | null {
	const [begins, ends] = [pointOf(window.from), pointOf(window.until)];
	if (begins === null) return { path: 'from', message: `must be ${forms}` };
	if (ends === null) return { path: 'until', message: `must be ${forms}` };
	if (begins.kind !== ends.kind) return { path: 'until', message: `must be of the same form as from, ${window.from}` };
	if (begins.kind === 'date' && ends.wall <= begins.wall)
		return { path: 'until', message: `must be after from, ${window.from}` };
	if (window.weekdays !== undefined && begins.kind !== 'time') {
		return { path: 'weekdays', message: 'goes only with from and until that are times of day, such as 16:00' };
	}
	return null;
}
