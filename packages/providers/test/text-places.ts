/** A place in a resource where a text can be put: the name of its field, and the resource with a text put there. */
export interface TextPlace {
	/** The field's path without indexes and keys of maps: `subnets.name`, `tags`. */
	readonly field: string;
	readonly put: (text: string) => unknown;
}

/**
 * Every place of a value where a text, a number or a switch stands, and every key of its maps (`tags`): where a person
 * may put a text that is not meant to be there.
 */
export function textPlaces(value: unknown, field = ''): TextPlace[] {
	if (Array.isArray(value)) {
		return value.flatMap((item, index) =>
			textPlaces(item, field).map((place) => ({ ...place, put: (text) => value.with(index, place.put(text)) })),
		);
	}
	if (typeof value !== 'object' || value === null) return [{ field, put: (text) => text }];
	const places = Object.entries(value).flatMap(([key, item]) =>
		textPlaces(item, field === 'tags' ? field : field === '' ? key : `${field}.${key}`).map((place) => ({
			...place,
			put: (text: string) => ({ ...value, [key]: place.put(text) }),
		})),
	);
	if (field !== 'tags') return places;
	return [...places, { field, put: (text) => Object.fromEntries([...Object.entries(value), [text, 'x']]) }];
}
