import { type Problem, pathText, problemsOf, type Resource } from '@portcullis/core';
import type { z } from 'zod';
import type { ReadResult } from '../read/read-result.js';

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
	// A field that nothing is known of is left out, not there without a value.
	const said = Object.fromEntries(Object.entries(candidate).filter(([, value]) => value !== undefined));
	const parsed = schema.safeParse(said);
	if (unfit === undefined && parsed.success) {
		return { resources: [{ resource: parsed.data, addresses }], unmapped: [] };
	}
	const reason = unfit ?? (parsed.success ? '' : reasonOf(problemsOf(parsed.error, said)));
	return { resources: [], unmapped: addresses.map((address) => ({ address, reason })) };
}

/** Puts together what was read one by one. */
export function joined(results: readonly ReadResult[]): ReadResult {
	return {
		resources: results.flatMap(({ resources }) => resources),
		unmapped: results.flatMap(({ unmapped }) => unmapped),
	};
}

const reasonOf = ([first]: readonly Problem[]) =>
	first === undefined ? 'is no resource of the model' : `${pathText(first.path)}: ${first.message}`;

/**
 * A value that has to be known: one that is not becomes null, which no schema takes. Left out it would be filled in with
 * the model's default, which says more than the plan does.
 */
export function known(value: unknown): unknown {
	return value ?? null;
}
