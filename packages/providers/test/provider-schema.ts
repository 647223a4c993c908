import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TerraformDocument } from '@portcullis/core';

interface Attribute {
	readonly type?: unknown;
	readonly required?: boolean;
	readonly optional?: boolean;
	readonly computed?: boolean;
}
/** A block of a provider's schema: its attributes and the blocks in it. */
export interface Block {
	readonly attributes?: Readonly<Record<string, Attribute>>;
	readonly block_types?: Readonly<Record<string, BlockType>>;
}
interface BlockType {
	readonly nesting_mode: string;
	readonly min_items?: number;
	readonly max_items?: number;
	readonly block: Block;
}
type Schemas = Readonly<Record<string, { readonly block: Block }>>;

const folder = fileURLToPath(new URL('../../../../shared/terraform/', import.meta.url));

/** Why a test that needs the providers' own schemas is skipped; empty where they are there. For its title. */
export const noSchemas = existsSync(folder) ? '' : ' (skipped: ../shared/terraform is not there)';

/** The schemas that a provider itself prints (`terraform providers schema -json`). */
export function schemasOf(file: string): Schemas {
	return JSON.parse(readFileSync(`${folder}${file}`, 'utf8')).resource_schemas;
}

const files = { google: 'google-6.50.0-schema.min.json', azurerm: 'azurerm-4.55.0-schema.min.json' };
const loaded = new Map<string, Schemas>();

/** The schema of a Terraform type; `undefined` for one that no schema at hand describes. */
export function blockOfType(type: string): Block | undefined {
	const [provider = ''] = type.split('_');
	if (noSchemas !== '' || !(provider === 'google' || provider === 'azurerm')) return undefined;
	const schemas = loaded.get(provider) ?? schemasOf(files[provider]);
	loaded.set(provider, schemas);
	return schemas[type]?.block;
}

// The schemas were shortened by leaving out everything called description, the attributes of that name among it.
const leftOut: Readonly<Record<string, Attribute>> = { description: { type: 'string', optional: true } };

/** What in a document does not fit the schemas: unknown names, wrong types, missing and computed-only attributes, numbers of blocks. */
export function misfits(document: TerraformDocument, schemas: Schemas, unknownTypes: readonly string[]): string[] {
	const found: string[] = [];
	const resources = (document.resource ?? {}) as Record<string, Record<string, Record<string, unknown>>>;
	for (const [type, named] of Object.entries(resources)) {
		const schema = schemas[type];
		if (schema === undefined) {
			if (!unknownTypes.includes(type)) found.push(`${type}: unknown type`);
			continue;
		}
		for (const [name, body] of Object.entries(named)) {
			const { lifecycle: _lifecycle, depends_on: _dependsOn, ...rest } = body;
			checkBlock(rest, schema.block, `${type}.${name}`, found);
		}
	}
	return found;
}

function checkBlock(body: Readonly<Record<string, unknown>>, block: Block, path: string, found: string[]): void {
	for (const [key, value] of Object.entries(body)) {
		const attribute = block.attributes?.[key] ?? leftOut[key];
		const nested = block.block_types?.[key];
		if (attribute !== undefined) {
			if (!attribute.required && !attribute.optional) found.push(`${path}.${key}: computed only`);
			if (!fits(value, attribute.type))
				found.push(`${path}.${key}: ${JSON.stringify(value)} is no ${JSON.stringify(attribute.type)}`);
		} else if (nested !== undefined) {
			const items = Array.isArray(value) ? value : [value];
			if (items.length < (nested.min_items ?? 0)) found.push(`${path}.${key}: too few`);
			if (items.length > (nested.max_items ?? Number.POSITIVE_INFINITY)) found.push(`${path}.${key}: too many`);
			for (const item of items) checkBlock(item as Record<string, unknown>, nested.block, `${path}.${key}`, found);
		} else {
			found.push(`${path}.${key}: unknown`);
		}
	}
	for (const [key, attribute] of Object.entries(block.attributes ?? {})) {
		if (attribute.required && body[key] === undefined) found.push(`${path}.${key}: missing`);
	}
	for (const [key, nested] of Object.entries(block.block_types ?? {})) {
		if ((nested.min_items ?? 0) > 0 && body[key] === undefined) found.push(`${path}.${key}: missing`);
	}
}

function fits(value: unknown, type: unknown): boolean {
	// Terraform turns a reference into whatever the attribute wants.
	if (typeof value === 'string' && /^\$\{[a-z][^}]*\}$/.test(value)) return true;
	if (type === 'string' || type === 'number') return typeof value === type;
	if (type === 'bool') return typeof value === 'boolean';
	if (!Array.isArray(type)) return true;
	const [kind, of] = type;
	const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
	if (kind === 'map') return isMap && Object.values(value).every((item) => fits(item, of));
	if (kind === 'object') return isMap && Object.entries(value).every(([key, item]) => key in of && fits(item, of[key]));
	return Array.isArray(value) && value.every((item) => fits(item, of));
}
