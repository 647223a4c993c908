import { SaxesParser } from 'saxes';
import { afterAll, describe, expect, it } from 'vitest';
import { workshop } from '../../../test/workshop.js';
import { closeToolbox, configureToolbox } from '../../index.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const rule = 'package a\n\nallow if input.n == 1\n\nallow if input.n == 2\n';
const passing =
	'package a_test\n\nimport data.a\n\ntest_one if {\n\tprint("passing says", 1)\n\ta.allow with input as {"n": 1}\n}\n';
const failing = `${passing}\ntest_two if {\n\tn := 3\n\tprint("failing says", n)\n\twanted := {"long": "${'x'.repeat(120)}", "n": n}\n\twanted.n == 4\n}\n`;
const endless = `\ntest_endless if {
	count([1 | some i in numbers.range(1, 30000); some j in numbers.range(1, 30000); i == j + 0.5]) == 0
}

test_after if true
`;

describe('test', () => {
	it('ends with 0 and the sum where all pass, and shows each with -v', async () => {
		const { run } = workshop({ 'p/a.rego': rule, 'p/a_test.rego': passing });
		expect(await run(['test', 'p'])).toEqual({ status: 0, out: 'PASS: 1/1\n', err: '' });
		const verbose = await run(['test', '-v', 'p']);
		expect(verbose.out).toMatch(
			/^p\/a_test\.rego:5:\ndata\.a_test\.test_one: PASS \([\d.]+(µs|ms|s)\)\n\n {2}passing says 1\n/,
		);
	});

	it('ends with 2 and shows the failing line, its values and what print wrote', async () => {
		const { run } = workshop({ 'p/a.rego': rule, 'p/a_test.rego': failing });
		const ran = await run(['test', 'p']);
		expect(ran).toMatchObject({ status: 2, err: '' });
		expect(ran.out).toContain('p/a_test.rego:10:\ndata.a_test.test_two: FAIL (');
		expect(ran.out).toContain('p/a_test.rego:14:');
		expect(ran.out).toMatch(/wanted\.n == 4\n[ \t]+\|/);
		expect(ran.out).toMatch(/wanted\.n: 3/);
		expect(ran.out).toContain('  failing says 3\n');
		expect(ran.out).not.toContain('passing says');
		expect(ran.out).toContain('PASS: 1/2\nFAIL: 1/2\n');
		expect(ran.out).not.toContain('x'.repeat(120));
		expect((await run(['test', '-v', 'p'])).out).toContain('x'.repeat(120));
		expect((await run(['test', '--explain', 'full', 'p'])).out).toContain('Enter data.a_test.test_two');
	});

	it('runs only what --run finds, and says so where nothing is run', async () => {
		const { run } = workshop({ 'p/a.rego': rule, 'p/a_test.rego': failing });
		expect(await run(['test', 'p', '--run', 'test_one$'])).toMatchObject({ status: 0, out: 'PASS: 1/1\n' });
		expect(await run(['test', 'p', '-r', 'nothing'])).toMatchObject({ status: 0, out: '', err: 'no tests were run\n' });
		expect(await run(['test', 'p', '-r', 'nothing', '--fail-on-empty'])).toMatchObject({ status: 1 });
		expect((await run(['test', 'p', '-r', '('])).err).toContain('rego_run_error');
	});

	it('takes a skipped test for a failure unless -z says otherwise', async () => {
		const { run } = workshop({ 'a_test.rego': 'package a_test\n\ntodo_test_x if false\n\ntest_y if true\n' });
		const ran = await run(['test', 'a_test.rego']);
		expect(ran.status).toBe(2);
		expect(ran.out).toContain('data.a_test.todo_test_x: SKIPPED\n');
		expect(ran.out).toContain('PASS: 1/2\nSKIPPED: 1/2\n');
		expect((await run(['test', 'a_test.rego', '-z'])).status).toBe(0);
	});

	it('counts cases one by one and shows the one that failed', async () => {
		const cases =
			'package a_test\n\ntest_c[name] if {\n\tsome name, n in {"one": 1, "two": 2, "three": 3}\n\tn < 3\n}\n';
		const { run } = workshop({ 'a_test.rego': cases });
		const ran = await run(['test', 'a_test.rego']);
		expect(ran.status).toBe(2);
		expect(ran.out).toContain('  three: FAIL\n');
		expect(ran.out).toContain('case three\n');
		expect(ran.out).toContain('PASS: 2/3\nFAIL: 1/3\n');
	});

	it('reads base documents of folders, and of bundles, as OPA roots them', async () => {
		const tests =
			'package t_test\n\ntest_it if data.limits.eu.max == 12345678901234567890\n\ntest_yaml if data.limits.eu.min == "yes"\n';
		const files = {
			'p/t_test.rego': tests,
			'p/limits/eu/data.json': '{"max": 12345678901234567890}',
			'p/limits/eu/data.yaml': 'min: yes\n',
		};
		const { run, write } = workshop(files);
		expect(await run(['test', 'p'])).toMatchObject({ status: 0, out: 'PASS: 2/2\n' });
		expect(await run(['test', '-b', 'p'])).toMatchObject({ status: 0, out: 'PASS: 2/2\n' });
		write('p/limits/eu/other.json', '{"max": 1}');
		expect(await run(['test', '-b', 'p'])).toMatchObject({ status: 0 });
		const ran = await run(['test', 'p']);
		expect(ran.status).toBe(1);
		expect(ran.err).toContain('rego_data_error: data.limits.eu.max has a value in p/limits/eu/data.json as well');
		expect(
			(await run(['test', 'p/t_test.rego', 'limits.eu:p/limits/eu/data.json', 'limits.eu:p/limits/eu/data.yaml']))
				.status,
		).toBe(0);
	});

	it('ends a test at its limit, and judges the others all the same', async () => {
		const { run } = workshop({ 'p/a.rego': rule, 'p/a_test.rego': passing + endless });
		const ran = await run(['test', 'p', '--timeout', '500ms', '-v']);
		expect(ran.status).toBe(2);
		expect(ran.out).toMatch(
			/data\.a_test\.test_endless: ERROR \(500ms\)\n\n.*rego_test_timeout: the test took longer than 500 ms/,
		);
		expect(ran.out).toContain('data.a_test.test_after: PASS');
		expect(ran.out).toContain('PASS: 2/3\nERROR: 1/3\n');
	});
});

