import { type Problem, parseRequest } from '@portcullis/core';
import type { Io } from '../io/io.js';
import type { PlacedProblem } from '../output/json-document.js';
import { type Understood, understood } from './input-problem.js';
import { parseYaml } from './parse-yaml.js';
import { readLimited } from './read-limited.js';

/** A request as it stands in a file: of the right shape, not yet held against anything. */
export interface RequestFile {
	readonly file: string;
	readonly value: unknown;
	/** Says where in the file a problem stands. */
	place(problem: Problem): PlacedProblem;
}

/** Reads a request from a YAML or JSON file, or from standard input (`-`), and holds it to the shape of a request. */
export async function readRequest(file: string, io: Io): Promise<Understood<RequestFile>> {
	const text = await readLimited(file, io);
	if (text.kind === 'problems') return text;
	const parsed = parseYaml(text.value, file);
	if (parsed.kind === 'problems') return parsed;
	const { value, locate } = parsed.value;
	const place = (problem: Problem): PlacedProblem => ({ ...problem, file, ...locate(problem.path) });
	// The gate does this too; here it is known which of several files is meant.
	const request = parseRequest(value);
	if (request.kind === 'refused') return { kind: 'problems', problems: request.problems.map(place) };
	return understood({ file, value, place });
}
