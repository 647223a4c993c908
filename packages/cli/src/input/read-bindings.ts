import type { Problem } from '@portcullis/core';
import type { Io } from '../io/io.js';
import type { PlacedProblem } from '../output/json-document.js';
import { type Understood, understood } from './input-problem.js';
import { parseYaml } from './parse-yaml.js';
import { readLimited } from './read-limited.js';

/** Bindings as they stand in a file, not yet held against anything. */
export interface BindingsFile {
	readonly bindings: unknown;
	/** Says where in the file a problem with them stands; its path begins with `bindings`. */
	place(problem: Problem): PlacedProblem;
}

/** Reads bindings from a YAML or JSON file, or from standard input (`-`): a list, or the document of `binding list --json`. */
export async function readBindings(file: string, io: Io): Promise<Understood<BindingsFile>> {
	const text = await readLimited(file, io);
	if (text.kind === 'problems') return text;
	const parsed = parseYaml(text.value, file);
	if (parsed.kind === 'problems') return parsed;
	const { value, locate } = parsed.value;
	const isList = Array.isArray(value);
	const bindings: unknown = isList
		? value
		: typeof value === 'object' && value !== null
			? Reflect.get(value, 'bindings')
			: value;
	if (!Array.isArray(bindings)) {
		const message = 'must hold a list of bindings, or the document that binding list --json writes';
		return { kind: 'problems', problems: [{ kind: 'problem', path: [], file, ...locate([]), message }] };
	}
	const place = (found: Problem): PlacedProblem => {
		const path = isList ? found.path.slice(1) : found.path;
		return { ...found, path, file, ...locate(path) };
	};
	return understood({ bindings, place });
}
