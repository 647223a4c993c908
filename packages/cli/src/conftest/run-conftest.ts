import { basename, dirname } from 'node:path';
import type { RegoErrorDetail } from '@portcullis/rego';
import { type Annotation, evaluate, type Inspected, inspect, type Sources } from '@portcullis/rego';
import type { PlacedProblem } from '../output/json-document.js';
import { chooseNamespaces } from './choose-namespaces.js';
import { readRuleValue } from './read-rule-value.js';
import { exceptionName, type RuleSeverity, severityOf } from './rule-names.js';
import type { RuleResult } from './rule-result.js';

/** What {@link runConftest} judges, and by what. */
export interface ConftestOptions {
	/** The plan as JSON: the policies see it as `input`, with every digit of its numbers. */
	readonly planText: string | Uint8Array;
	/** The policies. */
	readonly sources: Sources;
	/** Base documents, below `data`, as JSON. */
	readonly data?: string | undefined;
	/** Where the plan lies, absolute: policies may read its name as `data.conftest.file`. */
	readonly planPath: string;
	/** The packages whose rules are asked, or `all` that have some; `main` where none is named. */
	readonly namespaces?: readonly string[] | 'all' | undefined;
	/** `v0` for policies of before OPA 1.0. */
	readonly regoVersion?: 'v0' | 'v1' | undefined;
	/** What `time.now_ns` answers, in milliseconds since 1970. */
	readonly now: number;
}

/** What the policies said, rule by rule, or why they could not be asked. */
export type ConftestRun =
	| { readonly kind: 'judged'; readonly rules: readonly RuleResult[]; readonly prints: string }
	/** The policies cannot be compiled, or failed. */
	| { readonly kind: 'refused'; readonly errors: readonly RegoErrorDetail[] }
	/** A namespace has no rule to ask. */
	| { readonly kind: 'problems'; readonly problems: readonly PlacedProblem[] };

/**
 * Judges a plan as conftest does: asks every rule `deny`, `violation` and `warn` (also `deny_…` and so on) of the chosen
 * namespaces, with the plan as `input`, and the namespace's rules `exception` which of them it lifts. Built-ins that reach
 * outside are refused.
 *
 * @throws ToolboxError where OPA failed, or took longer than a minute
 */
export async function runConftest(options: ConftestOptions): Promise<ConftestRun> {
	const { sources, data, planPath, planText, now, namespaces = [], regoVersion = 'v1' } = options;
	const inspected = await inspect(sources, { regoVersion });
	if (inspected.kind === 'refused') return inspected;
	const rules = rulesOf(inspected);
	const present = [...new Set(inspected.files.map((file) => file.package))];
	const chosen = chooseNamespaces(namespaces, [...new Set(rules.map(({ namespace }) => namespace))], present);
	if (chosen.kind === 'problems') return chosen;
	const asked = chosen.value.flatMap((name) => rules.filter(({ namespace }) => namespace === name));
	const exceptions = [...new Set(asked.flatMap(({ exception }) => exception ?? []))];
	const paths = [...asked.map(({ path }) => path), ...exceptions];
	// In a list each, which is empty for a rule without a value: alone it would leave the whole query without one.
	const query = paths.map((path, index) => `value_${index} := [value | value := ${path}]`).join('; ');
	const evaluated = await evaluate(query, {
		sources,
		inputText: planText,
		regoVersion,
		now: BigInt(now) * 1_000_000n,
		data: withFile(data ?? '{}', planPath),
	});
	if (evaluated.kind === 'refused') return evaluated;
	const values = new Map(paths.map((path, index) => [path, firstOf(evaluated.rows[0]?.bindings?.[`value_${index}`])]));
	const results = asked.map(({ path, exception, ...rule }): RuleResult => {
		const lifted = exception !== null && lifts(values.get(exception), rule.rule);
		return { ...rule, exception: lifted ? exception : null, ...readRuleValue(values.get(path)) };
	});
	return { kind: 'judged', rules: results, prints: evaluated.prints };
}

// As text, since parsing would take digits from numbers.
function withFile(data: string, path: string): string {
	const own = `"conftest":${JSON.stringify({ file: { name: basename(path), dir: dirname(path) } })}`;
	return data === '{}' ? `{${own}}` : `{${own},${data.slice(1)}`;
}

type AskedRule = Pick<
	RuleResult,
	'namespace' | 'rule' | 'severity' | 'definitions' | 'at' | 'title' | 'description'
> & {
	/** `data.main.deny` */
	readonly path: string;
	/** The namespace's `exception`, whether it lifts this rule or not; `null` where there is none. */
	readonly exception: string | null;
};

function rulesOf({ files, annotations }: Inspected): AskedRule[] {
	const definitions = files.flatMap((file) => file.rules.map((rule) => ({ ...rule, namespace: file.package })));
	const byPath = new Map<string, AskedRule>();
	for (const { namespace, name, path, kind, at } of definitions) {
		const severity: RuleSeverity | null = severityOf(name);
		// Functions have no value of their own.
		if (severity === null || kind === 'function') continue;
		const before = byPath.get(path);
		const exception = definitions.find((rule) => rule.namespace === namespace && rule.name === 'exception');
		byPath.set(path, {
			...(before ?? {
				namespace,
				rule: name,
				severity,
				at,
				path,
				exception: exception?.path ?? null,
				...wordsOf(annotations, path),
			}),
			definitions: (before?.definitions ?? 0) + 1,
		});
	}
	return [...byPath.values()];
}

function wordsOf(
	annotations: readonly Annotation[],
	path: string,
): { readonly title: string; readonly description: string } {
	const found = annotations.find((annotation) => annotation.path === path)?.annotations;
	const text = (value: unknown): string => (typeof value === 'string' ? value : '');
	return { title: text(found?.title), description: text(found?.description) };
}

function firstOf(list: unknown): unknown {
	return Array.isArray(list) ? list[0] : undefined;
}

// A set of lists of names: exception contains ["tags", "regions"] if …
function lifts(exception: unknown, rule: string): boolean {
	if (!Array.isArray(exception)) return false;
	return exception.some((names) => Array.isArray(names) && names.includes(exceptionName(rule)));
}
