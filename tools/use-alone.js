// Installs a packed @portcullis/rego into an empty folder, away from this repository, and uses it there as its README
// says: from ES modules, from TypeScript, by its command.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

const script = `import { check, test } from '@portcullis/rego';
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
 * @param {string} tarball what npm pack made
 * @param {string} folder one that does not exist yet; it is removed again
 * @throws where anything does not work there
 */
export function useAlone(tarball, folder) {
	mkdirSync(folder);
	const run = (command, ...args) =>
		execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
	try {
		writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
		run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball);
		const ours = readdirSync(join(folder, 'node_modules/@portcullis'));
		if (ours.join() !== 'rego') throw new Error(`@portcullis/rego brought ${ours.join(', ')}`);

		writeFileSync(join(folder, 'main.ts'), script);
		// The declarations too, and without Node's: a reader of JavaScript values need not have them.
		writeFileSync(join(folder, 'node.d.ts'), 'declare const process: any;\n');
		run(
			process.execPath,
			tsc,
			'--strict',
			'--module',
			'nodenext',
			'--target',
			'es2022',
			'--types',
			'',
			'main.ts',
			'node.d.ts',
		);
		run(process.execPath, 'main.js');

		run('npx', '--no-install', 'portcullis-rego', 'new', 'custom.no_gpu');
		run('npx', '--no-install', 'portcullis-rego', 'check', '--strict', 'rego');
		run('npx', '--no-install', 'portcullis-rego', 'test', 'rego', '--threshold', '100', '--fail-on-empty');
	} finally {
		rmSync(folder, { recursive: true });
	}
}
