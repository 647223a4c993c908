// Runs every command and every block of JavaScript that the documentation prints, page by page, each page in a fresh
// folder, and holds it to the exit status and the output that the page gives; looks where every link leads:
// npm run check:docs [-- --strict] [PAGE…]
//
// A page whose PostgreSQL or terraform this machine lacks is not run, and listed; with --strict that is a fault.
// A command ends with 0, or as a remark behind it says (`# ends with 1`). SESSION, WAIVER and the like stand for the id
// that was printed last. A page that does not set up a database begins where the quick start ends: with the project shop.
// tools/docs/read-page.js says what a page can ask for beside that.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configureToolbox } from '@portcullis/rego';
import { withPostgres } from '../bench/with-postgres.js';
import { checkLinks } from './docs/check-links.js';
import { readPage } from './docs/read-page.js';
import { runCode } from './docs/run-code.js';
import { runLine } from './docs/run-line.js';
import { sameOutput } from './docs/same-output.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const strict = process.argv.includes('--strict');
const chosen = process.argv.slice(2).filter((argument) => argument !== '--strict');
// The README of rego is run by a test of that package, which is for people who use nothing else of ours; those of examples
// by check:examples.
const linksOnly = ['packages/rego/README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...below('examples')];
const pages = [...linksOnly, 'README.md', 'packages/cli/README.md', ...below('docs'), ...below('rego')];

// Compiled by V8's first tier, it is ready several times faster.
configureToolbox({ baselineOnly: true });
const scratch = mkdtempSync(join(tmpdir(), 'check-docs-'));
const started = performance.now();
/** @type {string[]} */
const faults = [];
/** @type {string[]} */
const skipped = [];
let ran = 0;

try {
	const shop = folder('shop');
	await runLine('npx portcullis init --yes', shop, {});
	await runLine('npx portcullis project add shop --provider gcp --region us-central1', shop, {});
	for (const page of pages) {
		if (chosen.length > 0 && !chosen.some((one) => page.startsWith(one))) continue;
		for (const link of checkLinks(join(root, page))) faults.push(`${page}: a link leads nowhere: ${link}`);
		if (!linksOnly.includes(page)) await runPage(page, shop);
	}
} finally {
	rmSync(scratch, { recursive: true });
}
for (const reason of skipped) console.log(`not run: ${reason}`);
for (const fault of faults) console.error(fault);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
	`docs: ${pages.length} pages, ${ran} commands and blocks ran in ${seconds} s, ${skipped.length} not run, ${faults.length} faults`,
);
// Stores that a block left open would keep the process.
process.exit(faults.length === 0 && ran > 0 ? 0 : 1);

