import { type Documents, documentBytes, jsonBytes, textBytes } from './document.js';
import { type LanguageOptions, languageRequest } from './language.js';
import { refuse } from './refuse.js';
import { REFUSED_BUILTINS } from './refused-builtins.js';
import type { Refused, RegoErrorDetail } from './rego-error.js';
import { type SchemaOptions, schemaRequest } from './schemas.js';
import { areErrors, readSources, type Source, type Sources } from './source.js';
import type { CoverageReport } from './test-result.js';
import { attachmentOf } from './toolbox/attachment-of.js';
import { sharedToolbox } from './toolbox/shared-toolbox.js';

/** What {@link evaluateEach} evaluates on. */
export interface EvaluateEachOptions extends LanguageOptions, SchemaOptions {
	readonly sources?: Sources;
	/** Base documents, below `data`. */
	readonly data?: Documents;
	/** The package in which the query stands, `policies.cost.limit`. */
	readonly package?: string;
	/** What the query imports, `data.lib.sizes`. */
	readonly imports?: readonly string[];
	/** Add a trace: every step (`full`), only what `trace` wrote (`notes`), only what failed (`fails`), or `debug`. */
	readonly explain?: 'full' | 'notes' | 'fails' | 'debug';
	/** Measure which lines are reached, over all inputs together. */
	readonly coverage?: boolean;
	/** Tell how often each expression was evaluated and how long it took. */
	readonly profile?: boolean;
	/** Tell how long each step took. */
	readonly metrics?: boolean;
	/** OPA's strict mode for the sources. */
	readonly strict?: boolean;
	/** An error of a built-in ends the evaluation, instead of making its expression undefined. */
	readonly strictBuiltinErrors?: boolean;
	/** What `time.now_ns` answers, in nanoseconds since 1970. Default: the clock's time. */
	readonly now?: bigint;
	/** Makes built-ins that draw at random repeat themselves. Default: from `now`. */
	readonly seed?: number;
	/** The longest that compiling may take, and then that each evaluation may take, in milliseconds. Default 60,000. */
	readonly limitMs?: number;
}

/** What {@link evaluate} evaluates on. */
export interface EvaluateOptions extends EvaluateEachOptions {
	/** Any value that JSON can carry; left out, `input` is undefined. */
	readonly input?: unknown;
	/** The input as JSON or YAML text, whose numbers keep all their digits; instead of `input`. */
	readonly inputText?: string | Uint8Array;
}

/** One row of OPA's result set. */
export interface ResultRow {
	readonly expressions: readonly {
		readonly value: unknown;
		readonly text: string;
		readonly location: { readonly row: number; readonly col: number };
	}[];
	readonly bindings?: Readonly<Record<string, unknown>>;
}

/** What one evaluation gave. */
export interface Evaluation {
	readonly kind: 'evaluated';
	/** Empty where the query is undefined. */
	readonly rows: readonly ResultRow[];
	/** The rows as OPA wrote them: JavaScript's numbers lose digits past 2^53. */
	readonly text: string;
	/** What `print` wrote. */
	readonly prints: string;
	/** In OPA's own form, where it was asked for. */
	readonly trace?: string;
	/** In OPA's own form, where it was asked for. */
	readonly profile?: readonly Readonly<Record<string, unknown>>[];
	/** In OPA's own form, where it was asked for. */
	readonly metrics?: Readonly<Record<string, unknown>>;
}

/** What {@link evaluateEach} gave: one evaluation an input, in their order. */
export interface Evaluations {
	readonly kind: 'evaluations';
	/** An evaluation that failed (a conflict) is a refusal; the others stand. */
	readonly evaluations: readonly (Evaluation | (Refused & { readonly prints: string; readonly trace?: string }))[];
	readonly coverage?: CoverageReport;
}

/**
 * Evaluates a query by OPA's own interpreter. Built-ins that reach outside (`http.send`) are refused.
 *
 * @returns the result set, or the errors of sources, query or evaluation.
 * @throws {@link ToolboxError} where the toolbox failed or the limit passed: an evaluation that does not end is ended.
 *
 * @example
 * ```ts
 * import { evaluate } from '@portcullis/rego';
 *
 * const sources = { 'a.rego': 'package a\n\ngreeting := sprintf("hello %s", [input.name])\n' };
 * const evaluated = await evaluate('data.a.greeting', { sources, input: { name: 'world' } });
 * if (evaluated.kind === 'evaluated') console.log(evaluated.rows[0]?.expressions[0]?.value); // hello world
 * ```
 */
