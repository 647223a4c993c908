import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { shop, vm } from '../test/workshop.js';

const home = fileURLToPath(new URL('..', import.meta.url));
const bin = join(home, 'bin/portcullis.js');

function spawned(args: readonly string[], options: { readonly cwd?: string; readonly input?: string } = {}) {
	return spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', ...options });
}

describe('bin/portcullis.js', () => {
	it('answers --version by itself, with nothing beside it but package.json', () => {
		const bare = mkdtempSync(join(tmpdir(), 'portcullis-bare-'));
		cpSync(join(home, 'bin'), join(bare, 'bin'), { recursive: true });
		cpSync(join(home, 'package.json'), join(bare, 'package.json'));
		const ran = spawnSync(process.execPath, [join(bare, 'bin/portcullis.js'), '--version'], { encoding: 'utf8' });
		rmSync(bare, { recursive: true });
		expect(ran).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
	});

	it('acts as the user that the operating system names, whatever the environment says', async () => {
		const made = await shop();
		const options = {
			cwd: made.folder,
			encoding: 'utf8',
			env: { ...process.env, USER: 'ada', LOGNAME: 'ada' },
		} as const;
		const ran = spawnSync(process.execPath, [bin, 'init', '--db', 'mine.db', '--json'], options);
		const { operatingUser } = await import('./io/operating-user.js');
		expect(JSON.parse(ran.stdout)).toMatchObject({ kind: 'init', created: true, actor: operatingUser() });
	});

	it('reads standard input and ends with the status of the decision', async () => {
		const made = await shop();
		const args = ['preview', '-', '--as', 'ada', '--json'];
		const allowed = spawned(args, { cwd: made.folder, input: vm() });
		expect(allowed.status).toBe(0);
		expect(JSON.parse(allowed.stdout)).toMatchObject({ kind: 'preview', answer: 'allow' });
		expect(spawned(args, { cwd: made.folder, input: vm({ count: 11 }) }).status).toBe(1);
		expect(spawned(args, { cwd: made.folder, input: 'x' }).status).toBe(2);
		expect(spawned(['nonsense']).status).toBe(2);
	});

	it('does not mind that its reader goes away', async () => {
		const made = await shop();
		const child = spawn(process.execPath, [bin, 'history', '--as', 'ada', '--json'], { cwd: made.folder });
		let err = '';
		child.stderr.on('data', (chunk) => {
			err += chunk;
		});
		child.stdout.destroy();
		const status = await new Promise((resolve) => child.on('exit', resolve));
		expect(err).toBe('');
		expect(status).toBe(0);
	});
});
