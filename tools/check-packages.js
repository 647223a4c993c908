// Packs each package and checks what is in it: publint for the manifest, arethetypeswrong for types and ES modules.
// @portcullis/rego is for people who use nothing else of ours: it must be small, and work installed by itself; so must
// @portcullis/core, without a cloud or a front end. The table of sizes in docs/performance.md is held to what is packed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { useCoreAlone, useRegoAlone } from './use-alone.js';

/** The most megabytes that a package may have unpacked. */
const sizeLimits = { '@portcullis/rego': 12 };

/** How much of itself a size in docs/performance.md may be off. */
const sizeTolerance = 0.1;

/** What every package holds, and what one holds beside it. */
const belongs = /^(LICENSE|README\.md|package\.json|dist\/.*\.(js|d\.ts))$/;
const belongsToo = {
	'@portcullis/cli': /^(bin\/portcullis\.js|schemas\/.*\.schema\.json|dist\/bundled\/THIRD-PARTY\.txt)$/,
	'@portcullis/policies':
		/^(dist\/bundle\/(bundle\.json|policies\.wasm)|dist\/rego\/.*\.(rego|md)|prices\/(.*\.csv|.*\.json|README\.md|SHA256SUMS|VERSION))$/,
	'@portcullis/rego': /^(THIRD-PARTY\.md|bin\/portcullis-rego\.js|assets\/.*)$/,
};

/** What installing one package by itself is tried with. */
const aloneUses = { '@portcullis/core': useCoreAlone, '@portcullis/rego': useRegoAlone };

/** What people are told to read in a package that they installed. */
const mustHave = {
	'@portcullis/cli': ['config', 'facts', 'request'].map((name) => `schemas/${name}.schema.json`),
	'@portcullis/policies': ['dist/rego/cost/hourly_limit/hourly_limit.rego', 'dist/rego/entrypoint/entrypoint.rego'],
};

const root = fileURLToPath(new URL('../', import.meta.url));
const packed = mkdtempSync(join(tmpdir(), 'portcullis-packed-'));
let failed = false;
try {
	for (const name of readdirSync(join(root, 'packages')).sort()) {
		const folder = join(root, 'packages', name);
		const [described] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', packed], folder));
		const strays = described.files
			.map(({ path }) => path)
			.filter(
				(path) => !(belongs.test(path) || belongsToo[described.name]?.test(path)) || /\.test\.(js|d\.ts)$/.test(path),
			);
		console.log(sizeRow(described));
		holdSizes(described);
		for (const wanted of mustHave[described.name] ?? []) {
			if (!described.files.some(({ path }) => path === wanted)) fail(`${described.name} lacks ${wanted}`);
		}
		if (strays.length > 0) fail(`${described.name} packs what does not belong in it: ${strays.join(', ')}`);
		const limit = sizeLimits[described.name];
		if (limit !== undefined && described.unpackedSize > limit * 1e6) {
			fail(`${described.name} has ${described.unpackedSize} bytes unpacked; it may have ${limit} MB`);
		}
		const tarball = join(packed, described.filename);
		attempt('npx', ['publint', '--strict', tarball]);
		attempt('npx', ['attw', tarball, '--profile', 'esm-only', '--format', 'ascii']);
		attemptAlone(aloneUses[described.name], tarball);
	}
} finally {
	rmSync(packed, { recursive: true });
}
process.exit(failed ? 1 : 0);

/** The row of docs/performance.md: kilobytes of 1000 bytes, and files. */
function sizeRow({ name, size, unpackedSize, files }) {
	const kilobytes = (bytes) => Math.round(bytes / 1000).toLocaleString('en');
	return `| \`${name}\` | ${kilobytes(size)} | ${kilobytes(unpackedSize)} | ${files.length} |`;
}

function holdSizes(described) {
	const row = sizeRow(described);
	const [start] = row.split(' | ');
	const written = readFileSync(join(root, 'docs/performance.md'), 'utf8')
		.split('\n')
		.find((line) => line.startsWith(`${start} | `));
	const stale = numbersOf(row).some(
		(number, index) => Math.abs(number - (numbersOf(written ?? '')[index] ?? 0)) > sizeTolerance * number,
	);
	if (stale) fail(`docs/performance.md says of ${described.name}:\n${written ?? 'nothing'}\nbut it is\n${row}`);
}

function numbersOf(row) {
	return row
		.split(' | ')
		.slice(1)
		.map((cell) => Number(cell.replace(/[^\d]/g, '')));
}

function run(command, args, cwd = root) {
	return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function attempt(command, args) {
	try {
		run(command, args);
	} catch (error) {
		fail(`${error.stdout ?? ''}${error.stderr ?? error.message}`);
	}
}

function attemptAlone(use, tarball) {
	try {
		use?.(tarball, join(packed, 'alone'));
	} catch (error) {
		fail(`installed by itself it does not work: ${error.stdout ?? ''}${error.stderr ?? ''}${error.message}`);
	}
}

function fail(message) {
	console.error(message);
	failed = true;
}
