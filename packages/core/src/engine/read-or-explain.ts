import type { z } from 'zod';
import { type Problem, problem, problemsOf } from '../model/problem.js';
import { jsonFault } from './json-fault.js';
import { inexact, readExactly } from './read-exactly.js';

/** A copy of what was given, or what is wrong with it. */
export type Read<Value> =
	| { readonly kind: 'read'; readonly value: Value }
	| { readonly kind: 'unreadable'; readonly problems: readonly Problem[] };

/**
 * Makes a function that copies a value of a schema, or says what is wrong with it. Only the copy is proven: whoever
 * gave the value can still change it.
 *
 * @param name of the part, put before each path
 */
export function readOrExplain<Schema extends z.ZodType>(
	schema: Schema,
	name: string,
): (given: unknown) => Read<z.output<Schema>> {
	const read = readExactly(schema);
	return (given) => {
		const value = read(given);
		if (value !== inexact) return { kind: 'read', value };
		const problems = explain(schema, given);
		return { kind: 'unreadable', problems: problems.map((found) => ({ ...found, path: [name, ...found.path] })) };
	};
}

function explain(schema: z.ZodType, given: unknown): readonly Problem[] {
	const fault = jsonFault(given);
	if (fault !== null) return [fault];
	const parsed = schema.safeParse(given);
	if (!parsed.success) return problemsOf(parsed.error, given);
	// zod would fill something in. What is judged must be what was given: whoever carries it out fills in nothing.
	return [fieldMissing(given, parsed.data, []) ?? problem([], 'must be plain data')];
}

function fieldMissing(given: unknown, filled: unknown, path: readonly (string | number)[]): Problem | null {
	if (typeof filled !== 'object' || filled === null || typeof given !== 'object' || given === null) return null;
	for (const [key, value] of Object.entries(filled)) {
		const step = Array.isArray(filled) ? Number(key) : key;
		const missing = Object.hasOwn(given, key)
			? fieldMissing(Reflect.get(given, key), value, [...path, step])
			: problem([...path, step], 'missing; nothing is filled in here');
		if (missing !== null) return missing;
	}
	return null;
}