describe('coverage', () => {
	const files = { 'p/a.rego': rule, 'p/a_test.rego': passing };

	it('is told of each file, with the lines that are not reached', async () => {
		const { run } = workshop(files);
		const ran = await run(['test', 'p', '-c']);
		expect(ran.status).toBe(0);
		expect(ran.out).toContain(' 50.00 %  p/a.rego: not reached: 5\n');
		expect(ran.out).toContain('100.00 %  p/a_test.rego\n');
		expect(ran.out).toMatch(/ 80\.00 % {2}of all lines\n$/);
	});

	it('below the threshold ends with 2', async () => {
		const { run } = workshop(files);
		expect(await run(['test', 'p', '--threshold', '81'])).toMatchObject({
			status: 2,
			err: 'coverage is below the threshold of 81 %\n',
		});
		expect(await run(['test', 'p', '--threshold', '80'])).toMatchObject({ status: 0, err: '' });
	});

	it("is OPA's document with --format json, and lcov's in a file", async () => {
		const { run, read } = workshop(files);
		const ran = await run(['test', 'p', '-c', '-f', 'json', '--lcov', 'lcov.info']);
		expect(JSON.parse(ran.out)).toMatchObject({
			covered_lines: 4,
			not_covered_lines: 1,
			coverage: 80,
			files: { 'p/a.rego': { not_covered: [{ start: { row: 5 } }, { start: { row: 5 } }] } },
		});
		expect(read('lcov.info')).toContain('SF:p/a.rego\nDA:3,1\nDA:5,0\n');
		expect((await run(['test', 'p', '--lcov', 'no/folder'])).err).toContain(
			'no/folder: rego_file_error: it cannot be written',
		);
	});
});

