/** No flag of any kind: the enums have a name for each flag, but none for this. */
export function noFlags<F extends number>(): F {
	return 0 as F;
}
