import { afterAll, describe, expect, test } from 'vitest';
import { test as runTests, type TestOptions } from './test.js';
import type { TestReport, TestResult } from './test-result.js';
import { closeToolbox, configureToolbox } from './toolbox/shared-toolbox.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const endless = 'count([1 | some i in numbers.range(1, 1000000); some j in numbers.range(1, 1000000); i == j]) > 5';

const allowed = 'package a\n\nallow if input.age >= data.limits.age\n\ndeny if input.age < 0\n';

async function report(text: string, options?: TestOptions): Promise<TestReport> {
	const result = await runTests({ 'a.rego': allowed, 'a_test.rego': `package a_test\n\n${text}\n` }, options);
	if (result.kind === 'refused') throw new Error(JSON.stringify(result.errors));
	return result;
}

const outcomes = ({ tests }: TestReport): string[] => tests.map(({ name, outcome }) => `${name} ${outcome}`);

function first({ tests: [result] }: TestReport): TestResult {
	if (result === undefined) throw new Error('no test');
	return result;
}

describe('tests', () => {
	test('pass, fail, are skipped and have errors, each with place, time and name, in the order of the file', async () => {
		const result = await report(
			[
				'test_pass if true',
				'test_fail if false',
				'todo_test_later if false',
				'test_conflict if f(1) == 1',
				'f(x) := 1',
				'f(x) := 2',
			].join('\n\n'),
		);
		expect(outcomes(result)).toEqual([
			'test_pass pass',
			'test_fail fail',
			'todo_test_later skip',
			'test_conflict error',
		]);
		expect(result.counts).toEqual({ pass: 1, fail: 1, error: 1, skip: 1 });
		expect(result.passed).toBe(false);
		expect(first(result)).toMatchObject({
			id: 'data.a_test.test_pass',
			package: 'data.a_test',
			at: { file: 'a_test.rego', row: 3, column: 1 },
			errors: [],
			cases: [],
		});
		expect(first(result).durationMs).toBeGreaterThan(0);
		expect(result.tests[3]?.errors).toEqual([
			expect.objectContaining({ code: 'eval_conflict_error', file: 'a_test.rego' }),
		]);
	});

	test('pass as a whole only where none failed and none had an error', async () => {
		expect((await report('test_a if true\n\ntodo_test_b if false')).passed).toBe(true);
		expect((await report('test_a if false')).passed).toBe(false);
		expect((await report('test_a if f(1)\n\nf(x) := 1\n\nf(x) := 2')).passed).toBe(false);
	});

	test('see the data they are given', async () => {
		const text = 'test_a if data.a.allow with input as {"age": 3}';
		expect(outcomes(await report(text, { data: { limits: { age: 3 } } }))).toEqual(['test_a pass']);
		expect(outcomes(await report(text))).toEqual(['test_a fail']);
	});

	test('show the expression that failed and what its variables were', async () => {
		const result = await report(
			'test_a if {\n\tage := 2\n\tdata.a.allow with input as {"age": age}\n\tage + 1 == 4\n}',
			{
				data: { limits: { age: 1 } },
			},
		);
		expect(first(result).failure).toMatchObject({
			at: { file: 'a_test.rego', row: 6, column: 2 },
			expression: 'age + 1 == 4',
			variables: expect.arrayContaining([
				{ name: 'age', value: '2' },
				{ name: 'age + 1', value: '3' },
			]),
		});
		expect(first(result).failure?.pretty).toContain('age + 1: 3');
	});

	test('say that a reference was undefined', async () => {
		const { failure } = first(await report('test_a if data.a.allow == true'));
		expect(failure?.variables).toEqual([{ name: 'data.a.allow' }]);
	});

	test('show cases of their own', async () => {
		const result = await report('test_a[name] if {\n\tsome name, n in {"one": 1, "two": 2}\n\tn == 1\n}');
		expect(first(result).cases).toEqual([
			{ name: 'one', outcome: 'pass' },
			{ name: 'two', outcome: 'fail', failure: expect.objectContaining({ expression: 'n == 1' }) },
		]);
	});

	test('keep what was printed', async () => {
		expect(first(await report('test_a if {\n\tx := {1}\n\tprint("x is", x)\n}')).prints).toBe('x is {1}\n');
	});

	test('add the trace of a failure where it is asked for', async () => {
		expect(first(await report('test_a if 1 == 2', { trace: true })).trace).toContain('Fail');
		expect(first(await report('test_a if 1 == 2')).trace).toBeUndefined();
	});

	test('run only where the filter finds their whole name', async () => {
		const text = 'test_a if true\n\ntest_ab if true\n\ntest_b if true';
		expect(outcomes(await report(text, { run: 'a_test\\.test_a$' }))).toEqual(['test_a pass']);
		expect(outcomes(await report(text, { run: 'test_a' }))).toEqual(['test_a pass', 'test_ab pass']);
	});

	test('are told one by one as they end', async () => {
		const told: string[] = [];
		await report('test_a if true\n\ntest_b if false', {
			onResult: ({ name, outcome }) => told.push(`${name} ${outcome}`),
		});
		expect(told).toEqual(['test_a pass', 'test_b fail']);
	});

	test('of one name run each', async () => {
		expect(outcomes(await report('test_a if true\n\ntest_a if false'))).toEqual(['test_a pass', 'test_a#01 fail']);
	});

	test('measure the lines that they reach', async () => {
		const { coverage } = await report('test_a if data.a.allow with input as {"age": 3}', {
			coverage: true,
			data: { limits: { age: 3 } },
		});
		expect(coverage?.files['a.rego']?.covered?.map(({ start }) => start.row)).toContain(3);
		expect(coverage?.files['a.rego']?.not_covered?.map(({ start }) => start.row)).toContain(5);
		expect(coverage?.coverage).toBeGreaterThan(0);
		expect(coverage?.coverage).toBeLessThan(100);
	});
});

