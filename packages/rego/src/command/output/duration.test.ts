import { expect, it } from 'vitest';
import { durationText, parseDuration } from './duration.js';

it.each([
	['5s', 5_000],
	['500ms', 500],
	['1m30s', 90_000],
	['1.5s', 1_500],
	['1us', 1],
])('reads %s as Go does', (text, milliseconds) => {
	expect(parseDuration(text)).toBe(milliseconds);
});

it.each(['', '5', 's', '5 s', '-5s', '0s', '5d', '5s!', '1e3s', '999h999h'])('takes %j for no duration', (text) => {
	expect(parseDuration(text)).toBeUndefined();
});

it('writes a duration in the unit that suits it', () => {
	expect([0, 0.0123, 1.234, 999, 5_000, 90_000].map(durationText)).toEqual([
		'0s',
		'12.3µs',
		'1.23ms',
		'999ms',
		'5s',
		'90s',
	]);
});
