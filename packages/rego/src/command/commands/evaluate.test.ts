import { afterAll, describe, expect, it } from 'vitest';
import { workshop } from '../../../test/workshop.js';
import { closeToolbox, configureToolbox } from '../../index.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const rule = 'package a\n\nbig := input.n + 1 if print("n is", input.n)\n\ntext := "a b"\n\nlimit := data.limit\n';

describe('eval', () => {
	it('gives results in JSON, all digits of numbers kept', async () => {
		const { run } = workshop({ 'p/a.rego': rule, 'in.json': '{"n": 9007199254740993}' });
		const ran = await run(['eval', '-d', 'p', '-i', 'in.json', 'data.a.big']);
		expect(ran).toMatchObject({ status: 0, err: 'n is 9007199254740993\n' });
		expect(ran.out).toContain('"value": 9007199254740994,');
		expect(JSON.parse(ran.out).result[0].expressions[0]).toMatchObject({
			text: 'data.a.big',
			location: { row: 1, col: 1 },
		});
	});

	it.each([
		['values', 'x := [1, 2]; y := "z"', '[\n  [\n    1,\n    2\n  ],\n  true\n]\n'],
		['bindings', 'x := 1; y := "z"', '{\n  "x": 1,\n  "y": "z"\n}\n'],
		['raw', '"a b"', 'a b\n'],
		['raw', '{"a": 1.50}; 2', '{"a":1.50} 2\n'],
		['pretty', '1 + 1', '2\n'],
		['pretty', 'x := 1; y := "z"; x < 2', '┌───┬─────┐\n│ x │ y   │\n├───┼─────┤\n│ 1 │ "z" │\n└───┴─────┘\n'],
		['pretty', 'data.none', 'undefined\n'],
		['discard', '1', '{\n  "result": "discarded"\n}\n'],
		['json', 'data.none', '{}\n'],
	])('writes %s: %s', async (format, query, expected) => {
		const ran = await workshop().run(['eval', '-f', format, query]);
		expect(ran).toMatchObject({ status: 0, err: '' });
		if (format !== 'values') expect(ran.out).toBe(expected);
		else expect(JSON.parse(ran.out)[0]).toEqual(true);
	});

	it('reads query or input from standard input', async () => {
		const { run } = workshop();
		expect((await run(['eval', '--stdin', '-f', 'raw'], { stdin: '1 + 1' })).out).toBe('2\n');
		expect((await run(['eval', '-I', '-f', 'raw', 'input.a'], { stdin: 'a: yes' })).out).toBe('yes\n');
	});

	it('stands in a package, with imports', async () => {
		const { run } = workshop({ 'a.rego': rule });
		expect((await run(['eval', '-d', 'a.rego', '--package', 'a', '-f', 'raw', 'text'])).out).toBe('a b\n');
		expect((await run(['eval', '-d', 'a.rego', '--import', 'data.a', '-f', 'raw', 'a.text'])).out).toBe('a b\n');
	});

	it('ends with 1 where --fail or --fail-defined says so', async () => {
		const { run } = workshop();
		expect((await run(['eval', '--fail', 'data.none'])).status).toBe(1);
		expect((await run(['eval', '--fail', '1'])).status).toBe(0);
		expect((await run(['eval', '--fail-defined', '1'])).status).toBe(1);
		expect((await run(['eval', '--fail-defined', 'data.none'])).status).toBe(0);
	});

	it('ends with 2 for errors: as the document in JSON, for people otherwise', async () => {
		const { run } = workshop({ 'a.rego': 'package a\n\nx := 1\n\nx := 2\n', 'in.json': '{"a"' });
		const json = await run(['eval', 'data.a.(']);
		expect(json).toMatchObject({ status: 2, err: '' });
		expect(JSON.parse(json.out)).toMatchObject({
			errors: [{ code: 'rego_parse_error', location: { row: 1, col: 8 } }],
		});
		const pretty = await run(['eval', '-f', 'pretty', '-d', 'a.rego', 'data.a.x']);
		expect(pretty).toMatchObject({ status: 2, out: '' });
		expect(pretty.err).toContain('a.rego:');
		expect((await run(['eval', '-f', 'raw', '-i', 'in.json', 'input'])).err).toContain('in.json: rego_input_error');
		expect((await run(['eval', '-f', 'raw', '-i', 'absent', 'input'])).err).toContain('absent: rego_file_error');
		expect((await run(['eval', '1 / 0'])).status).toBe(0);
		expect((await run(['eval', '1 / 0', '--strict-builtin-errors'])).status).toBe(2);
	});

	it('puts documents of files and bundles together, and says where two disagree', async () => {
		const { run } = workshop({
			'one.json': '{"limit": {"a": 1}}',
			'b/a.rego': rule,
			'b/limit/data.json': '{"b": 1.10}',
			'broken.json': '{\n"a": ]}',
			'list.json': '[1]',
		});
		const ran = await run(['eval', '-d', 'one.json', '-b', 'b', '-f', 'raw', 'data.a.limit']);
		expect(ran.out).toBe('{"a":1,"b":1.10}\n');
		expect((await run(['eval', '-d', 'one.json', '-d', 'limit.a:one.json', '1', '-f', 'raw'])).err).toContain(
			'data.limit.a has a value in one.json as well',
		);
		expect((await run(['eval', '-d', 'broken.json', '1', '-f', 'raw'])).err).toContain(
			'broken.json:2: rego_data_error',
		);
		expect((await run(['eval', '-d', 'list.json', '1', '-f', 'raw'])).err).toContain(
			'base documents must be an object',
		);
		expect((await run(['eval', '-d', 'x.y:list.json', 'data.x.y[0]', '-f', 'raw'])).out).toBe('1\n');
	});

	it('tells steps, coverage, profile and metrics where it is asked to', async () => {
		const { run } = workshop({ 'a.rego': rule });
		const args = ['eval', '-d', 'a.rego', 'data.a.text', '--explain', 'full', '--coverage', '--profile'];
		const json = await run(args);
		expect(JSON.parse(json.out)).toMatchObject({
			result: [{}],
			coverage: { files: { 'a.rego': {} } },
			profile: [{ num_eval: 1 }, {}],
			metrics: { timer_rego_query_eval_ns: expect.any(Number) },
		});
		expect(json.err).toContain('Enter data.a.text');
		const pretty = await run([...args, '-f', 'pretty']);
		expect(pretty.out).toContain('Enter data.a.text');
		expect(pretty.out).toContain('│ timer_rego_query_eval_ns');
		expect(pretty.out).toMatch(/│ Time +│ Num Eval │/);
		expect(pretty.out).toContain('%  a.rego: not reached: 3, 7\n');
	});

	it('refuses built-ins that reach outside', async () => {
		expect((await workshop().run(['eval', 'opa.runtime()'])).status).toBe(2);
	});
});
