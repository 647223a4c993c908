import type { PlannedResource, TerraformDocument } from '@portcullis/core';
import { type Block, blockOfType } from './provider-schema.js';

// Attributes that are maps, where no schema says so (aws; the others where the schemas are not there). Every other
// object in a document is a block, and a plan lists blocks.
const maps = new Set(['labels', 'user_labels', 'resource_labels', 'tags', 'metadata', 'input']);
const escapes = /\$\{"([^"]*)"\}/g;
const wholeReference = /^\$\{([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\}$/;

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/**
 * What `terraform show -json` would say of a document of ours before anything exists: escapes are what they stand for,
 * a single block is a list, a reference is what the document says there or else unknown and so left out. Where the
 * provider's own schema is at hand, what was not given is null, or an empty list of blocks; what is computed is left out.
 */
export function plannedValues(document: TerraformDocument): PlannedResource[] {
	const resources = (document.resource ?? {}) as Blocks;
	return Object.entries(resources).flatMap(([type, named]) =>
		Object.entries(named).map(([name, body]) => ({
			address: `${type}.${name}`,
			type,
			name,
			values: valuesOf(body, resources, blockOfType(type)),
		})),
	);
}

function valuesOf(
	body: Readonly<Record<string, unknown>>,
	resources: Blocks,
	schema: Block | undefined,
): Record<string, unknown> {
	const values: Record<string, unknown> = schema === undefined ? {} : notGiven(schema);
	for (const [key, given] of Object.entries(body)) {
		if (key === 'lifecycle' || key === 'depends_on') continue;
		const value = resolved(given, resources);
		delete values[key];
		if (value === undefined) continue;
		const nested = schema?.block_types?.[key]?.block;
		const isBlock = schema === undefined ? !maps.has(key) : nested !== undefined;
		if (Array.isArray(value)) {
			values[key] = value
				.map((item) => resolved(item, resources))
				.filter((item) => item !== undefined)
				.map((item) => (isObject(item) && isBlock ? valuesOf(item, resources, nested) : plain(item)));
		} else if (isObject(value)) {
			values[key] = isBlock ? [valuesOf(value, resources, nested)] : plain(value);
		} else {
			values[key] = plain(value);
		}
	}
	return values;
}

function notGiven({ attributes = {}, block_types = {} }: Block): Record<string, unknown> {
	return Object.fromEntries([
		...Object.entries(attributes).flatMap(([key, { computed }]) => (computed ? [] : [[key, null] as const])),
		...Object.entries(block_types).map(([key, { nesting_mode }]) => [key, nesting_mode === 'single' ? null : []]),
	]);
}

/** What a value that may be a reference stands for; `undefined` where only an apply would tell. */
function resolved(value: unknown, resources: Blocks): unknown {
	if (typeof value !== 'string' || !/\$\{[a-z]/.test(value)) return value;
	const [, type = '', name = '', attribute = ''] = wholeReference.exec(value) ?? [];
	const target = resources[type]?.[name]?.[attribute];
	return target === undefined ? undefined : resolved(target, resources);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function plain(value: unknown): unknown {
	if (typeof value === 'string') return value.replace(escapes, '$1');
	if (Array.isArray(value)) return value.map(plain);
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [plain(key), plain(item)]));
}
