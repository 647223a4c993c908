/** The deepest that a plan may be nested: far more than any provider's schema, far less than a stack of calls. */
const deepest = 200;

/** Whether a value is nested deeper than anything that walks through a plan may go. */
export function isTooDeep(value: unknown, depth = 0): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (depth >= deepest) return true;
	for (const key in value) {
		if (isTooDeep(Reflect.get(value, key), depth + 1)) return true;
	}
	return false;
}
