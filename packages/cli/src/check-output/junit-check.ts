import { escapeXml, xmlElement } from '@portcullis/rego/command';
import type { CheckFinding, CheckReport } from './check-report.js';
import { comparisonOf, kindWords, placeOf, sentenceOf, waivedText } from './finding-text.js';
import { severityOfFinding } from './severity.js';

/**
 * Writes what judging a plan came to as JUnit's XML: a suite for each policy, with a case for each finding, or one that
 * passed. JUnit has no warnings: what stops nothing is a case that was skipped, with its message.
 */
export function junitCheck({ findings, policies, plan }: CheckReport): string {
	const ids = [...new Set([...policies.map(({ id }) => id), ...findings.map(({ policy }) => policy)])];
	const suites = ids.map((id) =>
		suite(
			id,
			findings.filter(({ policy }) => policy === id),
			plan.file,
		),
	);
	const totals = countsOf(suites.flatMap(({ cases }) => cases));
	const body = suites.map(({ name, cases }) =>
		xmlElement('testsuite', { name, ...countsOf(cases) }, `\n${cases.map(({ xml }) => xml).join('')}`),
	);
	return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('testsuites', { name: 'portcullis check', ...totals }, `\n${body.join('')}`)}`;
}

interface Case {
	readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
	readonly xml: string;
}

function suite(name: string, findings: readonly CheckFinding[], plan: string): { name: string; cases: Case[] } {
	if (findings.length > 0) return { name, cases: findings.map(caseOf) };
	return { name, cases: [{ outcome: 'passed', xml: xmlElement('testcase', { name: plan, classname: name }, '') }] };
}

function caseOf(finding: CheckFinding): Case {
	const { policy, file, line, kind, message } = finding;
	const outcome =
		kind === 'error' ? 'error' : severityOfFinding(finding) === 'note' || kind === 'warn' ? 'skipped' : 'failure';
	const attributes = {
		name: sentenceOf(finding),
		classname: policy,
		...(file === undefined ? {} : { file }),
		...(line === undefined ? {} : { line }),
	};
	const said = { message: `${kindWords[kind]} (${finding.level}): ${message}` };
	const inside = xmlElement(
		outcome,
		outcome === 'skipped' ? said : { ...said, type: finding.level },
		escapeXml(detailsOf(finding)),
	);
	return { outcome, xml: xmlElement('testcase', attributes, `\n${inside}`) };
}

function detailsOf(finding: CheckFinding): string {
	const { message, hint, waived } = finding;
	const place = placeOf(finding);
	return [
		message,
		...(place === '' ? [] : [`at: ${place}`]),
		...comparisonOf(finding).map(([label, text]) => `${label}: ${text}`),
		...(waived === undefined ? [] : [waivedText(waived)]),
		...(hint === '' ? [] : [`hint: ${hint}`]),
	].join('\n');
}

function countsOf(cases: readonly Case[]): Readonly<Record<string, number>> {
	const count = (outcome: Case['outcome']) => cases.filter((one) => one.outcome === outcome).length;
	return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}
