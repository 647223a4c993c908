import { deploymentRequestSchema, projectRequestSchema } from '@portcullis/core';
import { z } from 'zod';

type Json = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of a request file, for editors: of `portcullis request` and `preview`, which name their project, and of
 * `portcullis synth`, which has it written out.
 */
export function requestJsonSchema(): Json {
	const { oneOf, ...schema } = z.toJSONSchema(deploymentRequestSchema, { io: 'input', unrepresentable: 'any' });
	const { $schema: _, ...written } = z.toJSONSchema(projectRequestSchema, { io: 'input', unrepresentable: 'any' });
	return { ...schema, title: 'request', anyOf: (oneOf ?? []).map((choice) => choiceOf(choice, written)) };
}

function choiceOf(choice: z.core.JSONSchema.BaseSchema, written: Json): Json {
	const { properties = {}, required = [] } = choice;
	const isCreate = typeof properties.action === 'object' && properties.action.const === 'create';
	const project = {
		anyOf: [properties.project, written],
		description: 'The name of the project; for portcullis synth, all of it.',
	};
	return {
		...choice,
		properties: { ...properties, project },
		// A request that says no action is one to create.
		required: isCreate ? required.filter((name) => name !== 'action') : required,
	};
}
