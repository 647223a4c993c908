import { type LanguageOptions, languageRequest } from './language.js';
import { refuse } from './refuse.js';
import type { Refused } from './rego-error.js';
import { areErrors, readSources, type Source } from './source.js';
import { sharedToolbox } from './toolbox/shared-toolbox.js';

/** How {@link format} is to lay a source out. */
export interface FormatOptions extends LanguageOptions {
	/** Take out imports that the version makes needless, such as `import rego.v1`. */
	readonly dropRedundantImports?: boolean;
	/** The longest that it may take, in milliseconds, loading not counted. Default 60,000. */
	readonly limitMs?: number;
}

/** A source as OPA lays it out. */
export interface Formatted {
	readonly kind: 'formatted';
	readonly text: string;
	/** Whether the source stood otherwise. */
	readonly changed: boolean;
}

/**
 * Lays one source out as `opa fmt` does.
 *
 * @param source the text, or a source whose path errors are to name
 * @returns the text, or the errors of a source that cannot be parsed.
 * @throws {@link ToolboxError} where the toolbox failed or the limit passed.
 *
 * @example
 * ```ts
 * import { format } from '@portcullis/rego';
 *
 * const formatted = await format('package a\nx   :=  1');
 * if (formatted.kind === 'formatted') console.log(JSON.stringify(formatted.text)); // "package a\n\nx := 1\n"
 * ```
 */
export async function format(source: string | Source, options: FormatOptions = {}): Promise<Formatted | Refused> {
	const read = readSources([typeof source === 'string' ? { path: 'source.rego', text: source } : source]);
	if (areErrors(read)) return refuse(read, []);
	const [only] = read;
	const reply = await sharedToolbox().call({
		operation: 'format',
		request: {
			...languageRequest(options),
			source: only,
			dropRedundantImports: options.dropRedundantImports ?? false,
		},
		limitMs: options.limitMs ?? 60_000,
	});
	if (reply.kind === 'refused') return refuse(reply.errors, read);
	const { text } = reply.result as { readonly text: string };
	return { kind: 'formatted', text, changed: text !== only?.text };
}
