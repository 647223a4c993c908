import { expect, it } from 'vitest';
import { coveredPercent, percentText } from './covered-percent.js';

it('is 100 only where every line is reached, however many there are', () => {
	const coverage = { files: {}, covered_lines: 1_000_000, not_covered_lines: 1, coverage: 100 };
	expect(coveredPercent(coverage)).toBeLessThan(100);
	expect(percentText(coveredPercent(coverage))).toBe('99.99');
	expect(percentText(coveredPercent({ ...coverage, not_covered_lines: 0 }))).toBe('100.00');
});

it('is 100 where there is nothing to reach', () => {
	expect(coveredPercent({})).toBe(100);
});
