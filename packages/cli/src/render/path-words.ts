/**
 * Writes a path as people do: `resources[0].disk.size_gib`. The same as core's `pathText`, which is not used because a
 * mistyped option must be answered without loading core.
 */
export function pathWords(path: readonly (string | number)[]): string {
	return path
		.map((step, index) => {
			if (typeof step === 'number') return `[${step}]`;
			if (/^[A-Za-z_-][\w-]*$/.test(step)) return index === 0 ? step : `.${step}`;
			return `[${JSON.stringify(step)}]`;
		})
		.join('');
}
