// Copies ../../rego into dist/rego, for whoever installs the package and reads the policies or tests against them; and
// compiles it into dist/bundle, without loading a compiler where that has been done already.
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { digestSources } from '@portcullis/rego';
import { entrypoint } from './dist/compile-bundle.js';
import { readRego } from './read-rego.js';

const folder = new URL('dist/bundle/', import.meta.url);

const rego = new URL('../../rego/', import.meta.url);
const copy = new URL('dist/rego/', import.meta.url);
await rm(copy, { recursive: true, force: true });
await cp(rego, copy, { recursive: true });

const sources = await readRego(rego, 'rego');
const digest = digestSources(sources, { entrypoints: [entrypoint] });
if (typeof digest === 'string' && (await builtDigest()) === digest) process.exit();

const { closeToolbox, configureToolbox } = await import('@portcullis/rego');
const { compileBundle } = await import('./dist/compile-bundle.js');
// Cold, V8's first tier compiles several times faster than it optimises; the flag is this process's own.
configureToolbox({ baselineOnly: true });
const compiled = await compileBundle(sources);
await closeToolbox();
if (compiled.kind === 'refused') {
	for (const { file, row, column, code, message } of compiled.errors) {
		console.error(`${file}:${row}:${column}: ${code}: ${message}`);
	}
	process.exit(1);
}
const { wasm, ...description } = compiled.bundle;
await mkdir(folder, { recursive: true });
// The description last: it says that the module beside it is whole.
await put('policies.wasm', wasm);
await put('bundle.json', `${JSON.stringify(description, null, '\t')}\n`);
console.log(`compiled ${description.policies.length} policies with OPA ${description.opa_version}`);

async function put(name, content) {
	await writeFile(new URL(`${name}.tmp`, folder), content);
	await rename(new URL(`${name}.tmp`, folder), new URL(name, folder));
}

async function builtDigest() {
	try {
		return JSON.parse(await readFile(new URL('bundle.json', folder), 'utf8')).digest;
	} catch {
		return undefined;
	}
}