describe('a test that does not end', () => {
	const text = `test_before if true\n\ntest_endless if ${endless}\n\ntest_after if true`;

	test('is ended at its limit with an error, and the others are judged', async () => {
		const result = await report(text, { timeoutMs: 1_000 });
		expect(outcomes(result)).toEqual(['test_before pass', 'test_endless error', 'test_after pass']);
		expect(result.tests[1]?.errors).toEqual([
			expect.objectContaining({
				code: 'rego_test_timeout',
				file: 'a_test.rego',
				row: 5,
				message: expect.stringContaining('1000 ms'),
			}),
		]);
	});

	test('does not cost the others their coverage', async () => {
		const covering = `${text}\n\ntest_covers if data.a.deny with input as {"age": -1}`;
		const { coverage } = await report(
			covering.replace('test_before if true', 'test_before if data.a.allow with input as {"age": 1}'),
			{
				timeoutMs: 1_000,
				coverage: true,
				data: { limits: { age: 1 } },
			},
		);
		expect(coverage?.files['a.rego']?.coverage).toBe(100);
	});

	test('is told once, as are the tests that ran again for their coverage', async () => {
		const told: string[] = [];
		await report(text, { timeoutMs: 1_000, coverage: true, onResult: ({ name }) => told.push(name) });
		expect(told).toEqual(['test_before', 'test_endless', 'test_after']);
	});
});

describe('bad sources', () => {
	test('of tests are refused with their place', async () => {
		const result = await runTests({ 'a_test.rego': 'package a_test\n\ntest_a if x\n' });
		expect(result).toEqual({
			kind: 'refused',
			errors: [
				expect.objectContaining({ code: 'rego_unsafe_var_error', file: 'a_test.rego', row: 3, line: 'test_a if x' }),
			],
		});
	});

	test('include a filter that is no regular expression', async () => {
		const result = await runTests({ 'a.rego': allowed }, { run: '(' });
		expect(result).toMatchObject({ kind: 'refused', errors: [{ code: 'rego_run_error' }] });
	});
});
