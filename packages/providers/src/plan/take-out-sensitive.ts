import { isSecretField } from '@portcullis/core';

type Path = readonly (string | number)[];

/** Values without those that are sensitive, and where those stood. */
export interface OpenValues {
	readonly values: Readonly<Record<string, unknown>> | null;
	readonly paths: readonly Path[];
}

/**
 * Takes what is sensitive out of a resource's values, as if it were not known: what the plan marks, and what stands
 * under the name of a secret, since plans of before Terraform 0.15 mark nothing. In a list, null stands in its place.
 * What holds nothing sensitive is handed on as it is, not copied.
 */
export function takeOutSensitive(
	values: Readonly<Record<string, unknown>> | null | undefined,
	marks: unknown,
): OpenValues {
	if (values === null || values === undefined) return { values: null, paths: [] };
	const paths: Path[] = [];
	if (marks === true) return { values: {}, paths: [[]] };
	return { values: openFields(values, marks, []), paths };

	function openFields(fields: Readonly<Record<string, unknown>>, mark: unknown, path: Path): Record<string, unknown> {
		let copy: Record<string, unknown> | undefined;
		for (const key of Object.keys(fields)) {
			const value = fields[key];
			const own = [...path, key];
			const marked = markAt(mark, key);
			if (marked === true || (typeof value === 'string' && value !== '' && isSecretField(key))) {
				paths.push(own);
				copy ??= { ...fields };
				delete copy[key];
			} else {
				const open = openValue(value, marked, own);
				if (open !== value) {
					copy ??= { ...fields };
					// Not by assignment: the key may be __proto__.
					Object.defineProperty(copy, key, { value: open, enumerable: true, writable: true, configurable: true });
				}
			}
		}
		return copy ?? fields;
	}

	function openValue(value: unknown, mark: unknown, path: Path): unknown {
		if (isRecord(value)) return openFields(value, mark, path);
		if (!Array.isArray(value)) return value;
		let copy: unknown[] | undefined;
		for (const [index, item] of value.entries()) {
			const marked = markAt(mark, index);
			const own = [...path, index];
			if (marked === true) paths.push(own);
			const open = marked === true ? null : openValue(item, marked, own);
			if (open !== item) {
				copy ??= [...value];
				copy[index] = open;
			}
		}
		return copy ?? value;
	}
}

function markAt(marks: unknown, step: string | number): unknown {
	if (typeof marks !== 'object' || marks === null || !Object.hasOwn(marks, step)) return undefined;
	return Reflect.get(marks, step);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
