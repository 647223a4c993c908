import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLossless } from './lossless-json.js';

const FOLDER = 'v1/test/cases/testdata/v1';

/** Where OPA's own cases lie in the Go module cache; or, as `{ lacking }`, why they do not. */
export function locateCases() {
	let module;
	try {
		module = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', 'github.com/open-policy-agent/opa'], {
			cwd: fileURLToPath(new URL('../../opa/', import.meta.url)),
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'pipe'],
		}).trim();
	} catch (error) {
		return { lacking: error.code === 'ENOENT' ? 'Go is not installed' : 'Go does not know the module of OPA' };
	}
	if (module === '') return { lacking: 'the module of OPA is not in the Go module cache (go mod download, in opa/)' };
	return { folder: join(module, FOLDER) };
}

/**
 * Reads every case, in the order of files. Its id is its folder and its note, which several cases may share: then they
 * are numbered.
 *
 * @param unmarshal reads YAML or JSON as OPA does
 */
export async function readCases(folder, unmarshal) {
	const files = readdirSync(folder, { recursive: true })
		.filter((name) => /\.(ya?ml|json)$/.test(name))
		.sort();
	const cases = [];
	const seen = new Map();
	for (const file of files) {
		const text = await unmarshal(readFileSync(join(folder, file)));
		const family = dirname(relative('.', file));
		for (const given of readLossless(text).cases) {
			const name = given.note.startsWith(`${family}/`) ? given.note : `${family}: ${given.note}`;
			const times = (seen.get(name) ?? 0) + 1;
			seen.set(name, times);
			cases.push({ ...given, family, id: times === 1 ? name : `${name} (${times})` });
		}
	}
	return cases;
}
