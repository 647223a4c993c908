import { type Actor, type Facts, type Problem, problemsOf } from '@portcullis/core';
import { tenantDefaults } from '@portcullis/policies';
import { type Understood, understood } from '../input/input-problem.js';
import { parseYaml } from '../input/parse-yaml.js';
import { readLimited } from '../input/read-limited.js';
import type { Io } from '../io/io.js';
import { factsOf } from './facts-of.js';
import { factsFileSchema } from './facts-schema.js';

/** Reads what a plan is judged on from a file, where no database is asked. */
export async function readFactsFile(file: string, asking: Actor, io: Io): Promise<Understood<Facts>> {
	const text = await readLimited(file, io);
	if (text.kind === 'problems') return text;
	const parsed = parseYaml(text.value, file);
	if (parsed.kind === 'problems') return parsed;
	const { value, locate } = parsed.value;
	const placed = (problems: readonly Problem[]) => ({
		kind: 'problems' as const,
		problems: problems.map((found) => ({ ...found, file, ...locate(found.path) })),
	});
	const read = factsFileSchema.safeParse(value ?? {});
	if (!read.success) return placed(problemsOf(read.error, value, factsFileSchema));
	const made = factsOf(read.data, asking, tenantDefaults);
	return made.kind === 'problems' ? placed(made.problems) : understood(made.facts);
}
