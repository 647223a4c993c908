// Runs every example: npm run check:examples
//
// Each folder of examples is run in an empty folder that has `examples` and `node_modules` as this one has. Where it has a
// page, its `sh` blocks are run, one after the other, and each must end with 0; what a `text` block shows must be what the
// one before it printed. A main.js without a page is run. Pipelines (`*.yml`) are held to the command: each of their lines
// that begins with `npx portcullis` is run beside the files that it names.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPage } from './docs/read-page.js';
import { sameOutput } from './docs/same-output.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const examples = join(root, 'examples');
const command = `'${process.execPath}' '${join(root, 'packages/cli/bin/portcullis.js')}'`;
let ran = 0;
let failed = 0;

const names = readdirSync(examples, { withFileTypes: true }).flatMap((entry) =>
	entry.isDirectory() ? [entry.name] : [],
);
// Two at a time: most of what they do is one process after the other.
await Promise.all(
	[0, 1].map(async () => {
		for (let name = names.shift(); name !== undefined; name = names.shift()) await runExample(name);
	}),
);
console.log(`examples: ${ran} runs, ${failed} failed`);
process.exit(failed === 0 && ran > 0 ? 0 : 1);

/**
 * @param {string} script
 * @param {string} cwd
 * @returns {Promise<{ status: number | string | null, out: string }>}
 */
function shell(script, cwd) {
	const env = { ...process.env, NO_COLOR: '1' };
	const text = script.replaceAll('npx portcullis', command).replaceAll(/^node /gm, `'${process.execPath}' `);
	return new Promise((resolve) => {
		execFile('bash', ['-e', '-c', `exec 2>&1; ${text}`], { cwd, env, encoding: 'utf8' }, (error, out) => {
			resolve({ status: error === null ? 0 : (error.code ?? null), out });
		});
	});
}

/**
 * Has a pipeline's reports written where nothing is kept.
 *
 * @param {string} line
 * @param {string} folder
 */
function reportsElsewhere(line, folder) {
	return line.replaceAll(/(--report \w+=)(\S+)/g, `$1${folder}/$2`);
}

/** @param {string} name */
async function runExample(name) {
	const folder = join(examples, name);
	const files = readdirSync(folder);
	const cwd = mkdtempSync(join(tmpdir(), 'portcullis-example-'));
	for (const shared of ['examples', 'node_modules']) symlinkSync(join(root, shared), join(cwd, shared), 'dir');
	mkdirSync(join(cwd, '.portcullis'));
	const started = performance.now();
	let runs = 0;
	const run = (script, place) => {
		runs += 1;
		return shell(script, place);
	};
	try {
		const steps = files.includes('README.md') ? readPage(readFileSync(join(folder, 'README.md'), 'utf8')) : [];
		let printed = '';
		for (const { kind, line, text } of steps) {
			if (kind === 'run') {
				const { status, out } = await run(text, cwd);
				if (status !== 0) throw new Error(`ended with ${status}:\n${text}\n${out}`);
				printed = out;
			} else if (kind !== 'output') throw new Error(`README.md:${line}: a block that is not run here: ${kind}`);
			else if (!sameOutput(text, printed))
				throw new Error(`the page shows\n${text}\nand what was printed is\n${printed}`);
		}
		if (steps.length === 0 && files.includes('main.js')) {
			const { status, out } = await run(`node examples/${name}/main.js`, cwd);
			if (status !== 0) throw new Error(`ended with ${status}:\n${out}`);
		}
		for (const file of files.filter((path) => path.endsWith('.yml'))) {
			const lines = readFileSync(join(folder, file), 'utf8').matchAll(/^ *- (?:run: )?(npx portcullis .*)$/gm);
			for (const [, line = ''] of lines) {
				const { status } = await run(reportsElsewhere(line, cwd), folder);
				// The plan of the example is one that is denied.
				if (status !== 1) throw new Error(`${file} ended with ${status}: ${line}`);
			}
		}
	} catch (error) {
		failed += 1;
		console.error(`${name} failed: ${error.message}`);
	} finally {
		rmSync(cwd, { recursive: true });
	}
	ran += runs;
	console.log(`${name}: ${runs} runs, ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
