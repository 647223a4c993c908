// Installs a packed package into an empty folder, away from this repository, and uses it there as its README says:
// @portcullis/rego from ES modules, from TypeScript, by its command; @portcullis/core with no cloud and no front end.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

const coreScript = `import { openStore, parseRequest } from '@portcullis/core';
const parsed = parseRequest({ project: 'shop', resources: [{ kind: 'vm', name: 'web', size: 'small' }] });
if (parsed.kind !== 'ok') throw new Error(JSON.stringify(parsed));
await (await openStore({ url: 'memory:' })).close();
`;

/** What installing core must not bring: clouds, and the client of a front end. */
const notOfCore = ['@cdktf', 'cdktf', 'constructs', 'discord.js'];

const regoScript = `import { check, test } from '@portcullis/rego';
import { runRegoCommand } from '@portcullis/rego/command';

const report = await test({ 'a_test.rego': 'package a_test\\n\\ntest_x if 1 == 1\\n' });
if (report.kind !== 'tested' || !report.passed) throw new Error(JSON.stringify(report));
const checked = await check({ 'a.rego': 'package a\\n\\nx := y\\n' });
if (checked.kind !== 'refused') throw new Error(checked.kind);
let out = '';
const stream = { write: (text: string) => (out += text) };
const io = { stdin: process.stdin, stdout: stream, stderr: stream, cwd: process.cwd(), env: {} };
const status: number = await runRegoCommand(['eval', '1 + 1', '-f', 'raw'], io);
if (status !== 0 || out !== '2\\n') throw new Error(out);
`;

/**
 * @param {string} tarball of @portcullis/core, as npm pack made it
 * @param {string} folder one that does not exist yet; it is removed again
 * @throws where anything does not work there, or another package of ours, a provider or Discord comes along
 */
export function useCoreAlone(tarball, folder) {
	installedAlone(tarball, folder, 'core', (run) => {
		const brought = readdirSync(join(folder, 'node_modules')).filter((name) => notOfCore.includes(name));
		if (brought.length > 0) throw new Error(`@portcullis/core brought ${brought.join(', ')}`);
		writeFileSync(join(folder, 'main.js'), coreScript);
		run(process.execPath, 'main.js');
	});
}

/**
 * @param {string} tarball of @portcullis/rego, as npm pack made it
 * @param {string} folder one that does not exist yet; it is removed again
 * @throws where anything does not work there
 */
export function useRegoAlone(tarball, folder) {
	installedAlone(tarball, folder, 'rego', (run) => {
		writeFileSync(join(folder, 'main.ts'), regoScript);
		// The declarations too, and without Node's: a reader of JavaScript values need not have them.
		writeFileSync(join(folder, 'node.d.ts'), 'declare const process: any;\n');
		const options = ['--strict', '--module', 'nodenext', '--target', 'es2022', '--types', ''];
		run(process.execPath, tsc, ...options, 'main.ts', 'node.d.ts');
		run(process.execPath, 'main.js');

		run('npx', '--no-install', 'portcullis-rego', 'new', 'custom.no_gpu');
		run('npx', '--no-install', 'portcullis-rego', 'check', '--strict', 'rego');
		run('npx', '--no-install', 'portcullis-rego', 'test', 'rego', '--threshold', '100', '--fail-on-empty');
	});
}

/** @param {(run: (command: string, ...args: string[]) => string) => void} use */
function installedAlone(tarball, folder, name, use) {
	mkdirSync(folder);
	const run = (command, ...args) =>
		execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
	try {
		writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
		run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball);
		const ours = readdirSync(join(folder, 'node_modules/@portcullis'));
		if (ours.join() !== name) throw new Error(`@portcullis/${name} brought ${ours.join(', ')}`);
		use(run);
	} finally {
		rmSync(folder, { recursive: true });
	}
}
