import { z } from 'zod';

const block = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\/(?:3[0-2]|[12]?\d)$/;

/** An IPv4 range, as its first and last address. */
export interface Range {
	readonly first: number;
	readonly last: number;
	/** Bits of the prefix: 24 for a /24. */
	readonly prefix: number;
}

/** Reads an IPv4 range such as `10.0.0.0/16`. Addresses are whole numbers from 0 to 2^32 - 1; host bits are cut off. */
export function rangeOf(cidr: string): Range {
	const [address = '', bits = ''] = cidr.split('/');
	const prefix = Number(bits);
	const size = 2 ** (32 - prefix);
	const given = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
	const first = given - (given % size);
	return { first, last: first + size - 1, prefix };
}

/** Whether a range has no host bits set: `10.0.1.0/16` has, and means less than it says. */
export function isExact(cidr: string): boolean {
	return cidr.split('/')[0] === addressText(rangeOf(cidr).first);
}

/** Writes an IPv4 address: `167772160` is `10.0.0.0`. */
export function addressText(address: number): string {
	return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** Whether one range lies wholly within another. */
export function contains(outer: string, inner: string): boolean {
	const [a, b] = [rangeOf(outer), rangeOf(inner)];
	return a.first <= b.first && b.last <= a.last;
}

/** Whether two ranges share an address. */
export function overlaps(one: string, other: string): boolean {
	const [a, b] = [rangeOf(one), rangeOf(other)];
	return a.first <= b.last && b.first <= a.last;
}

/** An IPv4 range without host bits: `10.0.0.0/16`. */
export const cidrSchema = z
	.string()
	.regex(block, 'must be an IPv4 range, such as 10.0.0.0/16')
	.refine((cidr) => !block.test(cidr) || isExact(cidr), 'must have no host bits: 10.0.0.0/16, not 10.0.1.0/16');

const ipv6 = /^[0-9a-f:]{2,39}\/(?:12[0-8]|1[01]\d|[1-9]?\d)$/;

/** A range that traffic comes from: IPv4, or IPv6 in lower case (`::/0` is everybody). */
export const sourceSchema = z.union([cidrSchema, z.string().regex(ipv6, 'must be an IPv6 range, such as ::/0')]);
