import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Io } from '../io/io.js';
import type { PlacedProblem } from '../output/json-document.js';

// conftest's settings that change how it writes, or that an option has to be given for anyway.
const harmless = new Set([
	...['policy', 'output', 'no-color', 'quiet', 'trace', 'update', 'show-builtin-errors', 'junit-hide-message'],
	...['suppress-exceptions', 'parser', 'tls', 'bundle-verification-key'],
]);

// What is given here instead; a namespace is chosen by either option.
const options: Readonly<Record<string, readonly string[]>> = {
	namespace: ['--namespace', '--all-namespaces'],
	'all-namespaces': ['--all-namespaces'],
	data: ['--data'],
	'fail-on-warn': ['--fail-on-warn'],
	'no-fail': ['--no-fail'],
	'rego-version': ['--rego-version'],
	combine: ['--combine'],
};

/**
 * Settings of conftest's own, in `conftest.toml` of the folder or in variables CONFTEST_…, that would have it judge
 * otherwise and that no option repeats. They are not read here: to pass over one would let through what it stops.
 *
 * @param given the options that were given, such as `--namespace`
 */
export async function unreadSettings(given: ReadonlySet<string>, { cwd, env }: Io): Promise<readonly PlacedProblem[]> {
	const found = [...(await inFile(join(cwd, 'conftest.toml'))), ...inEnvironment(env)];
	return found.flatMap(({ name, value, from }): PlacedProblem[] => {
		const wanted = options[name] ?? [];
		if (harmless.has(name) || value === 'false' || wanted.some((option) => given.has(option))) return [];
		const next = wanted.length === 0 ? 'has no counterpart here: take it out' : `is not read here: give ${wanted[0]}`;
		return [{ kind: 'problem', path: [name], file: from, message: next }];
	});
}

interface FoundSetting {
	readonly name: string;
	readonly value: string;
	readonly from: string;
}

async function inFile(path: string): Promise<readonly FoundSetting[]> {
	let text: string;
	try {
		text = await readFile(path, 'utf8');
	} catch (error) {
		// Where there is none, nothing is set; one that cannot be read may set anything.
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
		return [{ name: 'the file', value: '', from: 'conftest.toml' }];
	}
	return text.split(/\r?\n/).flatMap((line) => {
		const [, name, value = ''] = /^\s*["']?([\w-]+)["']?\s*=\s*([^#]*)/.exec(line) ?? [];
		return name === undefined ? [] : [{ name, value: value.trim(), from: 'conftest.toml' }];
	});
}

function inEnvironment(env: Io['env']): readonly FoundSetting[] {
	return Object.entries(env).flatMap(([variable, value = '']) => {
		const [, name] = /^CONFTEST_(\w+)$/.exec(variable) ?? [];
		const setting = (name ?? '').toLowerCase().replaceAll('_', '-');
		// Others are not conftest's: CONFTEST_VERSION says which one a pipeline installs.
		return value !== '' && Object.hasOwn(options, setting) ? [{ name: setting, value, from: variable }] : [];
	});
}
