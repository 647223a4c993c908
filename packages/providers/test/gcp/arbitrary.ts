import fc from 'fast-check';

/** Names of resources. */
export const name = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

/** Regions of gcp. */
export const region = fc.constantFrom('us-central1', 'europe-west4', 'northamerica-northeast1');

/** Tags that are labels of Google's. */
export const labels = fc
	.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z日ß][a-z0-9_-]{0,20}$/), fc.stringMatching(/^[a-z0-9_日-]{0,20}$/)), {
		maxLength: 4,
		selector: ([key]) => key,
	})
	.map((entries) => Object.fromEntries(entries.filter(([key]) => !/^(?:managed-by$|portcullis-)/.test(key))));

/** A field that may be left out. */
export function optional<Key extends string, Value>(key: Key, values: fc.Arbitrary<Value>) {
	return fc.option(values, { nil: undefined }).map((value): { readonly [K in Key]?: Value } =>
		// Only the one key that was asked for, or none.
		value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: Value }),
	);
}

/** A customer's key in a region. */
export function keyIn(place: string): fc.Arbitrary<string> {
	return fc
		.tuple(fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/), fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/))
		.map(([ring, key]) => `projects/keys-1/locations/${place}/keyRings/${ring}/cryptoKeys/${key}`);
}

const address = (value: number) => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

/** IPv4 ranges without host bits, of prefixes between two. */
export function cidr(shortest: number, longest: number): fc.Arbitrary<string> {
	return fc
		.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: shortest, max: longest }))
		.map(([value, prefix]) => `${address(value - (value % 2 ** (32 - prefix)))}/${prefix}`);
}
