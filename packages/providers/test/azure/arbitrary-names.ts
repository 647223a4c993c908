import fc from 'fast-check';

/** Names of projects and resources. */
export const arbitraryName = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

/** Regions of azure that have zones. */
export const arbitraryRegion = fc.constantFrom('westeurope', 'eastus2', 'swedencentral');

const allowed = /^[\p{L}\p{N} _.:/=+\-@]{0,40}$/u;
const value = fc
	.stringMatching(allowed)
	.map((text) => text.normalize('NFC'))
	.filter((text) => allowed.test(text));
const key = value.filter(
	(text) => /^[^ ]/.test(text) && !/[/]|^(?:microsoft|azure|windows|managed-by$|portcullis-)|^__proto__$/i.test(text),
);

/** Tags that azure takes. */
export const arbitraryTags = fc
	.uniqueArray(fc.tuple(key, value), { maxLength: 5, selector: ([text]) => text.toLowerCase() })
	.map((entries) => Object.fromEntries(entries));

/** Keys of a vault, with and without their version. */
export const arbitraryKey = (version: fc.Arbitrary<string> = fc.constantFrom('', `/${'0123456789abcdef'.repeat(2)}`)) =>
	fc
		.tuple(fc.stringMatching(/^[a-z][a-z0-9]{2,21}$/), fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,20}$/), version)
		.map(([vault, name, suffix]) => `https://${vault}.vault.azure.net/keys/${name}${suffix}`);

/** A field that is there or not. */
export function optional<Key extends string, Value>(
	field: Key,
	values: fc.Arbitrary<Value>,
): fc.Arbitrary<{ [key in Key]?: Value }> {
	return fc.oneof(
		fc.constant({}),
		values.map((given) => ({ [field]: given }) as { [key in Key]?: Value }),
	);
}
