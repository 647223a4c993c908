import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bundle } from '@portcullis/core';
import type { Io } from '../io/io.js';
import type { PlacedProblem } from '../output/json-document.js';
import { misunderstood, type Understood, understood } from './input-problem.js';

/**
 * Reads policies from a folder: a compiled bundle (`bundle.json` and `policies.wasm`) as it is, Rego files compiled. The
 * tests among those are left out.
 */
export async function readPolicies(folder: string, io: Io): Promise<Understood<Bundle>> {
	const root = resolve(io.cwd, folder);
	let names: string[];
	try {
		names = (await readdir(root, { recursive: true })).sort();
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		const reasons: Readonly<Record<string, string>> = { ENOENT: 'there is no such folder', ENOTDIR: 'it is no folder' };
		return misunderstood({ file: folder, message: `cannot be read: ${reasons[code ?? ''] ?? message}` });
	}
	const { compileBundle, readBundle } = await import('@portcullis/policies');
	if (names.includes('bundle.json')) return understood(await readBundle(pathToFileURL(`${root}/`)));
	const paths = names.filter((name) => name.endsWith('.rego') && !name.endsWith('_test.rego'));
	if (paths.length === 0) {
		return misunderstood({ file: folder, message: 'holds no policies: neither .rego files nor bundle.json' });
	}
	const sources = await Promise.all(
		paths.map(async (path) => ({ path: join(folder, path), text: await readFile(join(root, path), 'utf8') })),
	);
	if (!sources.some(({ text }) => /^package portcullis\s*$/m.test(text))) {
		const message = 'lacks the entrypoint: package portcullis, as rego/entrypoint of the repository has it';
		return misunderstood({ file: folder, message });
	}
	const { closeToolbox } = await import('@portcullis/rego');
	try {
		const compiled = await compileBundle(sources);
		if (compiled.kind === 'bundle') return understood(compiled.bundle);
		const problems = compiled.errors.map(
			({ file, row, column, message }): PlacedProblem => ({
				kind: 'problem',
				path: [],
				file,
				line: row,
				column,
				message,
			}),
		);
		return { kind: 'problems', problems };
	} finally {
		await closeToolbox();
	}
}
