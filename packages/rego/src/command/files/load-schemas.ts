import { stringify } from 'lossless-json';
import type { JsonSchema } from '../../policy.js';
import type { Refused, RegoErrorDetail } from '../../rego-error.js';
import { fileError } from './file-error.js';
import { findFiles } from './find-files.js';
import { refusedBy } from './loaded.js';
import { parseDocument } from './parse-document.js';
import { readText } from './read-text.js';

/** JSON Schemas by the name that annotations know them by. */
export interface LoadedSchemas {
	readonly kind: 'schemas';
	readonly schemas?: Readonly<Record<string, JsonSchema>>;
}

/**
 * Loads the schemas of `--schema`: a file is that of the whole input; of a folder each file is one that annotations call
 * by its path, `schemas/aws/request.json` by `schema.aws.request`.
 */
export async function loadSchemas(path: string | undefined, cwd: string): Promise<LoadedSchemas | Refused> {
	if (path === undefined) return { kind: 'schemas' };
	const found = await findFiles([path], cwd, []);
	const errors: RegoErrorDetail[] = [...found.errors];
	const schemas: Record<string, JsonSchema> = {};
	for (const file of found.files) {
		const text = await readText(file.path, file.name);
		const parsed = typeof text === 'string' ? await parseDocument(text, file.name) : text;
		if (!('value' in parsed)) errors.push(parsed);
		else if (!isObject(parsed.value)) errors.push(fileError(file.name, 'a JSON Schema must be an object'));
		// OPA reads a schema's numbers as JavaScript does.
		else schemas[nameOf(file)] = JSON.parse(stringify(parsed.value) ?? '{}') as JsonSchema;
	}
	if (errors.length === 0 && found.files.length === 0) errors.push(fileError(path, 'there is no schema in it'));
	return errors.length > 0 ? refusedBy(errors) : { kind: 'schemas', schemas };
}

function nameOf({ name, root, named }: { readonly name: string; readonly root: readonly string[]; named: boolean }) {
	if (named) return 'schema';
	const last = name.slice(name.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
	const parts = [...root, last].map((part) => (/^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`));
	return `schema${parts.join('')}`;
}

function isObject(value: unknown): value is JsonSchema {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
