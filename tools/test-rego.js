// Runs the tests of the policies, and fails where a line of a policy is not covered: npm run test:rego
import { closeToolbox, configureToolbox, formatErrors, test } from '@portcullis/rego';
import { readRego } from '../packages/policies/read-rego.js';

const sources = await readRego(new URL('../rego/', import.meta.url), 'rego');
configureToolbox({ baselineOnly: true });
const report = await test(sources, { coverage: true });
await closeToolbox();
if (report.kind === 'refused') {
	console.error(formatErrors(report.errors));
	process.exit(1);
}
for (const { id, outcome, errors, failure } of report.tests) {
	if (outcome === 'pass') continue;
	console.error(`${outcome}: ${id}`);
	if (failure !== undefined) console.error(failure.pretty);
	if (errors.length > 0) console.error(formatErrors(errors));
}
let uncovered = 0;
for (const [file, { not_covered: ranges = [] }] of Object.entries(report.coverage?.files ?? {})) {
	for (const { start, end } of ranges) {
		console.error(`${file}: no test reaches line ${start.row}${start.row === end.row ? '' : ` to ${end.row}`}`);
		uncovered += 1;
	}
}
const { pass, fail, error, skip } = report.counts;
console.log(
	`rego: ${pass} passed, ${fail + error} failed, ${skip} skipped; ${report.coverage?.coverage.toFixed(2)} % of lines`,
);
process.exit(report.passed && skip === 0 && uncovered === 0 ? 0 : 1);
