// Reads vitest's JSON report. Fails for a skipped test that .ci/skips does not name with a reason, and for a line of
// .ci/skips that names no skipped test any more. Prints the count last.
//
//   node tools/check-skips.js REPORT.json
import { readFile } from 'node:fs/promises';

const report = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8'));
const allowed = new Map(
	(await readFile(new URL('../.ci/skips', import.meta.url), 'utf8'))
		.split('\n')
		.filter((line) => line.trim() !== '' && !line.startsWith('#'))
		.map((line) => {
			const [name = '', reason = ''] = line.split(' :: ');
			return [name.trim(), reason.trim()];
		}),
);

const tests = report.testResults.flatMap((file) => file.assertionResults);
const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length;
const skipped = tests.filter(({ status }) => ['skipped', 'pending', 'todo', 'disabled'].includes(status));
const faults = [];
for (const { fullName } of skipped) {
	if (!allowed.get(fullName)) faults.push(`skipped, and not named with a reason in .ci/skips: ${fullName}`);
}
for (const [name, reason] of allowed) {
	if (reason === '') faults.push(`.ci/skips gives no reason for: ${name}`);
}
for (const fault of faults) console.error(fault);
const failed = count('failed');
console.log(`tests: ${count('passed')} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(failed === 0 && faults.length === 0 && tests.length > 0 ? 0 : 1);
