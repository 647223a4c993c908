import type { CoverageReport } from './test-result.js';

/**
 * Writes coverage in lcov's tracefile format, which editors and coverage services read. OPA tells whether a line was
 * reached, not how often: a count is 1, or 0 where a part of the line was not.
 *
 * @example
 * ```ts
 * import { formatLcov, test } from '@portcullis/rego';
 *
 * const report = await test({ 'a.rego': 'package a\n\nx := 1\n\ntest_x if x == 1\n' }, { coverage: true });
 * if (report.kind === 'tested' && report.coverage) console.log(formatLcov(report.coverage));
 * ```
 */
export function formatLcov({ files }: CoverageReport): string {
	const records = Object.entries(files)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([file, { covered = [], not_covered = [] }]) => {
			const counts = new Map<number, number>();
			// The missed ones last: a condition can be reached on a line whose rule never was.
			for (const [count, ranges] of [
				[1, covered],
				[0, not_covered],
			] as const) {
				for (const { start, end } of ranges) for (let row = start.row; row <= end.row; row++) counts.set(row, count);
			}
			const lines = [...counts].sort(([a], [b]) => a - b);
			const hit = lines.filter(([, count]) => count > 0).length;
			const data = lines.map(([row, count]) => `DA:${row},${count}\n`).join('');
			return `TN:\nSF:${file}\n${data}LF:${lines.length}\nLH:${hit}\nend_of_record\n`;
		});
	return records.join('');
}
