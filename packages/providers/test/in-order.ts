/**
 * A value with every list in it in order, by names where there are names: what is asked for and what is read are compared
 * so, since neither addresses nor sets of Terraform keep an order.
 */
export function inOrder(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(inOrder).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, inOrder(item)]));
}

function keyOf(item: unknown): string {
	return typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : JSON.stringify(item);
}
