import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { workshop } from '../../test/workshop.js';

const bin = fileURLToPath(new URL('../../bin/portcullis.js', import.meta.url));

// What the script of a shell asks: the words so far, the last of them unfinished.
function completed(...words: readonly string[]): string[] {
	const { status, stdout } = spawnSync(process.execPath, [bin, 'complete', '--', ...words], { encoding: 'utf8' });
	expect(status).toBe(0);
	const lines = stdout.trimEnd().split('\n');
	expect(lines.pop()).toMatch(/^:\d+$/);
	return lines.map((line) => line.split('\t')[0] ?? '');
}

describe('portcullis complete', () => {
	it('completes commands, options, the values of options, and the commands of policy', () => {
		expect(completed('pro')).toEqual(['project']);
		expect(completed('project', 'a')).toEqual(['add']);
		expect(completed('project', 'add', '--prov')).toEqual(['--provider']);
		expect(completed('project', 'add', '--provider', 'aw')).toEqual(['aws']);
		expect(completed('policy', 'test', '--cov')).toEqual(['--coverage']);
		expect(completed('nonsense', '')).toEqual([]);
	});

	it.each(['bash', 'zsh'])('writes a script that asks portcullis: %s', (shell) => {
		const { status, stdout } = spawnSync(process.execPath, [bin, 'complete', shell], { encoding: 'utf8' });
		expect(status).toBe(0);
		expect(stdout).toContain('portcullis complete --');
		if (shell !== 'bash') return;
		const checked = spawnSync('bash', ['-n'], { encoding: 'utf8', input: stdout });
		expect(checked).toMatchObject({ status: 0, stderr: '' });
	});

	it('refuses a shell that it does not know', async () => {
		const { run } = workshop();
		for (const args of [['complete'], ['complete', 'fsh'], ['complete', 'bash', 'x']]) {
			const ran = await run(args);
			expect(ran).toMatchObject({ status: 2, out: '' });
			expect(ran.err).toMatch(/\(USAGE_INVALID\)/);
		}
	});
});
