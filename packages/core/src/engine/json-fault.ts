import { type Problem, problem } from '../model/problem.js';

/** The deepest that parameters may be nested. */
export const deepest = 64;

/** The most values that are looked at, so that a list which stands in itself ends too. */
export const mostItems = 100_000;

/**
 * Finds what a value holds that is not JSON, or that an evaluator would change without a word: numbers that are not
 * finite, whole numbers past 2^53 (digits are lost), text with half a surrogate pair, the key `__proto__`, nesting past
 * {@link deepest}.
 *
 * @returns the first fault with its path, or `null`
 * @throws what a getter of the value throws
 */
export function jsonFault(value: unknown): Problem | null {
	let looked = 0;
	return faultOf(value, []);

	function faultOf(given: unknown, path: readonly (string | number)[]): Problem | null {
		if (path.length > deepest) return problem(path.slice(0, 8), `must not be nested deeper than ${deepest}`);
		if (++looked > mostItems * 10) return problem(path.slice(0, 8), `must hold fewer than ${mostItems * 10} values`);
		if (given === null || typeof given === 'boolean') return null;
		if (typeof given === 'number') return numberFault(given, path);
		if (typeof given === 'string') {
			return given.isWellFormed() ? null : problem(path, 'must be well-formed: it holds half a surrogate pair');
		}
		if (typeof given !== 'object') return problem(path, `must be JSON, not ${typeof given}`);
		if (Array.isArray(given)) return itemsFault(given, path);
		for (const key of Object.keys(given)) {
			const field: unknown = Reflect.get(given, key);
			const fault = keyFault(key, path) ?? faultOf(field, [...path, key]);
			if (fault !== null) return fault;
		}
		return null;
	}

	function itemsFault(items: readonly unknown[], path: readonly (string | number)[]): Problem | null {
		if (items.length > mostItems) return problem(path, `must hold at most ${mostItems} items`);
		for (let index = 0; index < items.length; index++) {
			const fault = faultOf(items[index], [...path, index]);
			if (fault !== null) return fault;
		}
		return null;
	}
}

function numberFault(given: number, path: readonly (string | number)[]): Problem | null {
	if (!Number.isFinite(given)) return problem(path, 'must be a finite number', String(given));
	if (!Number.isInteger(given) || Number.isSafeInteger(given)) return null;
	return problem(path, 'must not be past 2^53: digits would be lost', given);
}

function keyFault(key: string, path: readonly (string | number)[]): Problem | null {
	if (key === '__proto__') return problem([...path, key], 'unknown field; remove it or correct its name');
	return key.isWellFormed() ? null : problem(path, 'must have well-formed keys: one holds half a surrogate pair');
}
