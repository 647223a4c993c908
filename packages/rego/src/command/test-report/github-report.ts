import type { TestReport } from '../../test-result.js';
import { workflowCommand } from '../output/workflow-command.js';
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
			return workflowCommand(
				'error',
				{ file, line: row, col: column, title: `${test.id} ${test.outcome}` },
				failureText(test),
			);
		});
	const skipped = tests
		.filter(({ outcome }) => outcome === 'skip')
		.map(({ id, at }) =>
			workflowCommand('notice', { file: at.file, line: at.row, title: `${id} skipped` }, 'the test is skipped'),
		);
	const missed = Object.entries(coverage?.files ?? {}).flatMap(([file, covered]) =>
		missedLines(covered).map(({ first, last }) =>
			workflowCommand('warning', { file, line: first, endLine: last, title: 'coverage' }, 'no test reaches this'),
		),
	);
	const { pass, fail, error, skip } = counts;
	const sum = `${pass} passed, ${fail} failed, ${error} with errors, ${skip} skipped`;
	const lines = coverage === undefined ? '' : `; ${percentText(coveredPercent(coverage))} % of lines`;
	return [...failed, ...skipped, ...missed, `${sum}${lines}\n`].join('');
}
