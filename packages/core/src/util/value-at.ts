/** What stands at a path in plain data; `undefined` where the path leads nowhere. */
export function valueAt(data: unknown, path: readonly (string | number)[]): unknown {
	let value = data;
	for (const step of path) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
		value = Reflect.get(value, step);
	}
	return value;
}
