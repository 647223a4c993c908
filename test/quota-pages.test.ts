import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { shop } from '../packages/cli/test/workshop.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const policies = readdirSync(`${root}rego/quotas`);
const pages = ['docs/quotas.md', ...policies.map((name) => `rego/quotas/${name}/${name}.md`)];

it.each(pages)('%s shows commands that work as they stand', async (page) => {
	const { must } = await shop();
	const lines = readFileSync(`${root}${page}`, 'utf8').match(/^(?:# with: )?portcullis .*$/gm) ?? [];
	expect(lines.length).toBeGreaterThan(2);
	for (const line of lines) {
		const [, command = ''] = /portcullis ([^#]*)/.exec(line) ?? [];
		const words = command.match(/"[^"]*"|\S+/g) ?? [];
		await must(...words.map((word) => word.replaceAll('"', '')));
	}
});

it.each(policies)('the page of quotas.%s has its headings, in order', (name) => {
	const page = readFileSync(`${root}rego/quotas/${name}/${name}.md`, 'utf8');
	expect(page).toContain(`\`quotas.${name}\``);
	expect(page.match(/^## .*$/gm)).toEqual(
		['Summary', 'Avoid', 'Prefer', 'Why', 'Configure', 'Controls'].map((of) => `## ${of}`),
	);
});
