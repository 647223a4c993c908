import type { Bit } from './schema.js';

/** A boolean as both databases keep it. */
export function bit(value: boolean): Bit {
	return value ? 1 : 0;
}
