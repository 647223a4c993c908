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
	if (request.kind === 'refused') {
		const problems = request.problems.map((found) => place(isWrittenOut(found, value) ? forSynth(found) : found));
		return { kind: 'problems', problems };
	}
	return understood({ file, value, place });
}

/** Whether it is the project that is wrong, and that is written out as synth wants it. */
function isWrittenOut({ path }: Problem, value: unknown): boolean {
	if (path.length !== 1 || path[0] !== 'project' || typeof value !== 'object' || value === null) return false;
	const project: unknown = Reflect.get(value, 'project');
	return typeof project === 'object' && project !== null && !Array.isArray(project);
}

function forSynth({ received: _, ...found }: Problem): Problem {
	return { ...found, message: 'must be the name of a project; a file that has it written out is for portcullis synth' };
}
