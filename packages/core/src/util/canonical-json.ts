/**
 * Writes a value as JSON with the keys of every object in order of their UTF-16 code units, so that equal values give
 * equal bytes. `undefined` fields are left out.
 *
 * @throws TypeError for what JSON cannot carry: a BigInt, a cycle, a number that is not finite
 */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_key, field: unknown) => {
		if (typeof field === 'number' && !Number.isFinite(field)) throw new TypeError(`${field} is not a JSON number`);
		if (typeof field !== 'object' || field === null || Array.isArray(field)) return field;
		// Entries, not assignment: a key named __proto__ is a key like any other.
		return Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}
