// Runs every benchmark, one after the other: npm run bench
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./', import.meta.url));
let failed = 0;
for (const name of readdirSync(folder).sort()) {
	if (
		!name.endsWith('.js') ||
		['all.js', 'alternate.js', 'decide-input.js', 'library-input.js', 'plan-of.js', 'with-postgres.js'].includes(name)
	)
		continue;
	console.log(`\n# ${name}`);
	if (spawnSync(process.execPath, [folder + name], { stdio: 'inherit' }).status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