export async function evaluate(
	query: string,
	{ input, inputText, ...options }: EvaluateOptions = {},
): Promise<(Evaluation & { readonly coverage?: CoverageReport }) | Refused> {
	const inputs = inputText === undefined ? (input === undefined ? [] : [jsonBytes(input)]) : [textBytes(inputText)];
	const answer = await run(query, inputs, options);
	if (answer.kind === 'refused') return answer;
	const [only] = answer.evaluations;
	if (only === undefined) throw new Error('a query without an input is one evaluation');
	if (only.kind === 'refused' || answer.coverage === undefined) return only;
	return { ...only, coverage: answer.coverage };
}

/**
 * Evaluates one query on many inputs, compiled once.
 *
 * @param inputs values that JSON can carry
 * @returns an evaluation each, or the errors of sources and query.
 * @throws {@link ToolboxError} as {@link evaluate} does
 *
 * @example
 * ```ts
 * import { evaluateEach } from '@portcullis/rego';
 *
 * const answers = await evaluateEach('input.n > 1', [{ n: 1 }, { n: 2 }]);
 * if (answers.kind === 'evaluations') console.log(answers.evaluations.length); // 2
 * ```
 */
export async function evaluateEach(
	query: string,
	inputs: readonly unknown[],
	options: EvaluateEachOptions = {},
): Promise<Evaluations | Refused> {
	// To OPA no inputs at all are one evaluation without an input.
	if (inputs.length === 0) return { kind: 'evaluations', evaluations: [] };
	return run(query, inputs.map(jsonBytes), options);
}

async function run(
	query: string,
	inputs: readonly Uint8Array[],
	options: EvaluateEachOptions,
): Promise<Evaluations | Refused> {
	const read = readSources(options.sources ?? []);
	if (areErrors(read)) return refuse(read, []);
	const { explain, coverage, profile, metrics, strict, strictBuiltinErrors, imports, now, seed, data } = options;
	const limitMs = options.limitMs ?? 60_000;
	const reply = await sharedToolbox().call({
		operation: 'evaluate',
		request: {
			...languageRequest(options),
			...schemaRequest(options),
			...{
				query,
				package: options.package,
				imports,
				explain,
				coverage,
				profile,
				metrics,
				strict,
				strictBuiltinErrors,
				seed,
			},
			explainVariables: explain !== undefined,
			refused: REFUSED_BUILTINS,
			...(now === undefined ? {} : { nowNs: String(now) }),
			...(data === undefined ? {} : { data: inputs.length }),
			inputs: inputs.map((_, index) => index),
			sources: read,
		},
		attachments: data === undefined ? inputs : [...inputs, documentBytes(data)],
		limitMs,
		stepLimitMs: limitMs,
	});
	if (reply.kind === 'refused') return refuse(reply.errors, [...read, { path: '', text: query }]);
	const result = reply.result as {
		readonly evaluations: readonly EvaluationFact[];
		readonly coverage?: CoverageReport;
	};
	return {
		kind: 'evaluations',
		evaluations: result.evaluations.map((fact) => readEvaluation(fact, reply, read)),
		...(result.coverage === undefined ? {} : { coverage: result.coverage }),
	};
}

/** See `opa/evaluate.go`. */
interface EvaluationFact {
	readonly result?: number;
	readonly errors?: readonly RegoErrorDetail[];
	readonly prints?: string;
	readonly trace?: string;
	readonly profile?: readonly Readonly<Record<string, unknown>>[];
	readonly metrics?: Readonly<Record<string, unknown>>;
}

function readEvaluation(
	{ result, errors, prints = '', ...rest }: EvaluationFact,
	reply: { readonly attachments: readonly Uint8Array[] },
	sources: readonly Source[],
): Evaluations['evaluations'][number] {
	if (errors !== undefined || result === undefined) return { ...refuse(errors ?? [], sources), prints, ...rest };
	const text = new TextDecoder().decode(attachmentOf(reply, result));
	return { kind: 'evaluated', rows: JSON.parse(text) as readonly ResultRow[], text, prints, ...rest };
}
