import { ok, type PolicySource, type PolicyTests, type Problem, type Result, refused } from '@portcullis/core';
import { type TestResult, test } from '@portcullis/rego';
import { type LineOf, placed, problemsOf } from './problems-of.js';

/** The longest that one test may take, in milliseconds. */
const testLimitMs = 2_000;

/** Runs a policy's own tests. The first that does not end is the last: each such would cost its whole time limit. */
export async function runTests(
	sources: readonly PolicySource[],
	lineOf: LineOf,
	limitMs: number,
): Promise<Result<PolicyTests>> {
	try {
		const report = await test(sources, { timeoutMs: testLimitMs, limitMs, onResult: endAtEndless });
		if (report.kind === 'refused') {
			return refused('POLICY_INVALID', 'the tests do not compile', problemsOf(report.errors, lineOf));
		}
		const ran = report.tests.filter(({ outcome }) => outcome !== 'skip');
		return ok({ ran: ran.length, failed: ran.flatMap((result) => failureOf(result, lineOf) ?? []) });
	} catch (error) {
		if (!(error instanceof EndlessTest)) throw error;
		return ok({ ran: 1, failed: [placed(error.result.at, `${error.result.name}: ${words(error.result)}`, lineOf)] });
	}
}

class EndlessTest extends Error {
	readonly result: TestResult;

	constructor(result: TestResult) {
		super(result.id);
		this.result = result;
	}
}

function endAtEndless(result: TestResult): void {
	if (result.errors.some(({ code }) => code === 'rego_test_timeout' || code === 'rego_test_ended')) {
		throw new EndlessTest(result);
	}
}

function failureOf(result: TestResult, lineOf: LineOf): Problem | null {
	if (result.outcome === 'pass') return null;
	return placed(result.failure?.at ?? result.at, `${result.name}: ${words(result)}`, lineOf);
}

function words({ errors, failure }: TestResult): string {
	return errors[0]?.message ?? (failure === undefined ? 'fails' : `fails at ${failure.expression}`);
}
