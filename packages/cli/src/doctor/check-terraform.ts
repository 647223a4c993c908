import { execFile } from 'node:child_process';
import type { Finding } from './finding.js';

const check = 'terraform';

/** Looks for `terraform`, or `tofu`, on the PATH. Portcullis writes for it and never calls it otherwise. */
export async function checkTerraform(env: Readonly<Record<string, string | undefined>>): Promise<Finding> {
	for (const program of ['terraform', 'tofu']) {
		const version = await versionOf(program, env);
		if (version !== null) return { check, state: 'good', found: version };
	}
	const next = 'install it where the documents are applied; nothing else needs it';
	return { check, state: 'warning', found: 'neither terraform nor tofu is on the PATH', next };
}

function versionOf(program: string, env: Readonly<Record<string, string | undefined>>): Promise<string | null> {
	return new Promise((resolve) => {
		const quiet = { ...env, CHECKPOINT_DISABLE: '1' };
		execFile(program, ['version'], { env: quiet, timeout: 10_000 }, (error, stdout) => {
			resolve(error === null ? (stdout.split('\n')[0] ?? program) : null);
		});
	});
}
