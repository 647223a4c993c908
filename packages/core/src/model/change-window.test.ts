import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChangeWindow, changeWindowSchema, localTime, occurrenceAt, weekdays } from './change-window.js';
import { problemsOf } from './problem.js';
import { wallAt } from './wall-clock.js';

const at = (iso: string) => Date.parse(iso);
const window = (from: string, until: string, days?: ChangeWindow['weekdays']): ChangeWindow => ({
	name: 'quiet',
	from,
	until,
	...(days === undefined ? {} : { weekdays: days }),
});
const bounds = (asked: ChangeWindow, zone: string, iso: string) => {
	const found = occurrenceAt(asked, zone, at(iso));
	return found && [found.starts_at, found.ends_at].map((moment) => new Date(moment).toISOString().slice(0, 16));
};

describe('the occurrence of a window', () => {
	const once = window('2026-12-24T18:00', '2027-01-04T08:00');
	const weekend = window('friday 16:00', 'monday 08:00');
	const nights = window('22:00', '06:00');
	it.each<[string, ChangeWindow, string, string, readonly string[] | null]>([
		['once, to come', once, 'Europe/Berlin', '2026-11-24T12:00Z', ['2026-12-24T17:00', '2027-01-04T07:00']],
		[
			'once, in its last moment',
			once,
			'Europe/Berlin',
			'2027-01-04T06:59:59.999Z',
			['2026-12-24T17:00', '2027-01-04T07:00'],
		],
		['once, over', once, 'Europe/Berlin', '2027-01-04T07:00Z', null],
		['of a week, to come', weekend, 'UTC', '2026-11-24T12:00Z', ['2026-11-27T16:00', '2026-11-30T08:00']],
		['of a week, on its last day', weekend, 'UTC', '2026-11-30T07:59Z', ['2026-11-27T16:00', '2026-11-30T08:00']],
		['of a week, just over', weekend, 'UTC', '2026-11-30T08:00Z', ['2026-12-04T16:00', '2026-12-07T08:00']],
		[
			'of a week, all of it',
			window('monday 09:00', 'monday 09:00'),
			'UTC',
			'2026-11-30T08:00Z',
			['2026-11-23T09:00', '2026-11-30T09:00'],
		],
		['of a night, after midnight', nights, 'UTC', '2026-11-24T05:59Z', ['2026-11-23T22:00', '2026-11-24T06:00']],
		['of a night, by day', nights, 'UTC', '2026-11-24T06:00Z', ['2026-11-24T22:00', '2026-11-25T06:00']],
		[
			'of a day, all of it',
			window('00:00', '24:00'),
			'Asia/Kolkata',
			'2026-11-24T12:00Z',
			['2026-11-23T18:30', '2026-11-24T18:30'],
		],
		[
			'that begins on fridays',
			window('22:00', '06:00', ['friday']),
			'UTC',
			'2026-11-28T05:00Z',
			['2026-11-27T22:00', '2026-11-28T06:00'],
		],
		[
			'that begins on fridays, on a saturday',
			window('22:00', '06:00', ['friday']),
			'UTC',
			'2026-11-28T06:00Z',
			['2026-12-04T22:00', '2026-12-05T06:00'],
		],
		[
			'by the date of the zone',
			window('08:00', '09:00', ['wednesday']),
			'Asia/Tokyo',
			'2026-11-24T23:30Z',
			['2026-11-24T23:00', '2026-11-25T00:00'],
		],
	])('%s', (_, asked, zone, now, expected) => {
		expect(bounds(asked, zone, now)).toEqual(expected);
	});

	it('begins when its beginning is first shown and ends when its end is last shown, where an hour is lived twice', () => {
		// Berlin in 2026: on 25 October at 3:00 back to 2:00, which is first at 0:00 UTC and again at 1:00 UTC.
		expect(bounds(window('02:15', '04:00'), 'Europe/Berlin', '2026-10-24T23:00Z')).toEqual([
			'2026-10-25T00:15',
			'2026-10-25T03:00',
		]);
		expect(bounds(window('01:00', '02:30'), 'Europe/Berlin', '2026-10-25T01:15Z')).toEqual([
			'2026-10-24T23:00',
			'2026-10-25T01:30',
		]);
	});

	it('has the jump of the clock for a time that is skipped', () => {
		// Berlin in 2026: on 29 March at 2:00 forward to 3:00, at 1:00 UTC.
		const jump = '2026-03-29T01:00';
		expect(bounds(window('02:30', '05:00'), 'Europe/Berlin', '2026-03-29T00:00Z')).toEqual([jump, '2026-03-29T03:00']);
		expect(bounds(window('00:30', '02:30'), 'Europe/Berlin', '2026-03-29T00:00Z')).toEqual(['2026-03-28T23:30', jump]);
		// Wholly skipped, it is not there that day.
		expect(bounds(window('02:15', '02:45'), 'Europe/Berlin', '2026-03-29T00:00Z')).toEqual([
			'2026-03-30T00:15',
			'2026-03-30T00:45',
		]);
		// Lord Howe puts its clocks forward by half an hour: on 4 October 2026 at 2:00, at 15:30 UTC of the day before.
		expect(bounds(window('02:20', '03:00'), 'Australia/Lord_Howe', '2026-10-03T15:00Z')?.[0]).toBe('2026-10-03T15:30');
	});

	it('lasts longer or shorter by the clock that is moved in it', () => {
		const [starts, ends] = bounds(weekend, 'Europe/Berlin', '2026-10-25T12:00Z') ?? [];
		expect([starts, ends]).toEqual(['2026-10-23T14:00', '2026-10-26T07:00']);
		expect(localTime('Europe/Berlin', at('2026-10-26T07:00Z'))).toBe('Monday 2026-10-26 08:00 (Europe/Berlin)');
	});

	it('survives a day that a zone left out, and begins no earlier than time does', () => {
		// Samoa crossed the date line: after 29 December 2011 came 31 December.
		expect(bounds(window('08:00', '20:00'), 'Pacific/Apia', '2011-12-30T09:00Z')?.[0]).toBe('2011-12-30T18:00');
		expect(occurrenceAt(window('00:00', '24:00'), 'Asia/Tokyo', 0)?.starts_at).toBe(0);
	});

	it('holds the moment, or else nothing lies between them; inside, the clock shows a time of the window', () => {
		const time = fc
			.record({ hours: fc.integer({ min: 0, max: 23 }), minutes: fc.constantFrom('00', '15', '30', '59') })
			.map(({ hours, minutes }) => `${String(hours).padStart(2, '0')}:${minutes}`);
		const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
		const moment = fc.integer({ min: at('2026-01-01'), max: at('2027-12-31') });
		fc.assert(
			fc.property(time, time, zone, moment, (from, until, name, now) => {
				const found = occurrenceAt(window(from, until), name, now);
				if (found === null) throw new Error('a window of every day always comes');
				expect(found.ends_at).toBeGreaterThan(now);
				// The clock of a zone is moved by an hour at most; a day has 25 hours then.
				expect(found.starts_at).toBeLessThan(now + 49 * 3_600_000);
				const shown = new Date(wallAt(name, now)).toISOString().slice(11, 16);
				const within = from < until ? from <= shown && shown < until : shown >= from || shown < until;
				if (within) expect(found.starts_at).toBeLessThanOrEqual(now);
				expect(localTime(name, found.starts_at)).toContain(name);
			}),
			{ numRuns: 200 },
		);
	});
});

