/** Tells which resource of a plan a message is about. */
export type NameResource = (text: string, metadata: Readonly<Record<string, unknown>>) => string | null;

// What stands between words; a key of an instance may hold it too, and such an address is searched for as it is.
const between = /[\s,;=()]+/;

/**
 * Makes what tells which resource a message of conftest's is about, of which conftest knows nothing: the one that its
 * metadata name as `address` or `resource`, else the longest address of the plan that stands in its text as a word.
 *
 * @param addresses Terraform's, of the plan
 */
export function nameResource(addresses: readonly string[]): NameResource {
	const known = new Set(addresses);
	const ofSeveralWords = [...known].filter((address) => between.test(address));
	return (text, { address, resource }) => {
		const named = [address, resource].find((one) => typeof one === 'string' && known.has(one));
		if (typeof named === 'string') return named;
		// Word by word: to look for each address of a large plan in each of its messages would take minutes.
		const words = text.split(between).map((word) => word.replace(/^["'`]+|["'`.:!?]+$/g, ''));
		const found = [...words.filter((word) => known.has(word)), ...ofSeveralWords.filter((one) => text.includes(one))];
		return found.reduce<string | null>((best, one) => (one.length > (best?.length ?? 0) ? one : best), null);
	};
}
