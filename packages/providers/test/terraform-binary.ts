import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Terraform asks its maker for news unless told not to.
const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0', TF_CLI_ARGS: '' };

/** Why tests that need Terraform are skipped; empty where it is there. For the title of the test. */
export const noTerraform = (() => {
	try {
		execFileSync('terraform', ['version'], { env, stdio: 'ignore' });
		return '';
	} catch {
		return ' (skipped: no terraform on the PATH)';
	}
})();

/** Runs work on a folder that holds a document, and removes the folder. */
export function withTerraform<Result>(
	document: unknown,
	work: (run: (...args: string[]) => string, folder: string) => Result,
): Result {
	const folder = mkdtempSync(join(tmpdir(), 'portcullis-terraform-'));
	try {
		writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(document));
		const run = (...args: string[]) =>
			execFileSync('terraform', args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 1 << 28 });
		return work(run, folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
