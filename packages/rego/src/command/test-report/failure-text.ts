import { formatErrors } from '../../format-errors.js';
import type { TestCase, TestFailure, TestResult } from '../../test-result.js';

/** Why a test did not pass: the expression that failed with its values, of each case where there are cases. */
export function failureText(test: TestResult, whole = false): string {
	if (test.outcome === 'error') return formatErrors(test.errors);
	const cases = test.cases.flatMap((each) => caseText(each, [], whole));
	return cases.length > 0 ? cases.join('\n') : one(test.failure, whole);
}

function caseText(each: TestCase, above: readonly string[], whole: boolean): string[] {
	const path = [...above, each.name];
	if (each.cases !== undefined && each.cases.length > 0)
		return each.cases.flatMap((inner) => caseText(inner, path, whole));
	return each.outcome === 'fail' ? [`case ${path.join(' / ')}\n${one(each.failure, whole)}`] : [];
}

function one(failure: TestFailure | undefined, whole: boolean): string {
	if (failure === undefined) return 'no expression of it failed: the rule gave no value that is true';
	const { at, expression, variables, pretty } = failure;
	const drawing = pretty === '' ? `    ${expression}` : pretty;
	// The drawing cuts long values.
	const values = whole ? variables.map(({ name, value }) => `\n    ${name} = ${value ?? 'undefined'}`) : [];
	return `${at.file}:${at.row}:\n${drawing}${values.join('')}`;
}
