import type { ResourceRequest } from '../model/resource.js';
import type { Result } from '../model/result.js';

/** What a template can be told. */
export interface TemplateParameter {
	readonly name: string;
	readonly description: string;
	readonly type: 'text' | 'number' | 'boolean';
	/** What holds where nothing is said; absent where something must be. */
	readonly default?: string | number | boolean;
	/** The only values, where there are few. */
	readonly choices?: readonly string[];
}

/** Resources that belong together, under one name. */
export interface Template {
	/** `three-tier` */
	readonly name: string;
	/** What it is, in a few words. */
	readonly title: string;
	/** What it makes, and what it leaves to the user. */
	readonly description: string;
	readonly parameters: readonly TemplateParameter[];
}

/**
 * Expands templates to resources. They are then asked for, judged and priced as any others; the resources are the same
 * on every cloud, and sizes are size classes, which the catalogue turns into machine types.
 *
 * @example
 * ```ts
 * import { ok, refused, type Templates, resourceRequestSchema } from '@portcullis/core';
 *
 * const one: Templates = {
 * 	list: () => [{ name: 'bucket', title: 'A bucket', description: 'A private bucket.', parameters: [] }],
 * 	expand: (name) =>
 * 		name === 'bucket'
 * 			? ok([resourceRequestSchema.parse({ kind: 'storage', name: 'files' })])
 * 			: refused('TEMPLATE_UNKNOWN', `there is no template ${name}`),
 * };
 * ```
 */
export interface Templates {
	list(): readonly Template[];
	/**
	 * @param parameters what the template is told, by name
	 * @returns the resources to ask for; `TEMPLATE_UNKNOWN`, or `INPUT_INVALID` with a problem for each parameter at fault
	 */
	expand(name: string, parameters: unknown): Result<readonly ResourceRequest[]>;
}
