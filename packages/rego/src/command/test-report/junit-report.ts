import { formatErrors } from '../../format-errors.js';
import type { TestReport, TestResult } from '../../test-result.js';
import { escapeXml, xmlElement } from '../output/xml-element.js';
import { failureText } from './failure-text.js';

/** The report as JUnit's XML, a suite a package. Times are in seconds. */
export function junitReport({ tests, counts }: TestReport): string {
	const suites = new Map<string, TestResult[]>();
	for (const test of tests) suites.set(test.package, [...(suites.get(test.package) ?? []), test]);
	const body = [...suites].map(([name, inside]) => suite(name, inside)).join('');
	const { pass, fail, error, skip } = counts;
	const totals = {
		tests: pass + fail + error + skip,
		failures: fail,
		errors: error,
		skipped: skip,
		time: seconds(tests),
	};
	return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('testsuites', totals, `\n${body}`)}`;
}

function suite(name: string, tests: readonly TestResult[]): string {
	const count = (outcome: TestResult['outcome']): number => tests.filter((test) => test.outcome === outcome).length;
	const totals = {
		name,
		tests: tests.length,
		failures: count('fail'),
		errors: count('error'),
		skipped: count('skip'),
		time: seconds(tests),
	};
	return xmlElement('testsuite', totals, `\n${tests.map(testcase).join('')}`);
}

function testcase(test: TestResult): string {
	const { name, package: classname, at, prints } = test;
	const inside = [outcomeOf(test), prints === '' ? '' : xmlElement('system-out', {}, escapeXml(prints))].join('');
	const attributes = { name, classname, file: at.file, line: at.row, time: seconds([test]) };
	return xmlElement('testcase', attributes, inside === '' ? '' : `\n${inside}`);
}

function outcomeOf(test: TestResult): string {
	switch (test.outcome) {
		case 'pass':
			return '';
		case 'skip':
			return xmlElement('skipped', {}, '');
		case 'fail':
			return xmlElement(
				'failure',
				{ message: test.failure?.expression ?? 'the test failed' },
				escapeXml(failureText(test)),
			);
		case 'error':
			return xmlElement('error', { message: test.errors[0]?.message ?? '' }, escapeXml(formatErrors(test.errors)));
	}
}

function seconds(tests: readonly TestResult[]): string {
	return (tests.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1_000).toFixed(6);
}
