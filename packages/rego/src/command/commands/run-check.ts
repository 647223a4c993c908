import { check } from '../../check.js';
import type { RegoErrorDetail } from '../../rego-error.js';
import type { CommandIo } from '../command-io.js';
import { compileLimitMs } from '../compile-limit.js';
import { load } from '../files/load.js';
import { type LanguageFlags, loadLanguage } from '../files/load-language.js';
import { loadSchemas } from '../files/load-schemas.js';
import { errorsDocument, writeErrors } from '../output/error-output.js';
import { jsonText } from '../output/json-text.js';
import { withProgress } from '../output/progress.js';
import type { PathFlags } from './definition.js';

/** The options of `check`. */
export interface CheckFlags extends PathFlags, LanguageFlags {
	readonly strict?: boolean;
	readonly schema?: string;
	readonly format: 'pretty' | 'json';
}

/** Carries `check` out. */
export async function runCheck(paths: readonly string[], flags: CheckFlags, io: CommandIo): Promise<number> {
	// As opa does: nothing where all is sound, and errors to standard error, in JSON too.
	const refuse = (errors: readonly RegoErrorDetail[]): number => {
		if (flags.format === 'json') io.stderr.write(jsonText(errorsDocument(errors)));
		else writeErrors(errors, io);
		return 1;
	};
	const read = await loadLanguage(flags, io.cwd);
	if (read.kind === 'refused') return refuse(read.errors);
	const schemas = await loadSchemas(flags.schema, io.cwd);
	if (schemas.kind === 'refused') return refuse(schemas.errors);
	const { kind: _, ...given } = schemas;
	const { language } = read;
	const loaded = await load(paths, { ...flags, cwd: io.cwd, language, onlyRego: true, needsRego: true });
	if (loaded.kind === 'refused') return refuse(loaded.errors);
	const checked = await withProgress(io, `checking ${loaded.sources.length} files`, () =>
		check(loaded.sources, { ...language, ...given, strict: flags.strict ?? false, limitMs: compileLimitMs }),
	);
	return checked.kind === 'refused' ? refuse(checked.errors) : 0;
}
