import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { closeToolbox, configureToolbox } from '../src/index.js';
import { workshop } from './workshop.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const root = fileURLToPath(new URL('../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The code blocks of the README in one language. */
function blocks(language: string): string[] {
	return [...readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '');
}

it('gives commands that work as they stand, one after the other', async () => {
	const { run } = workshop();
	const lines = blocks('sh')
		.flatMap((block) => block.split('\n'))
		.filter((line) => line.startsWith('npx portcullis-rego '));
	expect(lines.length).toBeGreaterThan(8);
	for (const line of lines) {
		const { status, err } = await run(line.split(' ').slice(2));
		expect([line, status, err]).toEqual([line, 0, '']);
	}
});

it.each(blocks('js').map((block) => [block.split('\n')[0], block]))(
	'shows code that runs: %s',
	(_first, block = '') => {
		const { folder } = workshop();
		mkdirSync(join(folder, 'node_modules/@portcullis'), { recursive: true });
		symlinkSync(root, join(folder, 'node_modules/@portcullis/rego'), 'dir');
		const input = `import { configureToolbox as first } from '@portcullis/rego';\nfirst({ baselineOnly: true });\n${block}`;
		const output = execFileSync(process.execPath, ['--input-type=module'], { cwd: folder, input, encoding: 'utf8' });
		// What a comment behind console.log says, it writes.
		for (const [, said = ''] of block.matchAll(/console\.log\(.*\); \/\/ ([^;\n]+)/g)) {
			expect(output).toContain(said.replaceAll('\\n', '\n').trim());
		}
	},
);

describe('the options of', () => {
	it.each(['check', 'build', 'test', 'fmt', 'eval', 'inspect', 'new'])(
		'%s are all there, and no other',
		async (name) => {
			const shared = readme.split('## The command\n')[1]?.split('\n### ')[0] ?? '';
			const section = readme.split(`\n### ${name}\n`)[1]?.split('\n### ')[0] ?? '';
			const { out } = await workshop().run([name, '--help']);
			const options = out.split('\nOptions:\n')[1]?.split('\nExamples:')[0] ?? '';
			const help = [...options.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map((match) => match[1] ?? '');
			const rows = [...section.matchAll(/^\| (`.*?) \| /gm)].flatMap((row) => [
				...(row[1] ?? '').matchAll(/--[\w-]+/g),
			]);
			const written = new Set([...section, ...shared].join('').match(/--[\w-]+/g));
			expect(help.filter((option) => option !== '--help' && !written.has(option))).toEqual([]);
			expect(rows.map(([option]) => option).filter((option) => !help.includes(option))).toEqual([]);
		},
	);
});
