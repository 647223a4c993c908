/** Tells which resource of a plan a message is about. */
export type NameResource = (text: string, metadata: Readonly<Record<string, unknown>>) => string | null;

/**
 * Makes what tells which resource a message of conftest's is about, of which conftest knows nothing: the one that its
 * metadata name as `address` or `resource`, else the longest address of the plan that stands in its text.
 *
 * @param addresses Terraform's, of the plan
 */
export function nameResource(addresses: readonly string[]): NameResource {
	const known = new Set(addresses);
	// Of aws_instance.web and module.a.aws_instance.web the longer one is meant.
	const longestFirst = [...known].sort((a, b) => b.length - a.length);
	return (text, { address, resource }) =>
		[address, resource].find((named): named is string => typeof named === 'string' && known.has(named)) ??
		longestFirst.find((name) => standsIn(text, name)) ??
		null;
}

function standsIn(text: string, name: string): boolean {
	for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
		const before = text.slice(Math.max(0, at - 1), at);
		const after = text.slice(at + name.length, at + name.length + 2);
		// Not the front of aws_instance.web2 or of aws_instance.web[0]; a full stop behind it may end the sentence.
		if (!/[\w.-]/.test(before) && !/^(?:[\w[-]|\.\w)/.test(after)) return true;
	}
	return false;
}
