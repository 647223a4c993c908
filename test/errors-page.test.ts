import { readFile } from 'node:fs/promises';
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
])('lists under %s every code that there is, and no other', async (heading, path, type) => {
	const page = (await read('docs/errors.md')).split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
	const listed = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1] ?? '');
	const members = membersOf(await read(path), type);
	expect(members.length).toBeGreaterThan(5);
	expect(listed.sort()).toEqual(members);
});
