import { pathText, problemsOf, type Resource } from '@portcullis/core';
import type { z } from 'zod';
import type { ReadResult } from './read-result.js';

/**
 * One resource of the model from what was read of it, or its blocks unmapped with the reason.
 *
 * @param unfit what the model cannot say of it, where there is such a thing
 */
export function readResource<Kind extends Resource>(
	schema: z.ZodType<Kind>,
	candidate: Readonly<Record<string, unknown>>,
	addresses: readonly string[],
	unfit: string | undefined,
): ReadResult {
	const parsed = schema.safeParse(candidate);
	if (unfit === undefined && parsed.success) {
		return { resources: [{ resource: parsed.data, addresses }], unmapped: [] };
	}
	const [first] = parsed.success ? [] : problemsOf(parsed.error, candidate);
	const reason = unfit ?? (first ? `${pathText(first.path)}: ${first.message}` : 'is no resource of the model');
	return { resources: [], unmapped: addresses.map((address) => ({ address, reason })) };
}

/** Puts together what was read one by one. */
export function joinResults(results: readonly ReadResult[]): ReadResult {
	return {
		resources: results.flatMap(({ resources }) => resources),
		unmapped: results.flatMap(({ unmapped }) => unmapped),
	};
}
