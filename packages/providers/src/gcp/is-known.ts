/**
 * Whether a plan knows what stands at a key. It writes null or an empty list for what was left out, and leaves out what
 * only an apply will tell.
 */
export function isKnown(values: unknown, key: string): boolean {
	return typeof values === 'object' && values !== null && Object.hasOwn(values, key);
}
