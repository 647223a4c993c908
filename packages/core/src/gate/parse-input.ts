import type { z } from 'zod';
import { type Problem, problem, problemsOf } from '../model/problem.js';
import { ok, type Result, refused } from '../model/result.js';
import { shapeFault } from './shape-fault.js';

// Enough to correct by. A file with a fault in every line would otherwise be answered by a longer one.
const mostProblems = 100;

/** Holds input to a schema; what does not fit comes back as `INPUT_INVALID` with a problem for each fault. */
export function parseInput<Schema extends z.ZodType>(
	schema: Schema,
	input: unknown,
	what: string,
): Result<z.output<Schema>> {
	const fault = shapeFault(input);
	if (fault !== null) return notUnderstood(what, [fault]);
	const parsed = schema.safeParse(input);
	return parsed.success ? ok(parsed.data) : notUnderstood(what, problemsOf(parsed.error, input, schema));
}

function notUnderstood(what: string, problems: readonly Problem[]): Result<never> {
	return refused('INPUT_INVALID', `${what} cannot be understood`, shortened(problems));
}

/** Keeps the first 100 problems, and says how many more there are. */
export function shortened(problems: readonly Problem[]): readonly Problem[] {
	const more = problems.length - mostProblems;
	if (more <= 0) return problems;
	return [...problems.slice(0, mostProblems), problem([], `has ${more} more problems; correct these first`)];
}
