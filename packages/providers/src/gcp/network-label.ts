/** The label that says in which network of the project something stands, where a plan does not know it yet. */
export const networkLabel = 'portcullis-network';

/** That label, as an entry beside others; nothing for what stands in none. */
export function networkEntry(network: string | undefined): Readonly<Record<string, string>> {
	return network === undefined ? {} : { [networkLabel]: network };
}
