import { type PolicyMetadata, policyInputSchema } from '@portcullis/core';
import fc from 'fast-check';
import { z } from 'zod';

interface Schema {
	readonly type?: string | readonly string[];
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly anyOf?: readonly Schema[];
	readonly oneOf?: readonly Schema[];
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly additionalProperties?: Schema | boolean;
	readonly items?: Schema;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly $ref?: string;
}

/** Few texts and small numbers, so that what is compared is often equal, and just below or above. */
const words = [
	'us-central1',
	'europe-west1',
	'production',
	'owner',
	'shop',
	'vm',
	'can_create_vm',
	'can_delete',
	'any',
];

const inputSchema = z.toJSONSchema(policyInputSchema, { io: 'output', unrepresentable: 'any' }) as Schema;
const { resources, quotas, bound: _, regions, windows, ...rest } = inputSchema.properties ?? {};

/**
 * Inputs as the engine could make them: the model's own fields, one to four policies bound, with parameters of their own
 * schemas, their subjects among the resources and quotas that there are, and now and then one that is not.
 */
export function arbitraryInput(policies: readonly PolicyMetadata[]): fc.Arbitrary<Record<string, unknown>> {
	const addresses = ['vm/web', 'vm/db', 'network/main'];
	const ids = ['quota-1', 'quota-2'];
	const bound: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(
		policies.map(({ id, subjects, parameters }) => {
			const among = subjects.flatMap((kind) =>
				kind === 'resource' ? [...addresses, 'vm/none'] : kind === 'quota' ? ids : ['deployment'],
			);
			const group = fc.record({
				parameters: arbitrary(parameters),
				subjects: fc.uniqueArray(fc.constantFrom(...among)),
			});
			return [id, fc.array(group, { maxLength: 2 })];
		}),
	);
	const windowed = policies.filter((policy) => policy.windows !== undefined).map(({ id }) => id);
	return fc.record({
		...Object.fromEntries(Object.entries(rest).map(([name, schema]) => [name, arbitrary(schema)])),
		resources: fc.record(Object.fromEntries(addresses.map((name) => [name, arbitrary(membersOf(resources))]))),
		quotas: fc.record(Object.fromEntries(ids.map((name) => [name, arbitrary(membersOf(quotas))]))),
		regions: fc.dictionary(fc.constantFrom('us-central1', 'europe-west1'), arbitrary(membersOf(regions))),
		windows: fc.record(Object.fromEntries(windowed.map((id) => [id, arbitrary(membersOf(windows))]))),
		bound: fc
			.subarray(Object.keys(bound), { minLength: 1, maxLength: 4 })
			.chain((some) => fc.record(Object.fromEntries(some.map((id) => [id, bound[id] ?? fc.constant([])])))),
	});
}

function membersOf(map: Schema | undefined): Schema {
	return typeof map?.additionalProperties === 'object' ? map.additionalProperties : {};
}

function arbitrary(schema: Schema): fc.Arbitrary<unknown> {
	if (schema.const !== undefined) return fc.constant(schema.const);
	if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
	const choices = schema.anyOf ?? schema.oneOf;
	if (choices !== undefined) return fc.oneof(...choices.map(arbitrary));
	if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => arbitrary({ ...schema, type })));
	switch (schema.type) {
		case 'string':
			return fc.constantFrom(...words);
		case 'integer':
		case 'number': {
			const least = Math.max(schema.minimum ?? 0, 0);
			return fc.integer({ min: least, max: Math.min(schema.maximum ?? least + 8, least + 8) });
		}
		case 'boolean':
			return fc.boolean();
		case 'null':
			return fc.constant(null);
		case 'array':
			return fc.array(arbitrary(schema.items ?? {}), { maxLength: 3 });
		case 'object': {
			const properties: Record<string, fc.Arbitrary<unknown>> = {};
			for (const [name, below] of Object.entries(schema.properties ?? {})) properties[name] = arbitrary(below);
			const required = (schema.required ?? []).filter((name) => name in properties);
			if (Object.keys(properties).length > 0) return fc.record(properties, { requiredKeys: required });
			return fc.dictionary(fc.constantFrom(...words), arbitrary(membersOf(schema)), { maxKeys: 3 });
		}
		default:
			return fc.constantFrom<unknown>(...words, 0, 1, true, null);
	}
}
