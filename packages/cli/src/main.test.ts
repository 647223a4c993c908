import { describe, expect, it } from 'vitest';
import { shop, vm, workshop } from '../test/workshop.js';

const ansi = '\u001b[';

describe('wrong use', () => {
	it.each([
		['a mistyped command', ['histry'], /unknown command 'histry'; did you mean history\?/],
		['a mistyped command of a noun', ['project', 'ad'], /unknown command 'ad'; did you mean add\?/],
		['a mistyped option', ['list', '--jsn'], /unknown option '--jsn'; did you mean --json\?/],
		['an unknown option', ['sweep', '--fast'], /unknown option '--fast'/],
		['a missing argument', ['approve'], /missing required argument 'session'/],
		['one argument too many', ['sweep', 'now'], /too many arguments/],
		['an option without its value', ['list', '--db'], /argument missing/],
	])('ends with 2 and says what would be right: %s', async (_what, args, message) => {
		const { run } = workshop();
		const ran = await run(args);
		expect(ran).toMatchObject({ status: 2, out: '' });
		expect(ran.err).toMatch(message);
		expect(ran.err).toMatch(/\(USAGE_INVALID\)\nhint: portcullis .*--help shows how it is used\n$/);
		const json = await run([
			...args.slice(0, args.at(-1) === '--db' ? -1 : undefined),
			'--json',
			...args.slice(args.at(-1) === '--db' ? -1 : args.length),
		]);
		expect(json).toMatchObject({ status: 2, err: '' });
		expect(json.json()).toMatchObject({ version: 1, kind: 'error', code: 'USAGE_INVALID', status: 2 });
	});

	it('is answered with the help where a command is wanting', async () => {
		const { run } = workshop();
		for (const args of [[], ['project']]) {
			const ran = await run(args);
			expect(ran).toMatchObject({ status: 2, out: '' });
			expect(ran.err).toMatch(/^Usage: portcullis /);
			expect((await run([...args, '--json'])).json()).toMatchObject({ kind: 'error', code: 'USAGE_INVALID' });
		}
	});

	it('is shown with harmless characters', async () => {
		const { run } = workshop();
		expect((await run(['--x\u001b[2J\u202e'])).err).toContain("unknown option '--x\\u{1b}[2J\\u{202e}'");
	});

	it('takes what stands behind -- as it is, --json too', async () => {
		const { run } = await shop();
		const ran = await run(['show', '--', '--json']);
		expect(ran).toMatchObject({ status: 1, out: '' });
		expect(ran.err).toMatch(/there is no session --json/);
	});
});

describe('help and version', () => {
	it('have examples for every command', async () => {
		const { run } = workshop();
		const help = await run(['--help']);
		expect(help).toMatchObject({ status: 0, err: '' });
		const names = [...help.out.matchAll(/^ {2}([a-z][a-z-]*)(?:\|[a-z]+)?(?: |$)/gm)].map(
			(matched) => matched[1] ?? '',
		);
		expect(names).toContain('approve');
		for (const name of names.filter((name) => name !== 'help')) {
			const one = await run([name, '--help']);
			expect(one.status).toBe(0);
			const nested = [...one.out.matchAll(/^ {2}([a-z][a-z-]*)(?:\|[a-z]+)?(?: .*)?$/gm)].map(
				(matched) => matched[1] ?? '',
			);
			if (nested.length === 0 || !/^Commands:$/m.test(one.out))
				expect(one.out, name).toMatch(/\nExamples:\n {2}\$ portcullis /);
			else
				for (const inner of nested.filter((inner) => inner !== 'help')) {
					expect((await run([name, inner, '--help'])).out, `${name} ${inner}`).toMatch(
						/\nExamples:\n {2}\$ portcullis /,
					);
				}
		}
	});

	it('say the version', async () => {
		const { run } = workshop();
		expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
		expect((await run(['--version', '--json'])).json()).toEqual({
			version: 1,
			kind: 'version',
			portcullis: expect.stringMatching(/^\d+\.\d+\.\d+$/),
		});
	});
});

describe('tables and colours', () => {
	it('are for terminals: a pipe gets plain lines', async () => {
		const { run, write, must } = await shop();
		write('vm.json', vm({ count: 11 }));
		for (const args of [['preview', 'vm.json'], ['project', 'list'], ['history'], ['show', 'x']]) {
			const ran = await run(args);
			expect(`${ran.out}${ran.err}`).not.toContain(ansi);
			expect(
				ran.out
					.split('\n')
					.slice(0, -1)
					.every((line) => /^(?:[a-z ]+: |\S+\t)/.test(line)),
			).toBe(true);
		}
		await must('project', 'list');
	});

	it('are there on a terminal', async () => {
		const { run, write } = await shop();
		write('vm.json', vm({ count: 11 }));
		const ran = await run(['preview', 'vm.json'], { terminal: true });
		expect(ran.out).toContain(`${ansi}31m`);
		expect(ran.out).toMatch(/DENY/);
		expect(ran.out).toMatch(/USD an hour.*USD a month.*source/);
		expect(ran.out).toMatch(/\[1\] .+, \d{4}-\d\d-\d\d/);
		const list = await run(['project', 'list'], { terminal: true });
		expect(list.out).toMatch(/project.*cloud.*\n.*shop/);
		expect((await run(['show', 'x'], { terminal: true })).err).toContain(`${ansi}31merror:`);
	});

	it('heed NO_COLOR, FORCE_COLOR and a dumb terminal', async () => {
		const { run } = await shop();
		const colored = async (terminal: boolean, env: Readonly<Record<string, string>>) =>
			(await run(['project', 'list'], { terminal, env })).out.includes(ansi) ||
			(await run(['show', 'x'], { terminal, env })).err.includes(ansi);
		expect(await colored(true, {})).toBe(true);
		expect(await colored(true, { NO_COLOR: '1' })).toBe(false);
		expect(await colored(true, { NO_COLOR: '' })).toBe(true);
		expect(await colored(true, { TERM: 'dumb' })).toBe(false);
		expect(await colored(true, { FORCE_COLOR: '0' })).toBe(false);
		expect(await colored(false, {})).toBe(false);
		expect(await colored(false, { FORCE_COLOR: '1' })).toBe(true);
		expect(await colored(false, { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
	});

	it('are never in JSON', async () => {
		const { run } = await shop();
		const ran = await run(['project', 'list', '--json'], { terminal: true, env: { FORCE_COLOR: '1' } });
		expect(ran.out).not.toContain(ansi);
		expect(ran.json()).toMatchObject({ kind: 'projects' });
	});
});
