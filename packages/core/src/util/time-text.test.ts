import { expect, it } from 'vitest';
import { ageText, momentText } from './time-text.js';

it('a moment is written in UTC to the second, a length of time with its two largest units', () => {
	expect(momentText(Date.UTC(2026, 10, 24, 10, 0, 0, 999))).toBe('2026-11-24 10:00:00Z');
	const lengths = [-1, 999, 59_999, 60_000, 1_799_999, 7_500_000, 86_400_000, 273_600_000];
	expect(lengths.map(ageText)).toEqual(['0 s', '0 s', '59 s', '1 min', '29 min 59 s', '2 h 5 min', '1 d', '3 d 4 h']);
});
