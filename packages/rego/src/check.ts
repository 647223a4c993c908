import { type LanguageOptions, languageRequest } from './language.js';
import { refuse } from './refuse.js';
import { explainRefusedBuiltin, REFUSED_BUILTINS } from './refused-builtins.js';
import type { Refused } from './rego-error.js';
import { type SchemaOptions, schemaRequest } from './schemas.js';
import { areErrors, readSources, type Sources } from './source.js';
import { sharedToolbox } from './toolbox/shared-toolbox.js';

/** What {@link check} holds sources to. */
export interface CheckOptions extends LanguageOptions, SchemaOptions {
	/** OPA's strict mode: unused variables and imports, and more, are errors. */
	readonly strict?: boolean;
	/** Refuse built-ins that reach outside of the decision, as `compile` does. */
	readonly pure?: boolean;
	/** The longest that checking may take, in milliseconds, loading not counted. Default 60,000. */
	readonly limitMs?: number;
}

/** The sources are sound. */
export interface Checked {
	readonly kind: 'checked';
}

/**
 * Parses, compiles and type-checks sources with OPA's own compiler. It reports every error of every file, not only the first.
 *
 * @returns that they are sound, or their errors with file, line, column, code and text.
 * @throws {@link ToolboxError} where the toolbox failed or the limit passed.
 *
 * @example
 * ```ts
 * import { check } from '@portcullis/rego';
 *
 * const schema = { type: 'object', additionalProperties: false, properties: { name: { type: 'string' } } };
 * const checked = await check({ 'a.rego': 'package a\n\nx if input.nmae == "x"\n' }, { schemas: { schema } });
 * if (checked.kind === 'refused') console.log(checked.errors[0]?.message); // undefined ref: input.nmae
 * ```
 */
export async function check(sources: Sources, options: CheckOptions = {}): Promise<Checked | Refused> {
	const read = readSources(sources);
	if (areErrors(read)) return refuse(read, []);
	const reply = await sharedToolbox().call({
		operation: 'check',
		request: {
			...languageRequest(options),
			...schemaRequest(options),
			...(options.pure === true ? { withoutBuiltins: REFUSED_BUILTINS } : {}),
			sources: read,
			strict: options.strict ?? false,
		},
		limitMs: options.limitMs ?? 60_000,
	});
	if (reply.kind === 'result') return { kind: 'checked' };
	const { kind, errors } = refuse(reply.errors, read);
	return { kind, errors: options.pure === true ? errors.map(explainRefusedBuiltin) : errors };
}
