import { describe, expect, it } from 'vitest';
import { parseMoment } from './parse-moment.js';

const now = Date.UTC(2026, 10, 24, 10);
const moment = (text: string) => {
	const parsed = parseMoment(text, now);
	return parsed.kind === 'understood' ? new Date(parsed.value).toISOString() : parsed.problems[0]?.message;
};

describe('a moment', () => {
	it('is a time from now', () => {
		expect(moment('30m')).toBe('2026-11-24T10:30:00.000Z');
		expect(moment('12h')).toBe('2026-11-24T22:00:00.000Z');
		expect(moment('7d')).toBe('2026-12-01T10:00:00.000Z');
		expect(moment('2w')).toBe('2026-12-08T10:00:00.000Z');
	});

	it('is the beginning of a day in UTC, or a time with its zone', () => {
		expect(moment('2026-12-31')).toBe('2026-12-31T00:00:00.000Z');
		expect(moment('2028-02-29')).toBe('2028-02-29T00:00:00.000Z');
		expect(moment('2026-12-31T18:00Z')).toBe('2026-12-31T18:00:00.000Z');
		expect(moment('2026-12-31T18:00:00+01:00')).toBe('2026-12-31T17:00:00.000Z');
	});

	it('is what a command has shown', () => {
		expect(moment('2026-12-31 18:00:00Z')).toBe('2026-12-31T18:00:00.000Z');
		expect(moment('2026-12-31T18:00:00.250Z')).toBe('2026-12-31T18:00:00.250Z');
	});

	it('is no day that the calendar lacks, and no time whose zone is a guess', () => {
		for (const text of [
			'2026-02-30',
			'2026-02-29',
			'2026-13-01',
			'2026-12-31T18:00',
			'2026-12-31 18:00:00',
			'2026-12-31T25:00Z',
			'tomorrow',
			'7',
			'7y',
			'-7d',
			'',
		]) {
			expect(moment(text), text).toMatch(/must be a time from now/);
		}
	});
});
