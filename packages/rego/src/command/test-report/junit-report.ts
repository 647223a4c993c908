import { formatErrors } from '../../format-errors.js';
import type { TestReport, TestResult } from '../../test-result.js';
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
	return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', totals, `\n${body}`)}`;
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
	return element('testsuite', totals, `\n${tests.map(testcase).join('')}`);
}

function testcase(test: TestResult): string {
	const { name, package: classname, at, prints } = test;
	const inside = [outcomeOf(test), prints === '' ? '' : element('system-out', {}, escapeXml(prints))].join('');
	const attributes = { name, classname, file: at.file, line: at.row, time: seconds([test]) };
	return element('testcase', attributes, inside === '' ? '' : `\n${inside}`);
}

function outcomeOf(test: TestResult): string {
	switch (test.outcome) {
		case 'pass':
			return '';
		case 'skip':
			return element('skipped', {}, '');
		case 'fail':
			return element(
				'failure',
				{ message: test.failure?.expression ?? 'the test failed' },
				escapeXml(failureText(test)),
			);
		case 'error':
			return element('error', { message: test.errors[0]?.message ?? '' }, escapeXml(formatErrors(test.errors)));
	}
}

function seconds(tests: readonly TestResult[]): string {
	return (tests.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1_000).toFixed(6);
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, inside: string): string {
	const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`);
	return inside === '' ? `<${name}${written.join('')}/>\n` : `<${name}${written.join('')}>${inside}</${name}>\n`;
}

// What XML 1.0 cannot hold even as a reference: https://www.w3.org/TR/xml/#charsets
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const special: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;',
	'\r': '&#13;',
};

function escapeXml(text: string): string {
	return text
		.replace(impossible, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
		.replace(/[&<>"'\r]/g, (character) => special[character] ?? character);
}

// A reader takes an attribute's line breaks and tabs for blanks, unless they are written so.
function escapeAttribute(text: string): string {
	return escapeXml(text).replace(/[\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
