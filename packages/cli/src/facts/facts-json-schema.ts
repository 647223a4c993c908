import { z } from 'zod';
import { factsFileSchema } from './facts-schema.js';

/** The JSON Schema of the file of `portcullis check --facts`, for editors. */
export function factsJsonSchema(): Readonly<Record<string, unknown>> {
	return { ...z.toJSONSchema(factsFileSchema, { io: 'input', unrepresentable: 'any' }), title: 'facts.yaml' };
}
