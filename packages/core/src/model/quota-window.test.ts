import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowAt } from './quota-window.js';
import { quotaPeriods } from './vocabulary.js';

const at = (iso: string) => Date.parse(iso);
const bounds = (period: (typeof quotaPeriods)[number], zone: string, iso: string) => {
	const { starts_at, ends_at } = windowAt(period, zone, at(iso));
	return [new Date(starts_at).toISOString(), new Date(ends_at).toISOString()];
};

describe('the window of a moment', () => {
	it.each([
		['hour', 'UTC', '2026-11-24T13:59:59.999Z', '2026-11-24T13:00:00.000Z', '2026-11-24T14:00:00.000Z'],
		['hour', 'Asia/Kolkata', '2026-11-24T13:10:00Z', '2026-11-24T12:30:00.000Z', '2026-11-24T13:30:00.000Z'],
		['day', 'UTC', '2026-11-24T00:00:00Z', '2026-11-24T00:00:00.000Z', '2026-11-25T00:00:00.000Z'],
		['day', 'Europe/Berlin', '2026-11-24T23:30:00Z', '2026-11-24T23:00:00.000Z', '2026-11-25T23:00:00.000Z'],
		['day', 'America/Los_Angeles', '2026-11-24T07:59:59Z', '2026-11-23T08:00:00.000Z', '2026-11-24T08:00:00.000Z'],
		['week', 'UTC', '2026-11-24T12:00:00Z', '2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z'],
		['week', 'UTC', '2026-11-29T23:59:59Z', '2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z'],
		['month', 'UTC', '2026-12-31T23:59:59Z', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
		['month', 'Asia/Tokyo', '2026-01-31T15:00:00Z', '2026-01-31T15:00:00.000Z', '2026-02-28T15:00:00.000Z'],
	] as const)('of a %s in %s around %s', (period, zone, moment, starts, ends) => {
		expect(bounds(period, zone, moment)).toEqual([starts, ends]);
	});

	it('is a day of 23 hours where clocks are put forward, and of 25 where they are put back', () => {
		// Central Europe in 2026: 29 March and 25 October.
		expect(bounds('day', 'Europe/Berlin', '2026-03-29T12:00:00Z')).toEqual([
			'2026-03-28T23:00:00.000Z',
			'2026-03-29T22:00:00.000Z',
		]);
		expect(bounds('day', 'Europe/Berlin', '2026-10-25T12:00:00Z')).toEqual([
			'2026-10-24T22:00:00.000Z',
			'2026-10-25T23:00:00.000Z',
		]);
	});

	it('takes the hour that is lived twice for one window, and knows no window of one that is skipped', () => {
		// New York in 2026: at 2:00 on 1 November back to 1:00, at 2:00 on 8 March forward to 3:00.
		const twice = ['2026-11-01T05:00:00.000Z', '2026-11-01T07:00:00.000Z'];
		expect(bounds('hour', 'America/New_York', '2026-11-01T05:30:00Z')).toEqual(twice);
		expect(bounds('hour', 'America/New_York', '2026-11-01T06:30:00Z')).toEqual(twice);
		expect(bounds('hour', 'America/New_York', '2026-03-08T07:30:00Z')).toEqual([
			'2026-03-08T07:00:00.000Z',
			'2026-03-08T08:00:00.000Z',
		]);
	});

	it('begins a day whose midnight is skipped where the clock first shows it', () => {
		// Cairo: in 2026 clocks go forward at 0:00 on 24 April.
		expect(bounds('day', 'Africa/Cairo', '2026-04-24T12:00:00Z')[0]).toBe('2026-04-23T22:00:00.000Z');
	});

	it('survives a day that a zone left out, and a day that begins twice', () => {
		// Samoa crossed the date line: after 29 December 2011 came 31 December.
		expect(bounds('day', 'Pacific/Apia', '2011-12-30T09:00:00Z')[1]).toBe('2011-12-30T10:00:00.000Z');
		expect(bounds('day', 'Pacific/Apia', '2011-12-30T11:00:00Z')[0]).toBe('2011-12-30T10:00:00.000Z');
		// Newfoundland put its clocks back at 0:01 until 2011: the day began, and the one before went on for an hour.
		const begun = windowAt('day', 'America/St_Johns', at('2010-11-07T02:30:30Z'));
		expect(windowAt('day', 'America/St_Johns', at('2010-11-07T03:00:00Z'))).toEqual(begun);
	});

	it('is named by its length and its beginning', () => {
		expect(windowAt('day', 'UTC', at('2026-11-24T05:00:00Z')).id).toBe('day:2026-11-24T00:00:00.000Z');
	});

	it('is the only one that its moments lie in, whatever the zone, and ends where the next begins', () => {
		const zones = [
			'UTC',
			'Europe/Berlin',
			'America/New_York',
			'America/St_Johns',
			'Africa/Cairo',
			'Asia/Kolkata',
			'Australia/Lord_Howe',
			'Pacific/Apia',
			'Asia/Kathmandu',
		];
		// Where clocks were put, and where they were not.
		const turns = [
			'2010-11-07T02:31Z',
			'2011-12-30T10:00Z',
			'2026-03-29T01:00Z',
			'2026-10-24T15:00Z',
			'2026-11-01T06:00Z',
		];
		const moment = fc.oneof(
			fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) }),
			fc
				.tuple(fc.constantFrom(...turns), fc.integer({ min: -10_800_000, max: 10_800_000 }))
				.map(([turn, off]) => at(turn) + off),
		);
		fc.assert(
			fc.property(fc.constantFrom(...quotaPeriods), fc.constantFrom(...zones), moment, (period, zone, when) => {
				const window = windowAt(period, zone, when);
				expect(window.starts_at).toBeLessThanOrEqual(when);
				expect(window.ends_at).toBeGreaterThan(when);
				expect(windowAt(period, zone, window.starts_at)).toEqual(window);
				expect(windowAt(period, zone, window.ends_at - 1)).toEqual(window);
				expect(windowAt(period, zone, window.ends_at).starts_at).toBe(window.ends_at);
			}),
			{ numRuns: 500 },
		);
	});
});
