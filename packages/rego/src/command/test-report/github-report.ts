import type { TestReport } from '../../test-result.js';
import { coveredPercent, percentText } from './covered-percent.js';
import { failureText } from './failure-text.js';
import { missedLines } from './missed-lines.js';

/**
 * The report as workflow commands of GitHub Actions: an error at the place of each test that did not pass, a warning at
 * lines that no test reaches.
 */
export function githubReport({ tests, counts, coverage }: TestReport): string {
	const failed = tests
		.filter(({ outcome }) => outcome === 'fail' || outcome === 'error')
		.map((test) => {
			const { file, row, column } = test.failure?.at ?? test.at;
			return annotation(
				'error',
				{ file, line: row, col: column, title: `${test.id} ${test.outcome}` },
				failureText(test),
			);
		});
	const skipped = tests
		.filter(({ outcome }) => outcome === 'skip')
		.map(({ id, at }) =>
			annotation('notice', { file: at.file, line: at.row, title: `${id} skipped` }, 'the test is skipped'),
		);
	const missed = Object.entries(coverage?.files ?? {}).flatMap(([file, covered]) =>
		missedLines(covered).map(({ first, last }) =>
			annotation('warning', { file, line: first, endLine: last, title: 'coverage' }, 'no test reaches this'),
		),
	);
	const { pass, fail, error, skip } = counts;
	const sum = `${pass} passed, ${fail} failed, ${error} with errors, ${skip} skipped`;
	const lines = coverage === undefined ? '' : `; ${percentText(coveredPercent(coverage))} % of lines`;
	return [...failed, ...skipped, ...missed, `${sum}${lines}\n`].join('');
}

function annotation(
	level: 'error' | 'warning' | 'notice',
	properties: Readonly<Record<string, string | number>>,
	message: string,
): string {
	const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
	return `::${level} ${written.join(',')}::${escapeData(message)}\n`;
}

// As the runner's own toolkit escapes them, or a text could end its command and begin another.
function escapeData(text: string): string {
	return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
	return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
