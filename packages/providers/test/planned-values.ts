import type { PlannedResource, TerraformDocument } from '@portcullis/core';

// Attributes that are maps; every other object in a document is a block, and a plan lists blocks.
const maps = new Set(['labels', 'tags', 'metadata', 'lifecycle']);
const escapes = /\$\{"([^"]*)"\}/g;

/**
 * What `terraform show -json` would say of a document of ours before anything exists: escapes are what they stand for,
 * references are unknown and so left out, a single block is a list.
 */
export function plannedValues(document: TerraformDocument): PlannedResource[] {
	const resources = (document.resource ?? {}) as Record<string, Record<string, Record<string, unknown>>>;
	return Object.entries(resources).flatMap(([type, named]) =>
		Object.entries(named).map(([name, body]) => ({
			address: `${type}.${name}`,
			type,
			name,
			values: valuesOf(body),
		})),
	);
}

function valuesOf(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const values: [string, unknown][] = [];
	for (const [key, value] of Object.entries(body)) {
		if (key === 'lifecycle' || key === 'depends_on' || isUnknown(value)) continue;
		if (maps.has(key)) {
			values.push([key, mapOf(value as Record<string, string>)]);
		} else if (Array.isArray(value)) {
			values.push([
				key,
				value.filter((item) => !isUnknown(item)).map((item) => (isObject(item) ? valuesOf(item) : plain(item))),
			]);
		} else {
			values.push([key, isObject(value) ? [valuesOf(value)] : plain(value)]);
		}
	}
	return Object.fromEntries(values);
}

const mapOf = (map: Record<string, string>) =>
	Object.fromEntries(Object.entries(map).map(([key, value]) => [plain(key), plain(value)]));

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isUnknown = (value: unknown) => typeof value === 'string' && /\$\{[a-z]/.test(value);

const plain = (value: unknown) => (typeof value === 'string' ? value.replace(escapes, '$1') : value);
