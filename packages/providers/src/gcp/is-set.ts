/**
 * Whether a plan or a state says something at an attribute or block. States write what is not there as null, as an empty
 * text or list, as 0, as false, and as a block of nothing but these.
 */
export function isSet(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.values(value).some(isSet);
	return value !== undefined && value !== null && value !== '' && value !== false && value !== 0;
}
