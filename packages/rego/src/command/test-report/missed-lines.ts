import type { FileCoverage } from '../../test-result.js';

/** A line, or several that follow one another. */
export interface LineRange {
	readonly first: number;
	readonly last: number;
}

/** The lines of a file that no test reaches, ranges that touch put together. */
export function missedLines({ not_covered = [] }: FileCoverage): LineRange[] {
	const rows = new Set(
		not_covered.flatMap(({ start, end }) => Array.from({ length: end.row - start.row + 1 }, (_, i) => start.row + i)),
	);
	const ranges: LineRange[] = [];
	for (const row of [...rows].sort((a, b) => a - b)) {
		const before = ranges.at(-1);
		if (before !== undefined && before.last === row - 1) ranges[ranges.length - 1] = { ...before, last: row };
		else ranges.push({ first: row, last: row });
	}
	return ranges;
}

/** `3, 7-9` */
export function lineRangesText(ranges: readonly LineRange[]): string {
	return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
