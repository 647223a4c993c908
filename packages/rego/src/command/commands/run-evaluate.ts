import { resolve } from 'node:path';
import { evaluate } from '../../evaluate.js';
import type { Refused, RegoErrorDetail } from '../../rego-error.js';
import type { CommandIo } from '../command-io.js';
import { writeEvaluation } from '../evaluation-output/write-evaluation.js';
import { BaseDocuments } from '../files/base-documents.js';
import { loadBundles } from '../files/load-bundles.js';
import { type LanguageFlags, loadLanguage } from '../files/load-language.js';
import { loadPaths } from '../files/load-paths.js';
import { loadSchemas } from '../files/load-schemas.js';
import { type Loaded, type LoadOptions, refusedBy } from '../files/loaded.js';
import { parseJson } from '../files/parse-document.js';
import { readAll } from '../files/read-all.js';
import { decodeText, readText } from '../files/read-text.js';
import { errorsDocument, writeErrors } from '../output/error-output.js';
import { jsonText } from '../output/json-text.js';
import { withProgress } from '../output/progress.js';

/** The options of `eval`. */
export interface EvaluateFlags extends LanguageFlags {
	readonly data: readonly string[];
	readonly bundle: readonly string[];
	readonly ignore: readonly string[];
	readonly input?: string;
	readonly stdinInput?: boolean;
	readonly stdin?: boolean;
	readonly package?: string;
	readonly import: readonly string[];
	readonly format: 'json' | 'values' | 'bindings' | 'pretty' | 'raw' | 'discard';
	readonly explain: 'off' | 'full' | 'notes' | 'fails' | 'debug';
	readonly fail?: boolean;
	readonly failDefined?: boolean;
	readonly coverage?: boolean;
	readonly profile?: boolean;
	readonly metrics?: boolean;
	readonly strictBuiltinErrors?: boolean;
	readonly strict?: boolean;
	readonly schema?: string;
	/** Milliseconds. */
	readonly timeout?: number;
}

/** Carries `eval` out. */
export async function runEvaluate(given: string | undefined, flags: EvaluateFlags, io: CommandIo): Promise<number> {
	const refuse = (errors: readonly RegoErrorDetail[]): number => {
		// As opa does: in JSON the errors are the output.
		if (flags.format === 'json' || flags.format === 'discard') io.stdout.write(jsonText(errorsDocument(errors)));
		else writeErrors(errors, io);
		return 2;
	};
	const query = given ?? decodeText(await readAll(io.stdin), 'stdin');
	if (typeof query !== 'string') return refuse([query]);
	const read = await loadLanguage(flags, io.cwd);
	if (read.kind === 'refused') return refuse(read.errors);
	const { language } = read;
	const schemas = await loadSchemas(flags.schema, io.cwd);
	if (schemas.kind === 'refused') return refuse(schemas.errors);
	const { kind: _, ...schemaOptions } = schemas;
	const loaded = await loadAll(flags, { cwd: io.cwd, language, ignore: flags.ignore });
	if (loaded.kind === 'refused') return refuse(loaded.errors);
	const input = await readInput(flags, io);
	if (typeof input === 'object') return refuse([input]);
	const evaluated = await withProgress(io, `evaluating ${query}`, () =>
		evaluate(query, {
			...language,
			...schemaOptions,
			sources: loaded.sources,
			...(loaded.data === undefined ? {} : { data: loaded.data }),
			...(input === undefined ? {} : { inputText: input }),
			...(flags.package === undefined ? {} : { package: flags.package }),
			imports: flags.import,
			...(flags.explain === 'off' ? {} : { explain: flags.explain }),
			coverage: flags.coverage ?? false,
			profile: flags.profile ?? false,
			metrics: flags.metrics ?? flags.profile ?? false,
			strict: flags.strict ?? false,
			strictBuiltinErrors: flags.strictBuiltinErrors ?? false,
			...(flags.timeout === undefined ? {} : { limitMs: flags.timeout }),
		}),
	);
	if (evaluated.kind === 'refused') return refuse(evaluated.errors.map((error) => inInput(error, flags)));
	writeEvaluation(evaluated, flags.format, io);
	const defined = evaluated.rows.length > 0;
	return (flags.fail && !defined) || (flags.failDefined && defined) ? 1 : 0;
}

async function loadAll(flags: EvaluateFlags, options: LoadOptions): Promise<Loaded | Refused> {
	const paths = await loadPaths(flags.data, options);
	if (paths.kind === 'refused' || flags.bundle.length === 0) return paths;
	const bundles = await loadBundles(flags.bundle, options);
	if (bundles.kind === 'refused') return bundles;
	const documents = new BaseDocuments();
	for (const [{ data }, name] of [
		[paths, '--data'],
		[bundles, '--bundle'],
	] as const) {
		const parsed = data === undefined ? { value: {} } : parseJson(data, name);
		const error = 'value' in parsed ? documents.add([], parsed.value, name) : parsed;
		if (error !== undefined) return refusedBy([error]);
	}
	const data = documents.text();
	return {
		kind: 'loaded',
		sources: [...paths.sources, ...bundles.sources],
		...(data === undefined ? {} : { data }),
	};
}

async function readInput(flags: EvaluateFlags, io: CommandIo): Promise<string | undefined | RegoErrorDetail> {
	if (flags.stdinInput) return decodeText(await readAll(io.stdin), 'stdin');
	return flags.input === undefined ? undefined : readText(resolve(io.cwd, flags.input), flags.input);
}

function inInput(error: RegoErrorDetail, { input = 'stdin' }: EvaluateFlags): RegoErrorDetail {
	return error.code === 'rego_input_error' ? { ...error, file: input } : error;
}
