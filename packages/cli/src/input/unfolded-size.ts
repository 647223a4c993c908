/**
 * Counts the values that a parsed text stands for when each alias counts as what it refers to. Each value is looked at
 * once, however often it is referred to.
 *
 * @returns the number; more than `limit` for what is larger, or contains itself
 */
export function unfoldedSize(value: unknown, limit: number): number {
	const known = new Map<object, number>();
	const sizeOf = (node: unknown): number => {
		if (typeof node !== 'object' || node === null) return 1;
		const before = known.get(node);
		if (before !== undefined) return before;
		// While it is being counted, to meet it again means that it contains itself.
		known.set(node, limit + 1);
		let size = 1;
		for (const child of Object.values(node)) size = Math.min(limit + 1, size + sizeOf(child));
		known.set(node, size);
		return size;
	};
	return sizeOf(value);
}
