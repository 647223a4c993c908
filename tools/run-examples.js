// Runs every example in a folder of its own, each twice: npm run check:examples
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = fileURLToPath(new URL('../examples/', import.meta.url));
let failed = 0;
let ran = 0;
for (const name of readdirSync(examples).sort()) {
	if (!readdirSync(join(examples, name)).includes('main.js')) continue;
	const cwd = mkdtempSync(join(tmpdir(), 'portcullis-example-'));
	try {
		for (const time of ['first', 'second']) {
			const started = performance.now();
			execFileSync(process.execPath, [join(examples, name, 'main.js')], { cwd, stdio: 'pipe' });
			console.log(`${name}: the ${time} run took ${((performance.now() - started) / 1000).toFixed(1)} s`);
			ran += 1;
		}
	} catch (error) {
		failed += 1;
		console.error(`${name} failed:\n${error.stdout ?? ''}${error.stderr ?? error.message}`);
	} finally {
		rmSync(cwd, { recursive: true });
	}
}
console.log(`examples: ${ran} runs, ${failed} failed`);
process.exit(failed === 0 && ran > 0 ? 0 : 1);
