// Runs OPA's own conformance cases through the full evaluator: npm run conformance
//
//   --sample N --seed S   only N of them, drawn by the seed
//   --update              write down what passes now; a case that starts to fail needs its reason written by hand
//
// The cases are read from the Go module cache. Ends with 1 where a case does not do what tools/conformance/expected.json
// says of it, or the page is stale, and with 77 where there are no cases, unless .ci/skips names `rego conformance`.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { configureToolbox } from '@portcullis/rego';
import { leaseBuiltins } from '../packages/rego/dist/evaluator/lease-builtins.js';
import { describeAsset } from '../packages/rego/dist/toolbox/asset.js';
import { Toolbox } from '../packages/rego/dist/toolbox/toolbox.js';
import { expectedAfter, judgeRun } from './conformance/judge-run.js';
import { locateCases, readCases } from './conformance/read-cases.js';
import { runCase } from './conformance/run-case.js';
import { writePage } from './conformance/write-page.js';

const LIST = new URL('conformance/expected.json', import.meta.url);
const PAGE = new URL('../docs/rego-conformance.md', import.meta.url);

const options = { sample: { type: 'string' }, seed: { type: 'string', default: '1' }, update: { type: 'boolean' } };
const { sample, seed, update = false } = parseArgs({ options }).values;
if (update && sample !== undefined) end(1, '--update needs every case, and so no --sample');
for (const [name, value] of Object.entries({ sample, seed })) {
	if (value !== undefined && !/^\d+$/.test(value)) end(1, `--${name} takes a whole number, not ${value}`);
}

const { folder, lacking } = locateCases();
if (folder === undefined) skip(lacking);

const started = performance.now();
const settings = { baselineOnly: sample !== undefined };
configureToolbox(settings);
const toolbox = new Toolbox(settings);
// Kept for the whole run, so that its thread is not ended and loaded anew for each case.
const builtins = leaseBuiltins();
await builtins.thread.start();

const cases = await readCases(folder, unmarshal);
const chosen = sample === undefined ? cases : draw(cases, Number(sample), Number(seed));
const outcomes = new Map();
for (const given of chosen) outcomes.set(given.id, await runCase(call, given));
await builtins.release();
await toolbox.close();

const known = JSON.parse(readFileSync(LIST, 'utf8'));
const opa = describeAsset().opaVersion;
const expected = update ? expectedAfter(outcomes, cases, known, opa) : known;
if (update) {
	writeFileSync(LIST, `${JSON.stringify(expected, null, '\t')}\n`);
	writeFileSync(PAGE, writePage(expected));
}
const faults = judgeRun(outcomes, expected, sample === undefined);
if (
	sample === undefined &&
	JSON.stringify(expectedAfter(outcomes, cases, expected, opa)) !== JSON.stringify(expected)
) {
	faults.push('tools/conformance/expected.json counts otherwise than this run: npm run conformance -- --update');
}
if (readFileSync(PAGE, 'utf8') !== writePage(expected)) {
	faults.push('docs/rego-conformance.md is stale: npm run conformance -- --update');
}
for (const fault of faults) console.error(fault);
const passed = [...outcomes.values()].filter((why) => why === undefined).length;
const seconds = ((performance.now() - started) / 1000).toFixed(0);
const drawn = sample === undefined ? '' : `, drawn of ${cases.length} by seed ${seed}`;
end(
	faults.length === 0 ? 0 : 1,
	`conformance: ${passed} of ${outcomes.size} cases pass${drawn}; ${outcomes.size - passed} do not, ${faults.length} faults; ${seconds} s`,
);

async function call(operation, request, attachments = []) {
	return toolbox.call({ operation, request, attachments, limitMs: 120_000 });
}

async function unmarshal(bytes) {
	const reply = await call('unmarshal', {}, [bytes]);
	if (reply.kind === 'refused') throw new Error(reply.errors[0].message);
	return new TextDecoder().decode(reply.attachments[reply.result.json]);
}

/** So many of all, the same for the same seed: the first of a shuffle. */
function draw(all, count, start) {
	const shuffled = [...all];
	let state = start >>> 0;
	for (let index = shuffled.length - 1; index > 0; index--) {
		// A linear congruence of Numerical Recipes: chance enough for a sample.
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		const other = Math.floor((state / 2 ** 32) * (index + 1));
		[shuffled[index], shuffled[other]] = [shuffled[other], shuffled[index]];
	}
	return shuffled.slice(0, count);
}

function skip(reason) {
	const named = /^rego conformance :: (.+)$/m.exec(readFileSync(new URL('../.ci/skips', import.meta.url), 'utf8'));
	if (named !== null) end(0, `conformance: skipped, ${reason}; .ci/skips allows it: ${named[1]}`);
	end(77, `conformance: skipped, ${reason}; a run may go on without where .ci/skips names \`rego conformance\``);
}

function end(status, words) {
	(status === 0 ? console.log : console.error)(words);
	process.exit(status);
}
