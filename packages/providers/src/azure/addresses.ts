import { type Range, rangeOf } from '@portcullis/core';

/** Writes an IPv4 address: `167772160` is `10.0.0.0`. */
export function addressText(address: number): string {
	return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** The range that two addresses are the first and the last of; `undefined` where no range in CIDR notation is so. */
export function cidrOf(first: string, last: string): string | undefined {
	const [from, to] = [rangeOf(`${first}/32`).first, rangeOf(`${last}/32`).first];
	const prefix = 32 - Math.log2(to - from + 1);
	if (!Number.isInteger(prefix)) return undefined;
	const found: Range = rangeOf(`${first}/${prefix}`);
	return found.first === from && found.last === to ? `${first}/${prefix}` : undefined;
}
