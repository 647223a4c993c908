import { readdir, readFile } from 'node:fs/promises';
import type { PolicyMetadata } from '@portcullis/core';
import { defaultBindings, defaultBundle } from '@portcullis/policies';
import { describe, expect, it } from 'vitest';

const root = new URL('../', import.meta.url);
const { policies } = await defaultBundle();
const headings = ['Summary', 'Avoid', 'Prefer', 'Why', 'Configure', 'Controls'];

const folderOf = ({ id }: PolicyMetadata) => `rego/${id.replace('.', '/')}/`;
const nameOf = ({ id }: PolicyMetadata) => id.split('.')[1] ?? '';
const read = (path: string) => readFile(new URL(path, root), 'utf8');

describe.each(policies.map((policy) => [policy.id, policy] as const))('%s', (id, policy) => {
	it('has a rule, its test and its page in one folder, and nothing else', async () => {
		const files = await readdir(new URL(folderOf(policy), root));
		const name = nameOf(policy);
		expect(files.sort()).toEqual([`${name}.md`, `${name}.rego`, `${name}_test.rego`]);
	});

	it('has a page under its title, with the headings that every page has, each with text below', async () => {
		const page = await read(`${folderOf(policy)}${nameOf(policy)}.md`);
		const [top = '', ...sections] = page.split(/^## /m);
		expect(top).toBe(`# ${policy.title}\n\n\`${id}\`\n\n`);
		expect(sections.map((section) => section.split('\n')[0])).toEqual(headings);
		for (const section of sections) expect(section.split('\n').slice(1).join('').trim()).not.toBe('');
	});

	it('has a page that names each of its parameters and no other', async () => {
		const page = await read(`${folderOf(policy)}${nameOf(policy)}.md`);
		const configure = page.split('## Configure\n')[1]?.split('\n## ')[0] ?? '';
		const named = [...configure.matchAll(/^\| `([a-z0-9_]+)` \|/gm)].map((match) => match[1]);
		const { properties = {} } = policy.parameters as { readonly properties?: Readonly<Record<string, unknown>> };
		expect(named.sort()).toEqual(Object.keys(properties).sort());
		expect(configure).toContain(named.length === 0 ? 'no parameters' : '| parameter |');
	});
});

it('every policy is in the index, with what it judges and the level that a new tenant has it at', async () => {
	const index = await read('docs/policies.md');
	const rows = [...index.matchAll(/^\| \[`([a-z_.]+)`\]\(\.\.\/(\S+)\) \| (.*) \| (.*) \| (.*) \| ?(.*) \|$/gm)];
	const described = policies.map((policy) => [
		policy.id,
		`${folderOf(policy)}${nameOf(policy)}.md`,
		policy.title,
		policy.subjects.join(', '),
		policy.kinds?.join(', ') ?? 'all',
		defaultBindings
			.filter((binding) => binding.policy === policy.id)
			.map(({ level }) => `\`${level}\``)
			.join(', '),
	]);
	const byId = (a: readonly unknown[], b: readonly unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);
	expect(rows.map(([, ...cells]) => cells).sort(byId)).toEqual(described.sort(byId));
});
