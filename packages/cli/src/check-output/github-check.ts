import { workflowCommand } from '@portcullis/rego/command';
import { harmlessLines } from '../render/harmless.js';
import type { CheckFinding, CheckReport } from './check-report.js';
import { changesText, comparisonOf, countsText, kindWords, sentenceOf, unnamedIn, waivedText } from './finding-text.js';
import { severityOfFinding } from './severity.js';

const levels = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * Writes what judging a plan came to as workflow commands of GitHub Actions, which shows each finding beside its line.
 * The last line is for whoever reads the log.
 */
export function githubCheck(report: CheckReport): string {
	const commands = report.findings.map((finding) => {
		const { file, line, policy, kind } = finding;
		const properties = {
			...(file === undefined ? {} : { file }),
			...(line === undefined ? {} : { line }),
			title: `${kindWords[kind]}: ${policy}`,
		};
		return workflowCommand(levels[severityOfFinding(finding)], properties, harmlessLines(textOf(finding)));
	});
	const unjudged = unnamedIn(report).map(({ address, reason }) =>
		workflowCommand('notice', { title: 'not judged' }, harmlessLines(`${address}: ${reason}`)),
	);
	const last = `answer: ${report.answer} (${report.code}): ${changesText(report.plan)}; ${countsText(report)}\n`;
	return [...commands, ...unjudged, last].join('');
}

function textOf(finding: CheckFinding): string {
	const { hint, waived } = finding;
	return [
		sentenceOf(finding),
		...comparisonOf(finding).map(([label, text]) => `${label}: ${text}`),
		...(waived === undefined ? [] : [waivedText(waived)]),
		...(hint === '' ? [] : [`hint: ${hint}`]),
	].join('\n');
}
