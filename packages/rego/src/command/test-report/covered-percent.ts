import type { CoverageReport, FileCoverage } from '../../test-result.js';

/** How many of the lines are reached, in percent; 100 only if all are, and where there is none. Counted, not rounded. */
export function coveredPercent({ covered_lines = 0, not_covered_lines = 0 }: CoverageReport | FileCoverage): number {
	const all = covered_lines + not_covered_lines;
	return all === 0 ? 100 : (covered_lines / all) * 100;
}

/** Writes a percentage to two digits, cut and not rounded: 99.999 is not 100. */
export function percentText(percent: number): string {
	return (Math.floor(percent * 100) / 100).toFixed(2);
}
