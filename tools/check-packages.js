// Packs each package and checks what is in it: publint for the manifest, arethetypeswrong for types and ES modules.
// @portcullis/rego is for people who use nothing else of ours: it must be small, and work installed by itself.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { useAlone } from './use-alone.js';

/** The most megabytes that a package may have unpacked. */
const sizeLimits = { '@portcullis/rego': 12 };

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
			.filter((path) => /\.test\.|tsbuildinfo|(^|\/)src\//.test(path));
		const size = (described.unpackedSize / 1024 ** 2).toFixed(2);
		const sent = (described.size / 1024 ** 2).toFixed(2);
		console.log(`${described.name}: ${described.files.length} files, ${sent} MB packed, ${size} MB unpacked`);
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
		if (described.name === '@portcullis/rego') attemptAlone(tarball);
	}
} finally {
	rmSync(packed, { recursive: true });
}
process.exit(failed ? 1 : 0);

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

function attemptAlone(tarball) {
	try {
		useAlone(tarball, join(packed, 'alone'));
	} catch (error) {
		fail(`installed by itself it does not work: ${error.stdout ?? ''}${error.stderr ?? ''}${error.message}`);
	}
}

function fail(message) {
	console.error(message);
	failed = true;
}
