import { z } from 'zod';
import type { PolicyMetadata } from '../contracts/bundle.js';
import { type Problem, problemsOf } from '../model/problem.js';
import { windowParameters } from './window-parameters.js';

/** Holds a binding's parameters to the policy's own JSON Schema, and the windows among them to what windows are. */
export function checkParameters(policy: PolicyMetadata, parameters: unknown): Problem[] {
	return parameterProblems(z.fromJSONSchema(policy.parameters), policy, parameters).map((found) => ({
		...found,
		path: ['parameters', ...found.path],
	}));
}

/**
 * What is wrong with parameters, by path below them.
 *
 * @param schema the policy's own, read once by whoever asks often
 */
export function parameterProblems(
	schema: z.ZodType,
	policy: Pick<PolicyMetadata, 'windows'>,
	parameters: unknown,
): readonly Problem[] {
	const parsed = schema.safeParse(parameters);
	if (!parsed.success) return problemsOf(parsed.error, parameters);
	if (policy.windows === undefined) return [];
	const read = windowParameters(policy, Object(parameters));
	return read.kind === 'read' ? [] : read.problems;
}
