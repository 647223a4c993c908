import type { TestCase, TestReport, TestResult } from '../../test-result.js';

/** The report in the form of `opa test --format json`: durations in nanoseconds, what print wrote in Base64. */
export function jsonReport({ tests }: TestReport): object[] {
	return tests.map((test) => ({
		location: { file: test.at.file, row: test.at.row, col: test.at.column },
		package: test.package,
		name: test.name,
		...outcomeOf(test),
		duration: Math.round(test.durationMs * 1e6),
		...(test.prints === '' ? {} : { output: Buffer.from(test.prints).toString('base64') }),
		...casesOf(test.cases),
	}));
}

function outcomeOf({ outcome, errors }: TestResult): object {
	switch (outcome) {
		case 'pass':
			return {};
		case 'fail':
			return { fail: true };
		case 'skip':
			return { skip: true };
		case 'error': {
			const [{ code = '', message = '', file = '', row = 0, column = 0 } = {}] = errors;
			return { error: { code, message, location: { file, row, col: column } } };
		}
	}
}

function casesOf(cases: readonly TestCase[] | undefined): object {
	if (cases === undefined || cases.length === 0) return {};
	const named = cases.map(({ name, outcome, cases }) => [
		name,
		{ name, ...(outcome === 'fail' ? { fail: true } : {}), ...casesOf(cases) },
	]);
	return { sub_results: Object.fromEntries(named) };
}
