import { z } from 'zod';
import { configSchema } from './config-schema.js';

/** The JSON Schema of `portcullis.yaml`, for editors. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
	return { ...z.toJSONSchema(configSchema, { io: 'input' }), title: 'portcullis.yaml' };
}
