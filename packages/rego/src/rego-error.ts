/**
 * One error in a source, with OPA's own code and text.
 *
 * Codes are OPA's (`rego_parse_error`, `rego_type_error`, `rego_compile_error`, `rego_recursion_error`,
 * `rego_unsafe_var_error`) and these of this package:
 *
 * - `rego_source_error`: two sources of one path, or a text that is not Unicode.
 * - `rego_refused_builtin`: a built-in that reaches outside of the decision.
 * - `rego_build_error`: an entrypoint that does not exist.
 * - `rego_metadata_error`: a package's METADATA has a field of the wrong shape, or a policy has none.
 * - `rego_data_error`, `rego_run_error`: the documents, or the filter of tests, cannot be read.
 * - `rego_file_error`, `rego_name_error`: of the command only: a path that cannot be read, a policy's name that is not right.
 */
export interface RegoErrorDetail {
	readonly code: string;
	readonly message: string;
	/** The source's path; empty where the error is in none. */
	readonly file: string;
	/** From 1; 0 where the error is about the whole file. */
	readonly row: number;
	/** From 1; 0 where the error is about the whole file. */
	readonly column: number;
	/** What OPA adds, line by line: the types that it had and wanted. */
	readonly details?: readonly string[];
	/** The text of the line. */
	readonly line?: string;
}

/**
 * A refusal that is expected: the sources are at fault and the errors say where.
 *
 * @example
 * ```ts
 * import { compile, formatErrors } from '@portcullis/rego';
 *
 * const compiled = await compile({ 'a.rego': 'package' }, { entrypoints: ['a/b'] });
 * if (compiled.kind === 'refused') console.log(formatErrors(compiled.errors));
 * ```
 */
export interface Refused {
	readonly kind: 'refused';
	/** At least one, in the order of files and lines. */
	readonly errors: readonly RegoErrorDetail[];
}
