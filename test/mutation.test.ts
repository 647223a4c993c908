import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

interface Source {
	readonly path: string;
	readonly text: string;
}

interface Mutant {
	readonly id: string;
	readonly kind: string;
	readonly path: string;
	readonly line: number;
	readonly what: string;
	readonly outcome: 'killed' | 'survived' | 'invalid';
}

interface Toolbox {
	close(): Promise<void>;
}

interface Options {
	readonly wanted: (source: Source, all: readonly Source[]) => boolean;
	readonly toolboxes: readonly Toolbox[];
	readonly onSource: (path: string, judged: readonly Mutant[]) => void;
}

interface Run {
	readonly percent: number;
	readonly survivors: readonly Mutant[];
	readonly faults: readonly string[];
}

interface Tools {
	judgeAll(files: readonly Source[], options: Options): Promise<readonly Mutant[]>;
	judgeRun(judged: readonly Mutant[], equivalents: Readonly<Record<string, string>>, paths: readonly string[]): Run;
	changedFiles(folder: string, ref?: string): { readonly kind: string; readonly files?: readonly string[] };
	readonly Toolbox: new () => Toolbox;
	isTouched(files: readonly string[], source: object, all: readonly object[]): boolean;
}

const load = async (path: string): Promise<object> => import(new URL(`../${path}.js`, import.meta.url).href);
const { judgeAll, judgeRun, changedFiles, isTouched, Toolbox } = {
	...(await load('tools/mutation/judge-all')),
	...(await load('tools/mutation/judge-run')),
	...(await load('tools/mutation/changed-sources')),
	...(await load('packages/rego/dist/toolbox/toolbox')),
} as Tools;

const toolbox = new Toolbox();
afterAll(async () => toolbox.close());

const policy = (text: string): Source => ({ path: 'rego/a/b/b.rego', text: `package a.b\n\n${text}` });
const tests = (text: string, path = 'rego/a/b/b_test.rego', name = 'a.b_test'): Source => ({
	path,
	text: `package ${name}\n\nimport data.a.b\n\n${text}`,
});

async function judge(...files: readonly Source[]): Promise<readonly Mutant[]> {
	return judgeAll(files, { wanted: () => true, toolboxes: [toolbox], onSource: () => undefined });
}

const outcomes = (judged: readonly Mutant[]): readonly string[] =>
	judged.map(({ line, what, outcome }) => `${line} ${outcome}: ${what}`);

describe('mutants of a policy', () => {
	it('change each rule, sign, constant, expression and element, and nothing in comments', async () => {
		const subject = policy(`# x if input.n == 1 "no constant"
small(n) if n <= 10 # 11

name := "raw" if {
	input.names == {"b", \`c # "\`}
	not input.off
} else := "else" if input.n > 2
`);
		const judged = await judge(subject, tests('test_nothing := true\n'));
		expect(outcomes(judged)).toEqual([
			'4 survived: the rule is removed',
			'4 survived: <= becomes <',
			'4 survived: <= becomes >',
			'4 survived: 10 becomes 11',
			'4 survived: 10 becomes 9',
			'4 survived: removed: n <= 10',
			'6 survived: the rule is removed',
			'6 survived: "raw" becomes ""',
			'7 survived: == becomes !=',
			'7 survived: "b" becomes ""',
			'7 survived: `c # "` becomes ""',
			'7 survived: removed: input.names == {"b", `c # "`}',
			'7 survived: element removed: "b"',
			'7 survived: element removed: `c # "`',
			'8 survived: not is removed',
			'8 survived: removed: not input.off',
			'9 survived: the else is removed',
			'9 survived: "else" becomes ""',
			'9 survived: > becomes >=',
			'9 survived: > becomes <=',
			'9 survived: 2 becomes 3',
			'9 survived: 2 becomes 1',
			'9 survived: removed: input.n > 2',
		]);
	});

	it('are killed by a test that fails, and left out where they do not compile', async () => {
		const subject = policy('pass contains x if {\n\tsome x in input.all\n\tx != input.none\n}\n');
		const weak = tests('test_pass if b.pass == {1} with input as {"all": [1, 2], "none": 2}\n');
		expect(outcomes(await judge(subject, weak))).toEqual([
			'3 killed: the rule is removed',
			'4 invalid: removed: some x in input.all',
			'5 killed: != becomes ==',
			'5 killed: removed: x != input.none',
		]);
	});

	it('are judged by the tests of what imports the policy too, and by no others', async () => {
		const subject = policy('limit := 1\n');
		const user = { path: 'rego/a/c/c.rego', text: 'package a.c\n\nimport data.a.b\n\ntwice := b.limit * 2\n' };
		const judges = 'package a.c_test\n\nimport data.a.c\n\ntest_twice if c.twice == 2\n';
		const judged = await judge(subject, user, { path: 'rego/a/c/c_test.rego', text: judges });
		expect(outcomes(judged.filter(({ path }) => path === subject.path))).toEqual([
			'3 killed: the rule is removed',
			'3 killed: 1 becomes 2',
			'3 killed: 1 becomes 0',
		]);
		const blind = { path: 'rego/a/c/c_test.rego', text: 'package a.c_test\n\ntest_true if true\n' };
		const unseen = await judge(subject, user, blind);
		expect(unseen.filter(({ outcome }) => outcome === 'killed')).toEqual([]);
	});

	it('are not made of a policy whose tests fail before it is changed', async () => {
		await expect(judge(policy('limit := 1\n'), tests('test_limit if b.limit == 2\n'))).rejects.toThrow(
			'rego/a/b/b.rego: its tests do not pass as it is',
		);
	});
});

