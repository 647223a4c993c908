import { type Range, rangeOf } from '@portcullis/core';

/** The range that two addresses are the first and the last of; `undefined` where no range in CIDR notation is so. */
export function cidrOf(first: string, last: string): string | undefined {
	const [from, to] = [rangeOf(`${first}/32`).first, rangeOf(`${last}/32`).first];
	const prefix = 32 - Math.log2(to - from + 1);
	if (!Number.isInteger(prefix)) return undefined;
	const found: Range = rangeOf(`${first}/${prefix}`);
	return found.first === from && found.last === to ? `${first}/${prefix}` : undefined;
}
