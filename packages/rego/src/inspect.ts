import type { Facts, FileFact, Place, UseFact } from './facts.js';
import { type LanguageOptions, languageRequest } from './language.js';
import { refuse } from './refuse.js';
import type { Refused } from './rego-error.js';
import { areErrors, readSources, type Sources } from './source.js';
import { sharedToolbox } from './toolbox/shared-toolbox.js';

/** How {@link inspect} is to look. */
export interface InspectOptions extends LanguageOptions {
	/** The longest that it may take, in milliseconds, loading not counted. Default 60,000. */
	readonly limitMs?: number;
}

/** A METADATA block. */
export interface Annotation {
	readonly scope: 'package' | 'subpackages' | 'document' | 'rule';
	/** Its package, `policies.cost.limit`. */
	readonly package: string;
	/** What it is about, `data.policies.cost.limit.fail`. */
	readonly path: string;
	readonly at: Place;
	/** The block, as OPA writes it in JSON. */
	readonly annotations: Readonly<Record<string, unknown>>;
}

/** A built-in or a path, and every place that uses it. */
export interface Use {
	readonly name: string;
	readonly at: readonly Place[];
}

/** What sources say of themselves. */
export interface Inspected {
	readonly kind: 'inspected';
	/** Each file with its package, imports and rules. */
	readonly files: readonly InspectedFile[];
	readonly annotations: readonly Annotation[];
	/** The paths that METADATA marks, as `build` takes them. */
	readonly entrypoints: readonly string[];
	readonly builtins: readonly Use[];
	/** Base documents that are read and that no rule defines: `data.prices`. */
	readonly data: readonly Use[];
	/** What is read of the input, as far as the text tells: `input.resources`. */
	readonly input: readonly Use[];
	/** OPA's own capabilities document of what the sources need. */
	readonly required: Readonly<Record<string, unknown>>;
}

/** One file of {@link Inspected}. */
export interface InspectedFile {
	readonly path: string;
	readonly package: string;
	/** Where the package is named. */
	readonly at: Place;
	readonly imports: readonly string[];
	readonly rules: readonly InspectedRule[];
}

/** One rule; several of one name are one each. */
export interface InspectedRule {
	/** The name below its package. */
	readonly name: string;
	/** `data.policies.cost.limit.fail`. */
	readonly path: string;
	readonly kind: 'function' | 'set' | 'object' | 'value';
	readonly default: boolean;
	readonly at: Place;
}

/**
 * Tells packages, rules, annotations, entrypoints, and what sources need of their host. Taken from OPA's
 * syntax tree, so that no import or alias hides a use.
 *
 * @returns what the sources say, or their errors where they do not compile.
 * @throws {@link ToolboxError} where the toolbox failed or the limit passed.
 *
 * @example
 * ```ts
 * import { inspect } from '@portcullis/rego';
 *
 * const inspected = await inspect({ 'a.rego': 'package a\n\nx := time.now_ns()\n' });
 * if (inspected.kind === 'inspected') console.log(inspected.builtins.map(({ name }) => name)); // [ 'time.now_ns' ]
 * ```
 */
export async function inspect(sources: Sources, options: InspectOptions = {}): Promise<Inspected | Refused> {
	const read = readSources(sources);
	if (areErrors(read)) return refuse(read, []);
	const reply = await sharedToolbox().call({
		operation: 'inspect',
		request: { ...languageRequest(options), sources: read },
		limitMs: options.limitMs ?? 60_000,
	});
	if (reply.kind === 'refused') return refuse(reply.errors, read);
	const { files, annotations, entrypoints, builtins, data, inputs, required } = reply.result as InspectFacts;
	return {
		kind: 'inspected',
		files: files.map(readFile),
		annotations: annotations.map((fact) => ({ ...fact, package: fact.package.join('.') })),
		entrypoints,
		builtins: builtins.map(readUse),
		data: data.map(readUse),
		input: inputs.map(readUse),
		required,
	};
}

interface InspectFacts extends Facts {
	readonly entrypoints: readonly string[];
	readonly inputs: readonly UseFact[];
	readonly required: Readonly<Record<string, unknown>>;
}

function readFile({ file, at, imports, rules, ...fact }: FileFact): InspectedFile {
	return {
		path: file,
		package: fact.package.join('.'),
		at,
		imports,
		rules: rules.map(({ name, ref, kind, default: isDefault, at }) => ({
			name,
			path: ref,
			kind,
			default: isDefault ?? false,
			at,
		})),
	};
}

function readUse({ name, at }: UseFact): Use {
	return { name, at };
}