describe('a run of mutants', () => {
	const mutant = (id: string, outcome: Mutant['outcome'], kind = 'sign'): Mutant => {
		return { id: `a.rego, ${id}`, kind, path: 'a.rego', line: 1, what: id, outcome };
	};
	const killed = Array.from({ length: 19 }, (_, index) => mutant(`k${index}`, 'killed'));

	it('is good from 95 % on, of those that compile', () => {
		const enough = judgeRun([...killed, mutant('s', 'survived'), mutant('i', 'invalid')], {}, ['a.rego']);
		expect(enough).toMatchObject({ percent: 95, faults: [] });
		const few = judgeRun([...killed, mutant('s', 'survived'), mutant('t', 'survived')], {}, ['a.rego']);
		expect(few.faults).toEqual(['90.4 % of the mutants are killed; it must be 95 %']);
	});

	it('is bad where a rule can be removed, however many others are killed', () => {
		const run = judgeRun([...killed, mutant('r', 'survived', 'rule')], {}, ['a.rego']);
		expect(run.faults).toEqual(['a.rego:1: no test misses this rule']);
	});

	it('leaves out what is listed as equivalent, and is bad where the list is stale', () => {
		const judged = [...killed, mutant('s', 'survived'), mutant('i', 'invalid')];
		const reason = 'answers alike';
		expect(judgeRun(judged, { 'a.rego, s': reason, 'b.rego, not judged': reason }, ['a.rego'])).toMatchObject({
			percent: 100,
			survivors: [],
			faults: [],
		});
		const stale = { 'a.rego, k0': reason, 'a.rego, i': reason, 'a.rego, gone': reason };
		expect(judgeRun(judged, stale, ['a.rego']).faults).toEqual([
			'tools/mutation/equivalents.json: a test kills it: a.rego, k0',
			'tools/mutation/equivalents.json: it does not compile: a.rego, i',
			'tools/mutation/equivalents.json: there is no such mutant any more: a.rego, gone',
		]);
	});
});

describe('the policies that have changed', () => {
	const all = [
		{ path: 'rego/lib/l/l.rego', package: 'lib.l', imports: [] },
		{ path: 'rego/lib/l/l_test.rego', package: 'lib.l_test', imports: ['data.lib.l'] },
		{ path: 'rego/a/b/b.rego', package: 'a.b', imports: ['data.lib.l'] },
		{ path: 'rego/a/b/b_test.rego', package: 'a.b_test', imports: ['data.a.b'] },
		{ path: 'rego/a/c/c.rego', package: 'a.c', imports: [] },
	];
	const touched = (...files: readonly string[]): readonly string[] =>
		all.filter(({ path }) => !path.endsWith('_test.rego') && isTouched(files, pick(path), all)).map(({ path }) => path);
	const pick = (path: string): object => all.find((each) => each.path === path) ?? {};

	it('are those whose rules, imports or tests have', () => {
		expect(touched('rego/a/c/c.rego')).toEqual(['rego/a/c/c.rego']);
		expect(touched('rego/a/b/b_test.rego')).toEqual(['rego/lib/l/l.rego', 'rego/a/b/b.rego']);
		expect(touched('rego/lib/l/l.rego')).toEqual(['rego/lib/l/l.rego', 'rego/a/b/b.rego']);
		expect(touched('rego/a/b/b.md', 'docs/policies.md')).toEqual([]);
	});

	it('are all where a file is gone or the tool itself has changed', () => {
		for (const file of ['rego/a/d/d_test.rego', 'tools/mutation.js', 'tools/mutation/tokenize.js']) {
			expect(touched(file)).toHaveLength(3);
		}
	});

	it('are found by git, with what is not committed, and not known where git knows nothing to compare with', async () => {
		const repository = await mkdtemp(join(tmpdir(), 'mutation-'));
		const git = (...words: readonly string[]): void => {
			const person = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
			expect(spawnSync('git', [...person, ...words], { cwd: repository }).status).toBe(0);
		};
		expect(changedFiles(repository)).toMatchObject({ kind: 'unknown' });
		git('init', '--quiet', '--initial-branch=main');
		for (const name of ['a.rego', 'b.rego']) {
			await writeFile(join(repository, name), 'package a\n');
			git('add', '.');
			git('commit', '--quiet', '-m', name);
			if (name === 'a.rego') expect(changedFiles(repository)).toMatchObject({ kind: 'unknown' });
		}
		await writeFile(join(repository, 'c.rego'), 'package a\n');
		expect(changedFiles(repository)).toMatchObject({ kind: 'changed', files: ['b.rego', 'c.rego'] });
		expect(changedFiles(repository, 'main')).toMatchObject({ kind: 'changed', files: ['c.rego'] });
		expect(changedFiles(repository, 'nowhere')).toMatchObject({ kind: 'unknown' });
		await rm(repository, { recursive: true });
	});
});
