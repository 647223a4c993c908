import { type Problem, problem } from '../model/problem.js';

/** No input of ours nests deeper than a handful of levels; what reads it (zod, JSON, policies) calls itself for each. */
const mostLevels = 32;

/**
 * Finds what a schema cannot be trusted with: nesting without end, which overflows the stack, and a key `__proto__`,
 * which zod drops without a word.
 */
export function shapeFault(input: unknown): Problem | null {
	const rest: { readonly value: unknown; readonly path: readonly (string | number)[] }[] = [{ value: input, path: [] }];
	for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
		const { value, path } = next;
		if (typeof value !== 'object' || value === null) continue;
		if (path.length > mostLevels) return problem(path.slice(0, 8), `must nest at most ${mostLevels} levels deep`);
		if (Array.isArray(value)) {
			for (const [index, item] of value.entries()) rest.push({ value: item, path: [...path, index] });
			continue;
		}
		for (const [key, item] of Object.entries(value)) {
			if (key === '__proto__') return problem([...path, key], 'cannot be the name of anything; use another', item);
			rest.push({ value: item, path: [...path, key] });
		}
	}
	return null;
}
