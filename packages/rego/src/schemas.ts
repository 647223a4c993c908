import type { JsonSchema } from './policy.js';

/** JSON Schemas that the type checker holds references to. */
export interface SchemaOptions {
	/**
	 * Schemas by the name under which annotations speak of them: `schema` is that of the whole input,
	 * `schema.request` one that an annotation or `packageSchemas` points at.
	 *
	 * OPA does not look into `oneOf`, and into `anyOf` only where none of the choices is `null`: write
	 * `type: ['object', 'null']` for what may be absent.
	 */
	readonly schemas?: Readonly<Record<string, JsonSchema>>;
	/**
	 * Schemas for whole packages, as if each had the annotation: package path (`policies.cost.limit`), then
	 * reference (`input`, `data.prices`), then a name of `schemas`. A package without METADATA of its own cannot
	 * carry one and is not held to it.
	 */
	readonly packageSchemas?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The options as the Go program takes them; see `opa/check.go`. */
export function schemaRequest({ schemas, packageSchemas }: SchemaOptions): object {
	return {
		...(schemas === undefined ? {} : { schemas }),
		...(packageSchemas === undefined ? {} : { packageSchemas }),
	};
}