/** @param {string} name */
function below(name) {
	return readdirSync(join(root, name), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.md') && !path.includes('node_modules'))
		.map((path) => `${name}/${path}`)
		.sort();
}

/** @param {string} name */
function folder(name) {
	const made = join(scratch, name);
	mkdirSync(made, { recursive: true });
	symlinkSync(join(root, 'node_modules'), join(made, 'node_modules'));
	return made;
}

/**
 * @param {string} page
 * @param {string} shop a folder with a database in which the project shop is
 */
async function runPage(page, shop) {
	const text = readFileSync(join(root, page), 'utf8');
	const steps = readPage(text);
	if (steps.length === 0) return;
	const runsTerraform = steps.some(({ kind, text: block }) => kind === 'run' && /^terraform /m.test(block));
	if (runsTerraform && isLacking(page, 'terraform')) return;
	const cwd = folder(page);
	for (const name of ['examples', 'rego']) {
		if (text.includes(`${name}/`) || text.includes(` ${name}\n`))
			cpSync(join(root, name), join(cwd, name), { recursive: true });
	}
	if (!/^npx portcullis init/m.test(text))
		cpSync(join(shop, '.portcullis'), join(cwd, '.portcullis'), { recursive: true });
	if (!text.includes('$OWNER_URL')) return runSteps(page, steps, cwd, {});
	if (isLacking(page, 'initdb') || isLacking(page, 'pg_ctl')) return;
	const data = mkdtempSync(join(tmpdir(), 'check-docs-pg-'));
	try {
		await withPostgres(data, ['docs', 'moved'], (url) =>
			runSteps(page, steps, cwd, { OWNER_URL: url('docs'), NEW_URL: url('moved') }),
		);
	} finally {
		rmSync(data, { recursive: true });
	}
}

/**
 * Whether this machine has no such command, for lack of which a page is not run.
 *
 * @param {string} page
 * @param {string} command
 */
function isLacking(page, command) {
	if (spawnSync(command, ['--version']).status === 0) return false;
	(strict ? faults : skipped).push(`${page}: ${command} is not on the PATH`);
	return true;
}

/**
 * @param {string} page
 * @param {readonly import('./docs/read-page.js').Step[]} steps
 * @param {string} cwd
 * @param {Readonly<Record<string, string>>} variables
 */
async function runSteps(page, steps, cwd, variables) {
	let printed = '';
	/** @type {Map<string, string>} */
	const ids = new Map();
	for (const { kind, line, text, name } of steps) {
		const fault = (/** @type {string} */ what) => faults.push(`${page}:${line}: ${what}`);
		if (kind === 'skip') skipped.push(`${page}:${line}: ${name}`);
		else if (kind === 'stray') fault('a block holds commands and is not marked as sh, or TypeScript, which is not run');
		else if (kind === 'file') {
			mkdirSync(dirname(join(cwd, name)), { recursive: true });
			writeFileSync(join(cwd, name), `${text}\n`);
		} else if (kind === 'output') {
			ran += 1;
			if (!sameOutput(text, printed)) fault(`the page shows\n${text}\nand what was printed is\n${printed}`);
		} else if (kind === 'code') {
			ran += 1;
			const { fault: found, out } = await runCode(text, cwd, variables);
			printed = out;
			if (found !== undefined) fault(found);
		} else {
			printed = '';
			for (const command of text.replaceAll('\\\n', '').split('\n')) printed += await runCommand(command, fault);
		}
	}

	/**
	 * @param {string} command
	 * @param {(what: string) => unknown} fault
	 */
	async function runCommand(command, fault) {
		const [, plain = '', remark = ''] = /^(.*?)(?:\s+#(.*))?$/.exec(command.trim()) ?? [];
		if (plain === '' || plain.startsWith('#')) return '';
		// What runs everything is run by .ci/run itself, or by .ci/full.
		const names = [...plain.matchAll(/\bnpm (?:run (?:--silent )?)?([a-z:]+)/g)].map((match) => match[1] ?? '');
		if (names.length > 0) {
			for (const one of names) if (one !== 'ci' && !(one in scripts)) fault(`package.json has no script ${one}`);
			return '';
		}
		const line = plain
			.replaceAll(/\b[A-Z]{5,}\b/g, (word) => ids.get(word) ?? word)
			.replaceAll(/"\$([A-Z_]+)"/g, (whole, name) => (name in variables ? `'${variables[name]}'` : whole));
		const before = performance.now();
		const { status, out } = await runLine(line, cwd, variables);
		const seconds = (performance.now() - before) / 1000;
		if (seconds > 2) console.log(`${page}: ${seconds.toFixed(1)} s: ${line}`);
		ran += 1;
		const wanted = Number(/ends with (\d)/.exec(remark)?.[1] ?? 0);
		if (status !== wanted) fault(`${line}\nended with ${status} and not with ${wanted}:\n${out}`);
		for (const [, label = '', id = ''] of out.matchAll(/\b(session|waiver|binding|grant|quota):? ([0-9a-f]{32})\b/gi)) {
			ids.set(label.toUpperCase(), id);
		}
		const [, noun = '', first] = /^npx portcullis (\w+) list[\s\S]*?\n([0-9a-f]{32})\t/.exec(`${line}\n${out}`) ?? [];
		if (first !== undefined) ids.set(noun.toUpperCase(), first);
		return out;
	}
}
