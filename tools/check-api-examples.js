// Compiles and runs every @example of the packages, as a user would write it down: npm run check:api
//
// An example imports what it shows from a package by its name. What it prints must hold each line that a comment behind,
// or right under, a console.log says it prints, in that order. docs/api.md may list only what has an example.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readExamples } from './api-docs/read-examples.js';

const root = fileURLToPath(new URL('../', import.meta.url));
let failed = 0;

const examples = readdirSync(join(root, 'packages'))
	.flatMap((name) => sourcesIn(join('packages', name, 'src')))
	.sort()
	.flatMap((path) => readExamples(path, readFileSync(join(root, path), 'utf8')));

const listed = [
	...readFileSync(join(root, 'docs/api.md'), 'utf8').matchAll(/^\| `(\w+)` \| `(@portcullis\/\w+)` \|/gm),
];
if (listed.length === 0) fail('docs/api.md', 'lists no entry point');
for (const [, name, from] of listed) {
	const shown = examples.some(({ shows, imports }) => shows === name && imports.get(name) === from);
	if (!shown) fail('docs/api.md', `lists ${name} of ${from}, which has no @example that imports it from there`);
}

// In the repository, so that packages are found by their names.
mkdirSync(join(root, '.portcullis'), { recursive: true });
const folder = mkdtempSync(join(root, '.portcullis/api-examples-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
examples.forEach(({ text }, index) => {
	writeFileSync(join(folder, `${index}.ts`), text);
});
writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(compilerOptions()));
compile();
// What an example writes lands there.
process.chdir(folder);
for (const [index, example] of examples.entries()) await run(index, example);

console.log(
	`examples of the API: ${examples.length}, ${listed.length} of them listed in docs/api.md, ${failed} failed`,
);
process.exit(failed === 0 ? 0 : 1);

function sourcesIn(path) {
	return readdirSync(join(root, path), { recursive: true })
		.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
		.map((name) => join(path, name));
}

function compilerOptions() {
	const rootConfig = relative(folder, join(root, 'tsconfig.base.json'));
	const compilerOptions = { composite: false, incremental: false, declaration: false, noEmitOnError: true };
	return { extends: rootConfig, compilerOptions, include: ['*.ts'] };
}

function compile() {
	try {
		execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder, '--pretty', 'false'], {
			cwd: folder,
			encoding: 'utf8',
			stdio: 'pipe',
		});
	} catch (error) {
		for (const line of error.stdout.trim().split('\n')) {
			const [, index, row, message] = /^(\d+)\.ts\((\d+),\d+\): (.*)$/.exec(line) ?? [];
			const example = examples[Number(index)];
			if (example === undefined) console.error(line);
			else fail(`${example.path}:${example.line + Number(row) - 1}`, message);
		}
		process.exit(1);
	}
}

async function run(index, { path, line, prints }) {
	const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
	let printed = '';
	for (const { stream } of streams) {
		stream.write = (chunk) => {
			printed += chunk;
			return true;
		};
	}
	try {
		await import(pathToFileURL(join(folder, `${index}.js`)).href);
	} catch (error) {
		fail(`${path}:${line}`, error.stack);
	} finally {
		for (const { stream, write } of streams) stream.write = write;
	}
	let from = 0;
	const lines = printed.split('\n');
	for (const expected of prints) {
		const at = lines.indexOf(expected, from);
		if (at < 0) return fail(`${path}:${line}`, `does not print ${expected}, but\n${printed}`);
		from = at + 1;
	}
}

function fail(where, message) {
	failed += 1;
	console.error(`${where}: ${message}`);
}
