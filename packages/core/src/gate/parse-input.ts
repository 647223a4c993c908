import type { z } from 'zod';
import { problemsOf } from '../model/problem.js';
import { ok, type Result, refused } from '../model/result.js';

/** Holds input to a schema; what does not fit comes back as `INPUT_INVALID` with a problem for each fault. */
export function parseInput<Schema extends z.ZodType>(
	schema: Schema,
	input: unknown,
	what: string,
): Result<z.output<Schema>> {
	const parsed = schema.safeParse(input);
	if (parsed.success) return ok(parsed.data);
	return refused('INPUT_INVALID', `${what} cannot be understood`, problemsOf(parsed.error, input));
}
