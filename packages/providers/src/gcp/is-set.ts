/** Whether a plan says something at an attribute or block: not null, not an empty text, list or map, and not false. */
export function isSet(value: unknown): boolean {
	if (value === undefined || value === null || value === '' || value === false) return false;
	return typeof value !== 'object' || Object.keys(value).length > 0;
}
