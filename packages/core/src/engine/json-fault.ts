const deepest = 64;

/**
 * Finds what a JSON value holds that an evaluator would change without a word: numbers that are not finite or whole
 * numbers past 2^53 (digits are lost), text with half a surrogate pair, nesting past 64.
 *
 * @returns what is wrong, or `null`
 */
export function jsonFault(value: unknown, depth = 0): string | null {
	if (depth > deepest) return `nested deeper than ${deepest}`;
	if (typeof value === 'number') {
		if (!Number.isFinite(value)) return `${value} is not a JSON number`;
		return Number.isInteger(value) && !Number.isSafeInteger(value)
			? `${value} is past 2^53: digits would be lost`
			: null;
	}
	if (typeof value === 'string') return value.isWellFormed() ? null : 'text with half a surrogate pair';
	if (value === null || typeof value === 'boolean') return null;
	if (typeof value !== 'object') return `${typeof value} is not JSON`;
	for (const [key, field] of Object.entries(value)) {
		const fault = key.isWellFormed() ? jsonFault(field, depth + 1) : 'a key with half a surrogate pair';
		if (fault !== null) return fault;
	}
	return null;
}