describe('reports for machines', () => {
	const hostile = `package a_test

test_x["<&\\"'\\u0000\\u001b[31m]]>\\u202e%0A::error::"] if {
	print("<out> ]]> \\u0001 & %0A\\r\\n::warning::")
	1 == 2
}

todo_test_y if true
`;

	it("are OPA's in JSON", async () => {
		const { run } = workshop({
			'a_test.rego': failing.replace('import data.a\n', '').replace('a.allow', 'not input.m'),
		});
		const ran = await run(['test', 'a_test.rego', '-f', 'json']);
		expect(ran.status).toBe(2);
		expect(JSON.parse(ran.out)).toEqual([
			{
				location: { file: 'a_test.rego', row: 4, col: 1 },
				package: 'data.a_test',
				name: 'test_one',
				duration: expect.any(Number),
				output: Buffer.from('passing says 1\n').toString('base64'),
			},
			{
				location: { file: 'a_test.rego', row: 9, col: 1 },
				package: 'data.a_test',
				name: 'test_two',
				fail: true,
				duration: expect.any(Number),
				output: Buffer.from('failing says 3\n').toString('base64'),
			},
		]);
	});

	it('are well-formed XML for JUnit, whatever names and texts hold', async () => {
		const { run } = workshop({ 'a_test.rego': hostile + endless });
		const ran = await run(['test', 'a_test.rego', '-f', 'junit', '--timeout', '400ms']);
		expect(ran.status).toBe(2);
		const seen: string[] = [];
		const parser = new SaxesParser();
		parser.on('error', (error) => {
			throw error;
		});
		parser.on('opentag', ({ name, attributes }) => seen.push(`${name} ${attributes.name ?? ''}`.trim()));
		parser.write(ran.out).close();
		expect(seen.filter((name) => !name.startsWith('testcase'))).toEqual([
			'testsuites',
			'testsuite data.a_test',
			'failure',
			'system-out',
			'skipped',
			'error',
		]);
		expect(seen.filter((name) => name.startsWith('testcase'))).toHaveLength(4);
		expect(ran.out).toContain('tests="4" failures="1" errors="1" skipped="1"');
	});

	it('are workflow commands for GitHub, of which no text makes another', async () => {
		const { run } = workshop({ 'p/a.rego': rule, 'p/a_test.rego': hostile });
		const ran = await run(['test', 'p', '-f', 'github', '-c']);
		expect(ran.status).toBe(2);
		const lines = ran.out.split('\n');
		expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(1);
		expect(lines[0]).toMatch(/^::error file=p\/a_test\.rego,line=5,col=2,title=data\.a_test\.test_x fail::.*%0A/);
		expect(lines).toContain('::warning file=p/a.rego,line=3,endLine=3,title=coverage::no test reaches this');
		expect(
			lines.some((line) =>
				line.startsWith('::notice file=p/a_test.rego,line=8,title=data.a_test.todo_test_y skipped::'),
			),
		).toBe(true);
		expect(lines.filter((line) => !line.startsWith('::'))).toEqual([
			expect.stringMatching(/^0 passed, 1 failed, 0 with errors, 1 skipped; /),
			'',
		]);
	});
});

it('shows how far it is on a terminal, and takes that away in the end', async () => {
	const { run } = workshop({ 'a_test.rego': `package a_test\n${endless}` });
	const ran = await run(['test', 'a_test.rego', '--timeout', '1500ms'], { terminal: true });
	expect(ran.err).toMatch(/^\r\u001b\[2Ktesting 1 files/);
	expect(ran.err).toContain('tests have ended, the last of them data.a_test.');
	expect(ran.err.endsWith('\r\u001b[2K')).toBe(true);
});
