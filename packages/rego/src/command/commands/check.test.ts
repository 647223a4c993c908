import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { workshop } from '../../../test/workshop.js';
import { closeToolbox, configureToolbox } from '../../index.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const sound = 'package a\n\nallow if input.name == "x"\n';

describe('check', () => {
	it('says nothing and ends with 0 where all is sound', async () => {
		const { run } = workshop({ 'p/a.rego': sound, 'p/data.json': '{' });
		expect(await run(['check', 'p'])).toEqual({ status: 0, out: '', err: '' });
	});

	it('shows place, code, text and the line of every error, and ends with 1', async () => {
		const { run } = workshop({
			'p/a.rego': 'package a\n\nx := y\n',
			'p/b.rego': 'package b\n\n\tz := nothing\n',
		});
		const ran = await run(['check', 'p']);
		expect(ran).toMatchObject({ status: 1, out: '' });
		expect(ran.err).toContain('p/a.rego:3:6: rego_unsafe_var_error: var y is unsafe\n    x := y\n         ^\n');
		expect(ran.err).toContain('p/b.rego:3:');
	});

	it('writes errors as OPA does in JSON: to standard error', async () => {
		const { run } = workshop({ 'a.rego': 'package a\n\nx := y\n' });
		const ran = await run(['check', '--format', 'json', 'a.rego']);
		expect(ran).toMatchObject({ status: 1, out: '' });
		expect(JSON.parse(ran.err)).toMatchObject({
			errors: [{ code: 'rego_unsafe_var_error', location: { file: 'a.rego', row: 3, col: 6 } }],
		});
	});

	it('is stricter with -S', async () => {
		const { run } = workshop({ 'a.rego': 'package a\n\nimport data.b\n\nx := 1\n' });
		expect((await run(['check', 'a.rego'])).status).toBe(0);
		const ran = await run(['check', '-S', 'a.rego']);
		expect(ran.status).toBe(1);
		expect(ran.err).toContain('a.rego:3:1');
	});

	it('holds the input to a schema, of one file or of a folder that annotations name', async () => {
		const schema = '{"type": "object", "additionalProperties": false, "properties": {"nmae": {"type": "string"}}}';
		const annotated = sound.replace('allow', '# METADATA\n# scope: rule\n# schemas:\n# - input: schema.req.one\nallow');
		const { run } = workshop({
			'a.rego': sound,
			'b.rego': annotated,
			'one.json': schema,
			'all/req/one.yaml': 'type: object\nadditionalProperties: false\nproperties: {nmae: {type: string}}\n',
		});
		for (const args of [
			['a.rego', '--schema', 'one.json'],
			['b.rego', '-s', 'all'],
		]) {
			const ran = await run(['check', ...args]);
			expect(ran.status).toBe(1);
			expect(ran.err).toContain('rego_type_error: undefined ref: input.name');
		}
		expect((await run(['check', 'a.rego', '-s', 'none.json'])).err).toContain(
			'none.json: rego_file_error: there is no such',
		);
	});

	it('reads older Rego, and holds sources to an older OPA', async () => {
		const { run } = workshop({
			'old.rego': 'package a\n\nx { input.y }\n',
			'young.rego': 'package a\n\nx := strings.split_n("a.b", ".", 1)\n',
			'few.json': '{"builtins": [], "features": ["rego_v1"]}',
		});
		expect((await run(['check', 'old.rego'])).status).toBe(1);
		expect((await run(['check', '--v0-compatible', 'old.rego'])).status).toBe(0);
		expect((await run(['check', '--capabilities', 'v1.0.0', 'young.rego'])).status).toBe(1);
		expect((await run(['check', '--capabilities', 'few.json', 'young.rego'])).status).toBe(1);
		expect((await run(['check', '--capabilities', 'v0.0.0', 'young.rego'])).err).toContain('rego_capabilities_error');
	});
});