describe('a window', () => {
	it.each<[string, object, string, string]>([
		['of a day that there is not', window('2026-02-30T10:00', '2026-03-01T10:00'), 'from', 'must be a local date'],
		['of a month that there is not', window('2026-13-01T10:00', '2026-03-01T10:00'), 'from', 'must be a local date'],
		['of a time that there is not', window('08:00', '25:00'), 'until', 'time of day (16:00)'],
		['that goes past the end of a day', window('08:00', '24:01'), 'until', 'time of day (16:00)'],
		['of a weekday that there is not', window('freitag 08:00', 'monday 08:00'), 'from', 'a weekday and time'],
		['with an offset', window('2026-12-24T18:00Z', '2027-01-04T08:00'), 'from', 'must be a local date'],
		['of two forms', window('friday 16:00', '08:00'), 'until', 'same form as from, friday 16:00'],
		['that ends before it begins', window('2026-12-24T18:00', '2026-12-24T18:00'), 'until', 'after from'],
		['of weekdays twice', window('friday 16:00', 'monday 08:00', ['friday']), 'weekdays', 'times of day'],
		['of no weekday', window('08:00', '09:00', []), 'weekdays', ''],
		['without a name', { ...window('08:00', '09:00'), name: '' }, 'name', 'printable'],
		['with half a character in its name', { ...window('08:00', '09:00'), name: '\ud800' }, 'name', ''],
	])('%s is refused at the field', (_, given, field, words) => {
		const parsed = changeWindowSchema.safeParse(given);
		const [found] = parsed.success ? [] : problemsOf(parsed.error, given);
		expect(found?.path[0]).toBe(field);
		expect(found?.message).toContain(words);
	});

	it('of every form is taken', () => {
		for (const given of [
			window('2026-12-24T18:00', '2027-01-04T24:00'),
			window('sunday 00:00', 'saturday 24:00'),
			window('08:00', '08:00', [...weekdays]),
		]) {
			expect(changeWindowSchema.parse(given)).toEqual(given);
		}
	});
});
