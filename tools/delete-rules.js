// Deletes each rule of each policy in turn and runs the policy's own tests without it: every deletion must turn them red.
// npm run test:rules
import { closeToolbox, test } from '@portcullis/rego';
import { readRego } from '../packages/policies/read-rego.js';

const sources = await readRego(new URL('../rego/', import.meta.url), 'rego');
const survivors = [];
let deleted = 0;
// A policy is judged by the tests beside it; what all may use is there for it too. The entrypoint is asked for all policies.
function neighbours(source) {
	const folder = source.path.slice(0, source.path.lastIndexOf('/') + 1);
	if (folder === 'rego/entrypoint/') return sources;
	return sources.filter(({ path }) => path.startsWith(folder) || path.startsWith('rego/lib/'));
}

for (const source of sources) {
	if (source.path.endsWith('_test.rego')) continue;
	const parts = source.text.split(/\n\n(?=\S)/);
	for (const [index, part] of parts.entries()) {
		const code = part.replace(/^#.*\n?/gm, '').trim();
		if (code === '' || /^(package|import)\b/.test(code)) continue;
		const text = parts.filter((_, other) => other !== index).join('\n\n');
		const changed = neighbours(source).map((other) => (other === source ? { ...other, text } : other));
		// What does not compile without the rule is as red as a failing test.
		const report = await test(changed);
		deleted += 1;
		if (report.kind === 'tested' && report.passed) survivors.push(`${source.path}: ${code.split('\n')[0]}`);
	}
}
await closeToolbox();
for (const survivor of survivors) console.error(`no test misses it: ${survivor}`);
console.log(`rules: ${deleted - survivors.length} of ${deleted} deletions turn the tests red`);
process.exit(deleted > 0 && survivors.length === 0 ? 0 : 1);
