/** The value at a path of a plan's values; `undefined` where the plan does not know it. A block's list is entered by 0. */
export function valueAt(values: unknown, ...path: readonly (string | number)[]): unknown {
	let value = values;
	for (const step of path) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
		value = (value as Record<string | number, unknown>)[step];
	}
	return value ?? undefined;
}

/** The text at a path; `undefined` where there is none, or something else. */
export function textAt(values: unknown, ...path: readonly (string | number)[]): string | undefined {
	const value = valueAt(values, ...path);
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The texts of a map at a path, without what is no text. */
export function textsAt(values: unknown, ...path: readonly (string | number)[]): Record<string, string> {
	const value = valueAt(values, ...path);
	if (typeof value !== 'object' || value === null) return {};
	return Object.fromEntries(Object.entries(value).filter(([, text]) => typeof text === 'string'));
}

/** The list at a path; empty where there is none, or something else. */
export function listAt(values: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
	const value = valueAt(values, ...path);
	return Array.isArray(value) ? value : [];
}

/**
 * Whether a plan knows what stands at a key. It writes null or an empty list for what was left out, and leaves out what
 * only an apply will tell.
 */
export function isKnown(values: unknown, key: string | number): boolean {
	return typeof values === 'object' && values !== null && Object.hasOwn(values, key);
}
