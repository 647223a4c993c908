import { addressText, rangeOf } from '@portcullis/core';

/** The smallest range, of a /24 and larger ones, that holds all of several; `undefined` where only a /0 to /7 would. */
export function enclosingRange(cidrs: readonly string[]): string | undefined {
	const ranges = cidrs.map(rangeOf);
	const first = Math.min(...ranges.map((range) => range.first));
	const last = Math.max(...ranges.map((range) => range.last));
	for (let prefix = 24; prefix >= 8; prefix -= 1) {
		const size = 2 ** (32 - prefix);
		const start = first - (first % size);
		if (last >= start + size) continue;
		return `${addressText(start)}/${prefix}`;
	}
	return undefined;
}
