import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cidrSchema, contains, overlaps, rangeOf, sourceSchema } from './cidr.js';

const cidr = fc
	.record({ address: fc.integer({ min: 0, max: 2 ** 32 - 1 }), prefix: fc.integer({ min: 0, max: 32 }) })
	.map(({ address, prefix }) => {
		const first = address - (address % 2 ** (32 - prefix));
		return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${prefix}`;
	});

describe('an IPv4 range', () => {
	it.each(['0.0.0.0/0', '10.0.0.0/8', '192.168.1.4/30', '255.255.255.255/32'])('may be %s', (text) => {
		expect(cidrSchema.parse(text)).toBe(text);
	});

	it.each([
		['10.0.1.0/16', /host bits/],
		['10.0.0.0', /IPv4 range/],
		['10.0.0.0/33', /IPv4 range/],
		['10.0.0.0/08', /IPv4 range/],
		['010.0.0.0/8', /IPv4 range/],
		['256.0.0.0/8', /IPv4 range/],
		['10.0.0.0/8 ', /IPv4 range/],
		['::/0', /IPv4 range/],
	])('may not be %j', (text, message) => {
		expect(
			cidrSchema
				.safeParse(text)
				.error?.issues.map((issue) => issue.message)
				.join(),
		).toMatch(message);
	});

	it('has as many addresses as its prefix says, and contains and overlaps itself', () => {
		fc.assert(
			fc.property(cidr, (text) => {
				const { first, last, prefix } = rangeOf(text);
				expect(last - first + 1).toBe(2 ** (32 - prefix));
				expect(cidrSchema.safeParse(text).success).toBe(true);
				expect(contains(text, text) && overlaps(text, text)).toBe(true);
			}),
		);
	});

	it('either contains another, lies in it, or shares no address with it', () => {
		fc.assert(
			fc.property(cidr, cidr, (one, other) => {
				expect(overlaps(one, other)).toBe(contains(one, other) || contains(other, one));
				expect(overlaps(one, other)).toBe(overlaps(other, one));
			}),
		);
		expect(overlaps('10.0.0.0/25', '10.0.0.128/25')).toBe(false);
		expect(contains('10.0.0.0/24', '10.0.0.0/23')).toBe(false);
	});
});

describe('where traffic comes from', () => {
	it.each(['0.0.0.0/0', '::/0', '2001:db8::/32'])('may be %s', (text) => {
		expect(sourceSchema.parse(text)).toBe(text);
	});

	it.each(['2001:db8::', '::/129', '2001:DB8::/32', 'everybody', '10.0.0.1/8'])('may not be %s', (text) => {
		expect(sourceSchema.safeParse(text).success).toBe(false);
	});
});
