// Builds the Go program in this folder into packages/rego/assets.
//
//   node opa/build.js                  build, compress, write the program and its description
//   node opa/build.js --check          build again and fail unless the bytes are those that are committed
//   node opa/build.js --check-sources  fail if this folder changed since the program was built; needs no Go
//
// Compressing takes minutes and is therefore no part of a check: what is compared
// is the program before compression.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

const folder = fileURLToPath(new URL('.', import.meta.url));
const asset = new URL('../packages/rego/assets/opa.wasm.br', import.meta.url);
const description = new URL('../packages/rego/assets/opa.wasm.json', import.meta.url);

const mode = process.argv[2] ?? '';
if (mode === '--check-sources') checkSources();
else if (mode === '--check') check();
else if (mode === '') write();
else fail(`unknown option ${mode}`);

function checkSources() {
	const { sources } = JSON.parse(readFileSync(description, 'utf8'));
	if (sources !== digestSources()) fail('opa/ changed since the program was built: run npm run build:opa');
	console.log('opa/ is what the program was built from');
}

function check() {
	checkSources();
	const { sha256 } = JSON.parse(readFileSync(description, 'utf8'));
	const params = { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 };
	if (digest(brotliDecompressSync(readFileSync(asset), { params })) !== sha256) {
		fail('the committed program is not the one that is described beside it');
	}
	if (digest(build()) !== sha256) fail('the program that is built here differs from the committed one');
	console.log(`the program is built again, byte for byte: ${sha256}`);
}

function write() {
	const bytes = build();
	const compressed = brotliCompressSync(bytes, {
		params: {
			[constants.BROTLI_PARAM_QUALITY]: 11,
			[constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
			// The smallest window that holds the whole program.
			[constants.BROTLI_PARAM_LGWIN]: 26,
			[constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
		},
	});
	writeFileSync(asset, compressed);
	const facts = {
		opaVersion: moduleVersion('github.com/open-policy-agent/opa'),
		goVersion: go('env', 'GOVERSION'),
		sha256: digest(bytes),
		sources: digestSources(),
	};
	writeFileSync(description, `${JSON.stringify(facts, null, '\t')}\n`);
	console.log(`${bytes.length} bytes, compressed ${compressed.length}, ${facts.sha256}`);
}

function build() {
	const target = mkdtempSync(join(tmpdir(), 'opa-'));
	try {
		const output = join(target, 'opa.wasm');
		go('build', '-buildvcs=false', '-trimpath', '-ldflags=-s -w', '-o', output, '.');
		return readFileSync(output);
	} finally {
		rmSync(target, { recursive: true });
	}
}

function moduleVersion(path) {
	return go('list', '-m', '-f', '{{.Version}}', path).replace(/^v/, '');
}

function go(...parameters) {
	// Nothing of the caller's settings may reach the bytes.
	const env = { ...process.env, GOOS: 'js', GOARCH: 'wasm', GOFLAGS: '', GOWASM: '', GOEXPERIMENT: '' };
	try {
		return execFileSync('go', parameters, {
			cwd: folder,
			env,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'inherit'],
		}).trim();
	} catch (error) {
		if (error.code === 'ENOENT') fail('building needs Go, in the version that opa/go.mod names');
		throw error;
	}
}

// Every file counts, this one too: it holds the flags.
function digestSources() {
	const hash = createHash('sha256');
	for (const name of readdirSync(folder).sort()) {
		const text = readFileSync(join(folder, name));
		hash.update(`${name} ${text.length}\n`).update(text);
	}
	return hash.digest('hex');
}

function digest(bytes) {
	return createHash('sha256').update(bytes).digest('hex');
}

function fail(message) {
	console.error(message);
	process.exit(1);
}
