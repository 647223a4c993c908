import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test as it } from 'vitest';
import {
	build,
	check,
	closeToolbox,
	configureToolbox,
	evaluate,
	evaluateEach,
	format,
	formatLcov,
	inspect,
	readBundle,
	ToolboxError,
	test,
} from './index.js';
import type { Refused } from './rego-error.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const limit = `# METADATA
# title: Limit
# entrypoint: true
package limits.hourly

fail if input.hourly > data.limit
`;

function errorsOf(answer: { readonly kind: string } | Refused): Refused['errors'] {
	if (!('errors' in answer)) throw new Error(`not refused but ${answer.kind}`);
	return answer.errors;
}

function answered<Answer extends { readonly kind: string }>(answer: Answer | Refused): Answer {
	if ('errors' in answer) throw new Error(JSON.stringify(answer.errors));
	return answer as Answer;
}

describe('check', () => {
	it('passes sound sources and names every error of every file of others', async () => {
		expect(await check({ 'a.rego': limit })).toEqual({ kind: 'checked' });
		const broken = { 'a.rego': 'package a\n\nx := y\n', 'b.rego': 'package b\n\nx := z\n' };
		expect(errorsOf(await check(broken))).toMatchObject([
			{ file: 'a.rego', row: 3, column: 6, code: 'rego_unsafe_var_error', message: 'var y is unsafe', line: 'x := y' },
			{ file: 'b.rego', row: 3, column: 6, code: 'rego_unsafe_var_error', message: 'var z is unsafe', line: 'x := z' },
		]);
	});

	it('holds the input to a schema, of all packages or of one', async () => {
		const schema = { type: 'object', additionalProperties: false, properties: { hourly: { type: 'number' } } };
		const other = { type: 'object', additionalProperties: false, properties: { monthly: { type: 'number' } } };
		expect(await check({ 'a.rego': limit }, { schemas: { schema } })).toEqual({ kind: 'checked' });
		expect(errorsOf(await check({ 'a.rego': limit }, { schemas: { schema: other } }))).toMatchObject([
			{ code: 'rego_type_error', row: 6, message: expect.stringContaining('input.hourly') },
		]);
		const packageSchemas = { 'limits.hourly': { input: 'schema.other' } };
		const schemas = { schema, 'schema.other': other };
		expect(errorsOf(await check({ 'a.rego': limit }, { schemas, packageSchemas }))).toHaveLength(1);
	});

	it('refuses what reaches outside only where a decision is to be made', async () => {
		const fetching = { 'a.rego': 'package a\n\nx := http.send({"method": "get", "url": "a"})\n' };
		expect(await check(fetching)).toEqual({ kind: 'checked' });
		expect(errorsOf(await check(fetching, { pure: true }))).toMatchObject([
			{ code: 'rego_refused_builtin', row: 3, column: 6 },
		]);
	});

	it('reads older Rego, and holds sources to an older OPA, where it is asked to', async () => {
		const old = { 'a.rego': 'package a\n\nx { input.y }\n' };
		expect(errorsOf(await check(old))).not.toEqual([]);
		expect(await check(old, { regoVersion: 'v0' })).toEqual({ kind: 'checked' });
		const young = { 'a.rego': 'package a\n\nx := strings.split_n("a.b", ".", 1)\n' };
		expect(errorsOf(await check(young, { capabilities: 'v1.0.0' }))).toMatchObject([{ row: 3 }]);
	});
});

it('format lays a source out and says whether it changed', async () => {
	expect(await format('package a\nx   :=  1')).toEqual({
		kind: 'formatted',
		text: 'package a\n\nx := 1\n',
		changed: true,
	});
	expect(await format('package a\n\nx := 1\n')).toMatchObject({ changed: false });
	expect(errorsOf(await format({ path: 'b.rego', text: 'package' }))).toMatchObject([{ file: 'b.rego' }]);
});

describe('evaluate', () => {
	it('gives values, text with all digits, and what print wrote', async () => {
		const sources = { 'a.rego': 'package a\n\nbig := input.n + 1 if print("n is", input.n)\n' };
		const inputText = '{"n": 9007199254740993}';
		const evaluated = answered(await evaluate('data.a.big', { sources, inputText }));
		expect(evaluated).toMatchObject({ kind: 'evaluated', prints: 'n is 9007199254740993\n' });
		expect(evaluated.text).toContain('9007199254740994');
	});

	it('tells an undefined query from one without an input', async () => {
		const sources = { 'a.rego': limit };
		expect(answered(await evaluate('data.limits.hourly.fail', { sources, data: { limit: 1 } })).rows).toEqual([]);
		const input = { hourly: 2 };
		const evaluated = answered(await evaluate('data.limits.hourly.fail', { sources, data: { limit: 1 }, input }));
		expect(evaluated.rows).toMatchObject([{ expressions: [{ value: true }] }]);
	});

	it('decides many inputs by one query, a failing one apart', async () => {
		const sources = { 'a.rego': 'package a\n\nx := 1 if input.a\n\nx := 2 if input.b\n' };
		const inputs = [{ a: true }, { a: true, b: true }, { b: true }];
		const { evaluations } = answered(await evaluateEach('data.a.x', inputs, { sources }));
		expect(evaluations).toMatchObject([
			{ kind: 'evaluated', rows: [{ expressions: [{ value: 1 }] }] },
			{ kind: 'refused', errors: [{ code: 'eval_conflict_error', file: 'a.rego' }] },
			{ kind: 'evaluated', rows: [{ expressions: [{ value: 2 }] }] },
		]);
		expect(answered(await evaluateEach('data.a.x', [], { sources })).evaluations).toEqual([]);
	});

	it('traces, covers, and takes its time from the caller', async () => {
		const sources = { 'a.rego': 'package a\n\nx := time.now_ns()\n' };
		const evaluated = answered(await evaluate('data.a.x', { sources, now: 5n, explain: 'full', coverage: true }));
		expect(evaluated.rows[0]?.expressions[0]?.value).toBe(5);
		expect(evaluated.trace).toContain('Enter data.a.x');
		expect(evaluated.coverage?.coverage).toBe(100);
	});

	it('refuses what reaches outside, and ends what does not end', async () => {
		expect(errorsOf(await evaluate('opa.runtime()'))).not.toEqual([]);
		const endless = 'count([1 | some i in numbers.range(1, 20000); some j in numbers.range(1, 20000); i == j + 0.5])';
		await expect(evaluate(endless, { limitMs: 300 })).rejects.toBeInstanceOf(ToolboxError);
		expect(answered(await evaluate('1 + 1')).rows).toHaveLength(1);
	});
});

describe('build and readBundle', () => {
	it('make a bundle and give back what is in it', async () => {
		const built = answered(
			await build({ 'a.rego': limit }, { data: '{"limit": 12345678901234567890}', revision: 'r1' }),
		);
		expect(built.manifest).toMatchObject({ revision: 'r1', roots: [''] });
		const read = answered(await readBundle(built.bundle));
		expect(read.sources).toEqual([{ path: 'a.rego', text: limit }]);
		expect(read.data).toBe('{"limit":12345678901234567890}');
	});

	it('make the same bytes of the same sources in another order', async () => {
		const one = answered(
			await build([
				{ path: 'a.rego', text: limit },
				{ path: 'b.rego', text: 'package b\n' },
			]),
		);
		const other = answered(
			await build([
				{ path: 'b.rego', text: 'package b\n' },
				{ path: 'a.rego', text: limit },
			]),
		);
		expect(Buffer.compare(gunzipSync(one.bundle), gunzipSync(other.bundle))).toBe(0);
	});

	it('put a module beside the sources where they are asked to', async () => {
		const options = { target: 'wasm', annotatedEntrypoints: true } as const;
		const built = answered(await build({ 'a.rego': limit }, options));
		expect(answered(await readBundle(built.bundle)).modules).toMatchObject([{ path: 'policy.wasm' }]);
		expect(errorsOf(await build({ 'a.rego': limit }, { target: 'wasm', entrypoints: ['no/such'] }))).toMatchObject([
			{ code: 'rego_build_error' },
		]);
	});

	it('refuse bytes that are no bundle', async () => {
		expect(errorsOf(await readBundle(Buffer.from('no')))).toMatchObject([{ code: 'rego_bundle_error' }]);
	});
});

it('inspect tells what sources say of themselves and need', async () => {
	const inspected = answered(await inspect({ 'a.rego': limit }));
	expect(inspected).toMatchObject({
		files: [{ path: 'a.rego', package: 'limits.hourly', rules: [{ name: 'fail', kind: 'value', default: false }] }],
		annotations: [{ scope: 'package', package: 'limits.hourly', annotations: { title: 'Limit' } }],
		entrypoints: ['limits/hourly'],
		builtins: [{ name: 'gt', at: [{ file: 'a.rego', row: 6 }] }],
		data: [{ name: 'data.limit' }],
		input: [{ name: 'input.hourly' }],
	});
	expect(errorsOf(await inspect({ 'a.rego': 'package a\n\nx := y\n' }))).toHaveLength(1);
});

it('formatLcov counts a line as missed where a part of it was', async () => {
	const sources = {
		// The condition of x is reached and x itself is not.
		'a.rego': 'package a\n\nx if input.a > 1\n\ny if {\n\tinput.a == 1\n\tinput.a < 2\n}\n',
		'a_test.rego':
			'package a_test\n\ntest_y if {\n\tnot data.a.x with input as {"a": 1}\n\tdata.a.y with input as {"a": 1}\n}\n',
	};
	const { coverage } = answered(await test(sources, { coverage: true }));
	expect(coverage && formatLcov(coverage)).toBe(
		[
			'TN:\nSF:a.rego\nDA:3,0\nDA:5,1\nDA:6,1\nDA:7,1\nLF:4\nLH:3\nend_of_record\n',
			'TN:\nSF:a_test.rego\nDA:3,1\nDA:4,1\nDA:5,1\nLF:3\nLH:3\nend_of_record\n',
		].join(''),
	);
});
