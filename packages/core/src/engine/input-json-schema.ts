import { z } from 'zod';
import type { PolicyMetadata } from '../contracts/bundle.js';
import { policyInputSchema } from './policy-input.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of a policy's `input`: the model's, with the policy's own parameters in the place of its bindings'.
 * `oneOf` is written as `anyOf`, since OPA looks for fields in the latter only.
 *
 * @param policy whose parameters are put in; left out, parameters may be anything
 */
export function inputJsonSchema(policy?: Pick<PolicyMetadata, 'id' | 'parameters'>): Json {
	const schema = withAnyOf(z.toJSONSchema(policyInputSchema, { io: 'output', unrepresentable: 'any' })) as {
		properties: Record<string, unknown>;
	};
	if (policy === undefined) return schema as Json;
	const bound = {
		type: 'object',
		additionalProperties: false,
		properties: {
			[policy.id]: {
				type: 'array',
				items: {
					type: 'object',
					additionalProperties: false,
					properties: { parameters: policy.parameters, subjects: { type: 'array', items: { type: 'string' } } },
				},
			},
		},
	};
	return { ...schema, properties: { ...schema.properties, bound } };
}

function withAnyOf(node: unknown): unknown {
	if (Array.isArray(node)) return node.map(withAnyOf);
	if (typeof node !== 'object' || node === null) return node;
	return Object.fromEntries(
		Object.entries(node).map(([key, value]) => [key === 'oneOf' ? 'anyOf' : key, withAnyOf(value)]),
	);
}
