import { z } from 'zod';
import type { PolicyMetadata } from '../contracts/bundle.js';
import { policyInputSchema } from './policy-input.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of a policy's `input`, for OPA's type checker: the model's, with the policy's own parameters in the
 * place of its bindings'. It holds only what the checker looks at: which fields there are, and of which types.
 *
 * OPA does not look into `oneOf`, and no longer into `anyOf` where one of the choices is `null`: the first is written
 * as `anyOf`, and what may be `null` as a list of types. A key of a map of objects (an address) that is written out in a
 * policy is an error, as is any other field that the model does not have.
 *
 * @param policy whose parameters are put in; left out, parameters may be anything
 *
 * @example
 * ```ts
 * import { inputJsonSchema } from '@portcullis/core';
 *
 * const { properties } = inputJsonSchema() as { properties: object };
 * console.log(Object.keys(properties));
 * ```
 */
export function inputJsonSchema(policy?: Pick<PolicyMetadata, 'id' | 'parameters'>): Json {
	const schema = typesOf(z.toJSONSchema(policyInputSchema, { io: 'output', unrepresentable: 'any' })) as Json;
	const group = (parameters: Json): Json => ({
		type: 'array',
		items: object({ parameters, subjects: { type: 'array', items: { type: 'string' } } }),
	});
	const bound =
		policy === undefined ? mapOf(group({})) : object({ [policy.id]: group(typesOf(policy.parameters) as Json) });
	const properties = schema.properties as Json;
	// Its windows stand under its own id, which is written out in it.
	const windows = policy === undefined ? properties.windows : object({ [policy.id]: membersOf(properties.windows) });
	return { ...schema, properties: { ...properties, bound, windows } };
}

function object(properties: Json): Json {
	return { type: 'object', additionalProperties: false, properties };
}

/**
 * A map. OPA takes every field of one for good, and does not look at `additionalProperties`; into fields that have a
 * name it looks, by whatever key they are reached. So a map of objects is written as an object with one field.
 */
function mapOf(value: Json): Json {
	const isPlain = value.properties === undefined && value.items === undefined && value.anyOf === undefined;
	return isPlain ? { type: 'object' } : { type: 'object', properties: { '*': value } };
}

function membersOf(map: unknown): unknown {
	return ((map as Json).properties as Json)['*'];
}

function typesOf(node: unknown): unknown {
	if (typeof node !== 'object' || node === null) return node;
	const { type, properties, additionalProperties, items, anyOf, oneOf } = node as Json;
	const choices = (anyOf ?? oneOf) as readonly Json[] | undefined;
	if (choices !== undefined) return choiceOf(choices.map((choice) => typesOf(choice) as Json));
	return {
		...(type === undefined ? {} : { type }),
		...(properties === undefined ? {} : { properties: mapped(properties as Json) }),
		...(typeof additionalProperties === 'object' ? mapOf(typesOf(additionalProperties) as Json) : {}),
		...(items === undefined ? {} : { items: typesOf(items) }),
	};
}

function mapped(properties: Json): Json {
	return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, typesOf(schema)]));
}

function choiceOf(choices: readonly Json[]): Json {
	const others = choices.filter(({ type }) => type !== 'null');
	const [only] = others;
	if (only === undefined || others.length === choices.length) return { anyOf: choices };
	const nullable = (choice: Json): Json =>
		choice.type === undefined ? choice : { ...choice, type: [choice.type, 'null'].flat() };
	return others.length === 1 ? nullable(only) : { anyOf: others.map(nullable) };
}
