import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { workshop } from './workshop.js';

const bin = fileURLToPath(new URL('../bin/portcullis-rego.js', import.meta.url));

function run(cwd: string, ...args: readonly string[]) {
	return spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' });
}

it('says its version and that of OPA', () => {
	expect(run('.', '--version').stdout).toMatch(/^\d+\.\d+\.\d+ \(OPA \d+\.\d+\.\d+\)\n$/);
});

it('ends with the status of what it did, without colours into a pipe', () => {
	const { folder } = workshop({
		'a.rego': 'package a\n\nx := y\n',
		'a_test.rego': 'package a_test\n\ntest_x if false\n',
	});
	expect(run(folder, 'check', 'a.rego')).toMatchObject({
		status: 1,
		stdout: '',
		stderr: 'a.rego:3:6: rego_unsafe_var_error: var y is unsafe\n    x := y\n         ^\n',
	});
	expect(run(folder, 'test', 'a_test.rego')).toMatchObject({ status: 2, stderr: '' });
});