describe('paths', () => {
	it('that are absent, of no known kind, without Rego, or patterns without a match are errors that name them', async () => {
		const { run, folder } = workshop({ 'a.rego': sound, 'notes.txt': '', 'empty/notes.txt': '' });
		for (const [path, message] of [
			['absent', 'there is no such file or folder'],
			['notes.txt', 'there is no .rego file in it'],
			['empty', 'there is no .rego file in it'],
			['*.regal', 'no file matches this pattern'],
		] as const) {
			const ran = await run(['check', path]);
			expect(ran).toEqual({ status: 1, out: '', err: `${path}: rego_file_error: ${message}\n` });
		}
		mkdirSync(join(folder, 'round'));
		symlinkSync('.', join(folder, 'round/back'));
		expect((await run(['check', 'round'])).err).toContain(
			'round/back: rego_file_error: it is a symbolic link that leads back',
		);
	});

	it('may be patterns, also where the shell did not expand them, and a file may be named like one', async () => {
		const { run } = workshop({
			'p/one/a.rego': sound,
			'p/two/b.rego': 'package b\n\nx := y\n',
			'[c].rego': 'package c\n\nx := z\n',
		});
		expect((await run(['check', 'p/*/a.rego'])).status).toBe(0);
		expect((await run(['check', 'p/**/*.rego'])).err).toContain('p/two/b.rego:3:6');
		expect((await run(['check', 'p/*'])).err).toContain('p/two/b.rego:3:6');
		expect((await run(['check', '[c].rego'])).err).toContain('[c].rego:3:6');
	});

	it('leave out what --ignore names, and count a file that is named twice once', async () => {
		const { run } = workshop({ 'p/a.rego': sound, 'p/.hidden/b.rego': 'package', 'p/c.rego': 'package' });
		expect((await run(['check', 'p', '--ignore', '.*,c.*'])).status).toBe(0);
		expect((await run(['check', 'p/a.rego', 'p', './p/a.rego', '--ignore', '.*', '--ignore', 'c.rego'])).status).toBe(
			0,
		);
	});
});

describe('wrong use', () => {
	it.each([
		['a mistyped subcommand', ['chek'], /unknown command 'chek'; did you mean check\?/],
		['a mistyped option', ['check', '--strct', 'p'], /unknown option '--strct'; did you mean --strict\?/],
		['a missing path', ['test'], /missing required argument 'paths'/],
		['a format that there is not', ['test', '-f', 'xml', 'p'], /Allowed choices are pretty, json, junit, github/],
		['a duration without a unit', ['test', '--timeout', '5', 'p'], /Write it as 500ms, 5s or 1m30s/],
		['a threshold past 100', ['test', '--threshold', '101', 'p'], /Write a number from 0 to 100/],
		['no query', ['eval'], /give a query, or --stdin/],
		['contradicting options', ['eval', '1', '--fail', '--fail-defined'], /not both/],
	])('ends with 1 and says what would be right: %s', async (_what, args, message) => {
		const ran = await workshop().run(args);
		expect(ran).toMatchObject({ status: 1, out: '' });
		expect(ran.err).toMatch(message);
		expect(ran.err).toMatch(/\nhint: portcullis-rego .*--help shows how it is used\n$/);
	});

	it('is answered with the help where a subcommand is wanting', async () => {
		const ran = await workshop().run([]);
		expect(ran).toMatchObject({ status: 1, out: '' });
		expect(ran.err).toMatch(/^Usage: portcullis-rego /);
	});

	it('has help with examples for every subcommand', async () => {
		const { run } = workshop();
		const help = await run(['--help']);
		expect(help.status).toBe(0);
		for (const name of ['check', 'build', 'test', 'fmt', 'eval', 'inspect', 'new']) {
			expect(help.out).toContain(`\n  ${name} `);
			expect((await run([name, '--help'])).out).toContain(`\nExamples:\n  $ portcullis-rego ${name}`);
		}
	});
});

describe('colours', () => {
	it('are for terminals, and heed NO_COLOR', async () => {
		const { run } = workshop({ 'a.rego': 'package' });
		const colored = async (terminal: boolean, env: Readonly<Record<string, string>> = {}) =>
			(await run(['check', 'a.rego'], { terminal, env })).err.includes('\u001b[31m');
		expect(await colored(false)).toBe(false);
		expect(await colored(true)).toBe(true);
		expect(await colored(true, { NO_COLOR: '1' })).toBe(false);
		expect(await colored(true, { TERM: 'dumb' })).toBe(false);
		expect(await colored(false, { FORCE_COLOR: '1' })).toBe(true);
	});

	it('are all that a terminal is told to obey: text out of policies is harmless', async () => {
		const { run } = workshop({ 'a.rego': 'package a\n\nx := "\u001b[2J\u202e" + y\n' });
		const ran = await run(['check', 'a.rego']);
		expect(ran.err).toContain('\\u{1b}[2J\\u{202e}');
		expect(ran.err).not.toContain('\u001b');
	});
});
