import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

/** The members of a union of texts, as its source writes them. */
function membersOf(source: string, type: string): string[] {
	const body = new RegExp(`export type ${type} =([^;]*);`).exec(source)?.[1] ?? '';
	return [...body.matchAll(/'([A-Z_]+)'/g)].map((match) => match[1] ?? '').sort();
}

it.each([
	['Refusals', 'packages/core/src/model/result.ts', 'RefusalCode'],
	['Decisions', 'packages/core/src/model/decision.ts', 'DecisionCode'],
	['Faults', 'packages/core/src/model/portcullis-error.ts', 'ErrorCode'],
	['Replay', 'packages/core/src/engine/replay-record.ts', 'ReplayFault'],
])('lists under %s every code that there is, and no other', async (heading, path, type) => {
	const page = (await read('docs/errors.md')).split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
	const listed = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1] ?? '');
	const members = membersOf(await read(path), type);
	expect(members.length).toBeGreaterThan(4);
	expect(listed.sort()).toEqual(members);
});

it('lists the codes of the command, of the toolbox and of the full evaluator', async () => {
	const page = await read('docs/errors.md');
	const listed = (heading: string) => {
		const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
		return [...section.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1] ?? '').sort();
	};
	const folders = ['output', 'actions', 'check-output', 'conftest'].map((name) => `packages/cli/src/${name}`);
	const sources = folders.map(async (folder) => {
		const names = await readdir(new URL(`../${folder}`, import.meta.url));
		const files = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
		return Promise.all(files.map((name) => read(`${folder}/${name}`)));
	});
	const said = (await Promise.all(sources))
		.flat()
		.flatMap((source) => [...source.matchAll(/(?:code: |return )'([A-Z_]+)'/g)]);
	// The command says some of the gate's refusals itself.
	const refusals = membersOf(await read('packages/core/src/model/result.ts'), 'RefusalCode');
	const own = said.map((match) => match[1] ?? '').filter((code) => !refusals.includes(code));
	expect(listed("The command's own")).toEqual([...new Set(own)].sort());
	const toolbox = membersOf(await read('packages/rego/src/toolbox/toolbox-error.ts'), 'ToolboxErrorCode');
	expect(toolbox.length).toBeGreaterThan(3);
	expect(listed('The toolbox of `@portcullis/rego`')).toEqual(toolbox);
	const evaluator = membersOf(await read('packages/rego/src/evaluator/evaluation-error.ts'), 'EvaluationErrorCode');
	expect(evaluator.length).toBeGreaterThan(10);
	expect(listed('The full evaluator of `@portcullis/rego`')).toEqual(evaluator);
});
