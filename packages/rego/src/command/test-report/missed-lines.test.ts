import { expect, it } from 'vitest';
import { lineRangesText, missedLines } from './missed-lines.js';

it('puts ranges together that touch or lie in one another', () => {
	const range = (from: number, to = from) => ({ start: { row: from }, end: { row: to } });
	const missed = missedLines({ not_covered: [range(9), range(3), range(3), range(4, 6), range(5)] });
	expect(missed).toEqual([
		{ first: 3, last: 6 },
		{ first: 9, last: 9 },
	]);
	expect(lineRangesText(missed)).toBe('3-6, 9');
});
