// What checking, compiling and testing the policies of rego/ takes in the toolbox: node bench/rego.js
// Cold is a whole process of the command; warm is one call more in a process that has made some. Beside it, in turns, a
// native opa where one is on the PATH.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, closeToolbox, compile, configureToolbox, test } from '@portcullis/rego';
import { readRego } from '../packages/policies/read-rego.js';

const rounds = 7;
const root = fileURLToPath(new URL('../', import.meta.url));
const command = join(root, 'packages/rego/bin/portcullis-rego.js');
const sources = await readRego(new URL('../rego/', import.meta.url), 'rego');
const entrypoint = 'portcullis/decision';
const folder = mkdtempSync(join(tmpdir(), 'bench-rego-'));
const bundle = ['-o', join(folder, 'bundle.tar.gz')];

const work = {
	check: { args: ['check', '--strict', 'rego'], warm: () => check(sources, { strict: true }) },
	compile: {
		// Without tests, as compile leaves them out.
		args: ['build', '-t', 'wasm', '-e', entrypoint, '--ignore', '*_test.rego', ...bundle, 'rego'],
		warm: () => compile(sources, { entrypoints: [entrypoint] }),
	},
	test: { args: ['test', 'rego'], warm: () => test(sources) },
	'test --coverage': { args: ['test', '--coverage', 'rego'], warm: () => test(sources, { coverage: true }) },
};

const native = spawnSync('opa', ['version'], { encoding: 'utf8' });
const hasNative = native.status === 0;
console.log(
	hasNative ? `native opa ${native.stdout.split('\n')[0]}` : 'no native opa on the PATH: nothing to compare with',
);

const taken = {};
for (const [name, { args, warm }] of Object.entries(work)) {
	taken[name] = { cold: [], warm: [], 'warm, baseline tier': [], native: [] };
	for (let round = -1; round < rounds; round++) {
		keep(
			name,
			'cold',
			round,
			timed(() => run(process.execPath, [command, ...args])),
		);
		if (hasNative)
			keep(
				name,
				'native',
				round,
				timed(() => run('opa', args)),
			);
	}
	for (const kind of ['warm, baseline tier', 'warm']) {
		await closeToolbox();
		configureToolbox({ baselineOnly: kind !== 'warm' });
		for (let round = -6; round < rounds; round++) {
			const start = process.hrtime.bigint();
			const answer = await warm();
			if (answer.kind === 'refused') throw new Error(JSON.stringify(answer.errors));
			keep(name, kind, round, since(start));
			if (hasNative && kind === 'warm')
				keep(
					name,
					'native',
					round,
					timed(() => run('opa', args)),
				);
		}
	}
}
await closeToolbox();
rmSync(folder, { recursive: true });

console.log(`${sources.length} files of rego/, medians of ${rounds} in milliseconds`);
for (const [name, kinds] of Object.entries(taken)) {
	const of = Object.fromEntries(Object.entries(kinds).map(([kind, times]) => [kind, median(times)]));
	const told = ['cold', 'warm', 'warm, baseline tier'].map((kind) => {
		const ratio = hasNative ? ` (${(of[kind] / of.native).toFixed(1)} times native)` : '';
		return `${kind} ${of[kind].toFixed(0)}${ratio}`;
	});
	console.log(`${name}: ${told.join('; ')}${hasNative ? `; native ${of.native.toFixed(0)}` : ''}`);
}

function run(program, args) {
	const { status, stderr } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
	if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`);
}

function timed(action) {
	const start = process.hrtime.bigint();
	action();
	return since(start);
}

function since(start) {
	return Number(process.hrtime.bigint() - start) / 1e6;
}

// The first rounds warm up.
function keep(name, kind, round, milliseconds) {
	if (round >= 0) taken[name][kind].push(milliseconds);
}

function median(numbers) {
	return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}
