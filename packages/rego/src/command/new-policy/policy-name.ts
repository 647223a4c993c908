/** The two parts of a policy's id. */
export interface PolicyName {
	readonly category: string;
	readonly name: string;
}

// Words that Rego takes for its own: https://www.openpolicyagent.org/docs/policy-reference#reserved-names
const reserved = new Set(
	'as contains data default else every false if import in input not null package some true with'.split(' '),
);

/** Reads the id of a new policy, or says what would be right. A name alone is that of a tenant's own, `custom.<name>`. */
export function readPolicyName(given: string): PolicyName | string {
	const parts = given.includes('.') ? given.split('.') : ['custom', given];
	const [category, name] = parts;
	if (parts.length !== 2 || category === undefined || name === undefined) {
		return `${quoted(given)} is neither a name, such as no_gpu, nor a category and a name with a dot between them, such as cost.night_rate`;
	}
	const wrong = parts.find((part) => !/^[a-z][a-z0-9_]{0,62}$/.test(part));
	if (wrong !== undefined) {
		return `${quoted(wrong)} in ${quoted(given)} is not of the letters a to z, digits and _, beginning with a letter, at most 63 long`;
	}
	const word = parts.find((part) => reserved.has(part));
	if (word !== undefined) return `${quoted(word)} in ${quoted(given)} is a word of Rego's own; choose another`;
	// The test's package is the name with _test behind it.
	if (name.endsWith('_test')) return `${quoted(name)} in ${quoted(given)} ends in _test, as only tests may`;
	return { category, name };
}

function quoted(text: string): string {
	return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
