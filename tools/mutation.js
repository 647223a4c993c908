// Changes each policy in every small way and runs its tests on each mutant: a mutant that they pass is a hole in them.
//
//   npm run mutation                        all policies
//   npm run mutation -- rego/quotas         those whose path begins so
//   npm run mutation -- --changed [REF]     those that differ from where this branch left REF (main, if left out)
//
// Prints each survivor as file:line, and last how many are killed, in percent. What does not compile is left out of the
// figure, and so is what tools/mutation/equivalents.json gives a reason for. Ends with 1 where the figure is below its goal,
// a rule is missed by no test or that list is stale, and with 2 where the command line or a source is at fault.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readRego } from '../packages/policies/read-rego.js';
import { Toolbox } from '../packages/rego/dist/toolbox/toolbox.js';
import { changedFiles, isTouched } from './mutation/changed-sources.js';
import equivalents from './mutation/equivalents.json' with { type: 'json' };
import { judgeAll } from './mutation/judge-all.js';
import { judgeRun } from './mutation/judge-run.js';

const root = new URL('../', import.meta.url);
const { changed, argument } = readArguments();
const wanted = changed ? wantedByChange(argument) : wantedByPath(argument ?? '');
const files = await readRego(new URL('rego/', root), 'rego');
const started = performance.now();
const paths = [];
// Each takes up to half a gigabyte, and two were measured to be twice as fast as one.
const toolboxes = Array.from({ length: Math.min(2, availableParallelism()) }, () => new Toolbox());
const judged = await judgeAll(files, {
	wanted,
	toolboxes,
	onSource: (path, mutants) => {
		paths.push(path);
		const count = (outcome) => mutants.filter((mutant) => mutant.outcome === outcome).length;
		console.log(`${path}: ${count('killed')} killed, ${count('survived')} survive, ${count('invalid')} do not compile`);
	},
}).catch((error) => end(2, error.message));
await Promise.all(toolboxes.map((toolbox) => toolbox.close()));

if (judged.length === 0)
	end(changed ? 0 : 2, changed ? 'no policy has changed' : `no policy's path begins with ${argument}`);
const { killed, survivors, invalid, equivalent, percent, faults } = judgeRun(judged, equivalents, paths);
for (const { id, path, line, what } of survivors) console.log(`${path}:${line}: survives: ${what}\n  id: ${id}`);
for (const fault of faults) console.log(fault);
const seconds = Math.round((performance.now() - started) / 1000);
console.log(
	`${killed} of ${killed + survivors.length} mutants killed in ${seconds} s; left out: ${invalid} that do not compile, ${equivalent} that answer alike`,
);
console.log(`${percent.toFixed(1)} %`);
process.exit(faults.length === 0 ? 0 : 1);

function readArguments() {
	try {
		const { values, positionals } = parseArgs({ options: { changed: { type: 'boolean' } }, allowPositionals: true });
		if (positionals.length > 1) end(2, `one path or REF, not ${positionals.join(' ')}`);
		return { changed: values.changed === true, argument: positionals[0] };
	} catch (error) {
		return end(2, error.message);
	}
}

function wantedByPath(beginning) {
	return ({ path }) => path.startsWith(beginning);
}

// A commit that was asked for must be there; where git knows nothing of the usual ones, everything is judged.
function wantedByChange(ref) {
	const found = changedFiles(fileURLToPath(root), ref);
	if (found.kind === 'changed') {
		console.log(`policies that differ from ${found.base}`);
		return (source, all) => isTouched(found.files, source, all);
	}
	if (ref !== undefined) end(2, found.message);
	console.log(`${found.message}; so all policies`);
	return () => true;
}

function end(status, message) {
	console.error(message);
	process.exit(status);
}
