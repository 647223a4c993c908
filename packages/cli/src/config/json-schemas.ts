import { factsJsonSchema } from '../facts/facts-json-schema.js';
import { requestJsonSchema } from '../input/request-json-schema.js';
import { configJsonSchema } from './config-json-schema.js';

/** The JSON Schema of each file that people write, by its name; `npm run schemas` puts them into `schemas/`. */
export function jsonSchemas(): Readonly<Record<'config' | 'facts' | 'request', Readonly<Record<string, unknown>>>> {
	return { config: configJsonSchema(), facts: factsJsonSchema(), request: requestJsonSchema() };
}
