/** Plain JSON with names: a resource as it is being put together. */
export type Fields = { readonly [name: string]: unknown };

/** Sets a field by its path, `disk.size_gib` or `node_pools.0.max`, in a copy. */
export function setField(fields: Fields, path: string, value: unknown): Fields {
	const [head = '', ...rest] = path.split('.');
	return { ...fields, [head]: rest.length === 0 ? value : within(fields[head], rest, value) };
}

function within(inner: unknown, path: readonly string[], value: unknown): unknown {
	const [head = '', ...rest] = path;
	if (Array.isArray(inner) && /^\d{1,2}$/.test(head)) {
		const items = [...inner];
		items[Number(head)] = rest.length === 0 ? value : within(items[Number(head)], rest, value);
		return items;
	}
	return setField(isFields(inner) ? inner : {}, path.join('.'), value);
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
