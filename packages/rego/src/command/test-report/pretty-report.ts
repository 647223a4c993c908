import type { CoverageReport, TestCase, TestOutcome, TestReport, TestResult } from '../../test-result.js';
import type { CommandIo } from '../command-io.js';
import { type Colors, colorsFor } from '../output/colors-for.js';
import { durationText } from '../output/duration.js';
import { harmlessLines } from '../output/harmless-lines.js';
import { coveredPercent, percentText } from './covered-percent.js';
import { failureText } from './failure-text.js';
import { lineRangesText, missedLines } from './missed-lines.js';

type PrettyIo = Pick<CommandIo, 'stdout' | 'env'>;

const words: Readonly<Record<TestOutcome, string>> = { pass: 'PASS', fail: 'FAIL', error: 'ERROR', skip: 'SKIPPED' };
const rule = '-'.repeat(80);

/** The report for people: each test that did not pass with its reason, then the sums. `verbose`: every test. */
export function prettyReport({ tests, counts }: TestReport, verbose: boolean, io: PrettyIo): string {
	const colors = colorsFor(io.stdout, io.env);
	const shown = tests.filter(({ outcome }) => verbose || outcome !== 'pass');
	const blocks = shown.map((test, index) => {
		const file = shown[index - 1]?.at.file;
		return `${file === undefined || file === test.at.file ? '' : '\n'}${block(test, verbose, colors)}`;
	});
	const sums = leaves(tests, counts);
	const total = Object.values(sums).reduce((sum, count) => sum + count, 0);
	const lines = (['pass', 'fail', 'skip', 'error'] as const)
		.filter((outcome) => sums[outcome] > 0)
		.map((outcome) => `${paint(outcome, colors)(`${words[outcome]}:`)} ${sums[outcome]}/${total}\n`);
	return [...blocks, shown.length > 0 ? `${rule}\n` : '', ...lines].join('');
}

/** Coverage for people: the percentage of each file, and the lines that no test reaches. */
export function prettyCoverage(coverage: CoverageReport, io: PrettyIo): string {
	const { green, yellow } = colorsFor(io.stdout, io.env);
	const files = Object.entries(coverage.files).sort(([a], [b]) => (a < b ? -1 : 1));
	const lines = files.map(([file, covered]) => {
		const percent = percentText(coveredPercent(covered)).padStart(6);
		const missed = lineRangesText(missedLines(covered));
		return `${missed === '' ? green(percent) : yellow(percent)} %  ${harmlessLines(file)}${missed === '' ? '' : `: not reached: ${missed}`}\n`;
	});
	const sum = percentText(coveredPercent(coverage)).padStart(6);
	return `${rule}\n${lines.join('')}${sum} %  of all lines\n`;
}

function block(test: TestResult, verbose: boolean, colors: Colors): string {
	const { id, at, outcome, durationMs, prints, cases, trace } = test;
	const time = outcome === 'skip' ? '' : ` (${durationText(durationMs)})`;
	const lines = [
		`${harmlessLines(`${at.file}:${at.row}`)}:`,
		`${harmlessLines(id)}: ${paint(outcome, colors)(words[outcome])}${time}`,
		...cases.flatMap((each) => caseLines(each, verbose, colors, 1)),
	];
	if (outcome === 'fail' || outcome === 'error') lines.push('', indented(failureText(test, verbose)));
	if (prints !== '') lines.push('', indented(prints.trimEnd()));
	if (trace !== undefined && trace !== '') lines.push('', indented(trace.trimEnd()));
	if (lines.includes('')) lines.push('');
	return `${lines.join('\n')}\n`;
}

function caseLines(each: TestCase, verbose: boolean, colors: Colors, depth: number): string[] {
	if (each.outcome === 'pass' && !verbose) return [];
	const line = `${'  '.repeat(depth)}${harmlessLines(each.name)}: ${paint(each.outcome, colors)(words[each.outcome])}`;
	return [line, ...(each.cases ?? []).flatMap((inner) => caseLines(inner, verbose, colors, depth + 1))];
}

// As opa counts: a test of several cases counts as its cases.
function leaves(tests: readonly TestResult[], counts: TestReport['counts']): Record<TestOutcome, number> {
	const sums = { ...counts };
	const add = (cases: readonly TestCase[]): void => {
		for (const each of cases) {
			if (each.cases !== undefined && each.cases.length > 0) add(each.cases);
			else sums[each.outcome] += 1;
		}
	};
	for (const { cases, outcome } of tests) {
		if (cases.length === 0 || (outcome !== 'pass' && outcome !== 'fail')) continue;
		sums[outcome] -= 1;
		add(cases);
	}
	return sums;
}

function indented(text: string): string {
	return harmlessLines(text)
		.split('\n')
		.map((line) => `  ${line}`)
		.join('\n');
}

function paint(outcome: TestOutcome, { green, red, yellow }: Colors): (text: string) => string {
	return outcome === 'pass' ? green : outcome === 'skip' ? yellow : red;
}
