/** What reads a text again and again as the schema's author likes: it would hold up everybody whose process this is. */
const refused = ['pattern', 'patternProperties', '$ref', '$dynamicRef'] as const;

/** Where keywords hold schemas by names of the author's own. */
const byName = new Set(['properties', '$defs', 'definitions', 'dependentSchemas']);

/** The keywords of a parameters' schema that a tenant's own policy may not have, since they are checked in the process of all. */
export function parameterFaults(schema: unknown): string[] {
	return [...new Set(keywords(schema))].filter((keyword) => refused.some((each) => each === keyword)).sort();
}

function* keywords(schema: unknown): Generator<string> {
	if (typeof schema !== 'object' || schema === null) return;
	if (Array.isArray(schema)) {
		for (const item of schema) yield* keywords(item);
		return;
	}
	for (const [keyword, below] of Object.entries(schema)) {
		yield keyword;
		yield* keywords(byName.has(keyword) ? Object.values(Object(below)) : below);
	}
}
