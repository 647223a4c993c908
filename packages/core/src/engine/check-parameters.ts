import { z } from 'zod';
import type { PolicyMetadata } from '../contracts/bundle.js';
import { type Problem, problemsOf } from '../model/problem.js';

/** Holds a binding's parameters to the policy's own JSON Schema. */
export function checkParameters(policy: PolicyMetadata, parameters: unknown): Problem[] {
	const parsed = z.fromJSONSchema(policy.parameters).safeParse(parameters);
	if (parsed.success) return [];
	return problemsOf(parsed.error, parameters).map((found) => ({ ...found, path: ['parameters', ...found.path] }));
}
