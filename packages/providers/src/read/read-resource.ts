import { pathText, problemsOf, type ReadResources, type Resource, type resourceSchema } from '@portcullis/core';

/** The schema of one kind of the model, or of all. */
interface KindSchema {
	safeParse(value: unknown): KindResult;
}

type KindResult =
	| { readonly success: true; readonly data: Resource }
	| Extract<ReturnType<typeof resourceSchema.safeParse>, { readonly success: false }>;

/**
 * One resource of the model from what was read of it, or its blocks unmapped with the reason. A field that is given
 * as `undefined` is one that is not known: the model's defaults are for what people leave out, and would be a guess here.
 *
 * @param unfit what the model cannot say of it, where there is such a thing
 */
export function readResource(
	schema: KindSchema,
	candidate: Readonly<Record<string, unknown>>,
	addresses: readonly string[],
	unfit: string | undefined,
): ReadResources {
	const vague = unknownIn(candidate);
	if (unfit === undefined && vague !== undefined) return unmappedAll(addresses, `${pathText(vague)}: is not known`);
	const parsed = schema.safeParse(candidate);
	if (unfit === undefined && parsed.success) {
		return { resources: [{ resource: parsed.data, addresses }], unmapped: [] };
	}
	const [first] = parsed.success ? [] : problemsOf(parsed.error, candidate);
	const reason = unfit ?? (first ? `${pathText(first.path)}: ${first.message}` : 'is no resource of the model');
	return unmappedAll(addresses, reason);
}

function unmappedAll(addresses: readonly string[], reason: string): ReadResources {
	return { resources: [], unmapped: addresses.map((address) => ({ address, reason })) };
}

/** The path of the first value that is not known; `undefined` where all are. */
function unknownIn(value: unknown): readonly (string | number)[] | undefined {
	if (value === undefined) return [];
	if (typeof value !== 'object' || value === null) return undefined;
	for (const [key, item] of Object.entries(value)) {
		const found = unknownIn(item);
		if (found !== undefined) return [Array.isArray(value) ? Number(key) : key, ...found];
	}
	return undefined;
}

/** Puts together what was read one by one. */
export function joinResults(results: readonly ReadResources[]): ReadResources {
	return {
		resources: results.flatMap(({ resources }) => resources),
		unmapped: results.flatMap(({ unmapped }) => unmapped),
	};
}
