import { digestOf } from './digest.js';
import type { Facts, Place } from './facts.js';
import { moduleBuiltins } from './module-builtins.js';
import { type Policy, policiesOf } from './policy.js';
import { refuse } from './refuse.js';
import { explainRefusedBuiltin, REFUSED_BUILTINS } from './refused-builtins.js';
import type { Refused } from './rego-error.js';
import { areErrors, readSources, type Sources } from './source.js';
import { describeAsset } from './toolbox/asset.js';
import { attachmentOf } from './toolbox/attachment-of.js';
import { sharedToolbox } from './toolbox/shared-toolbox.js';

/** What {@link compile} is to make. */
export interface CompileOptions {
	/** The rules that can be asked for, as paths: `portcullis/decision`. At least one. */
	readonly entrypoints: readonly string[];
	/** The longest that compiling may take, in milliseconds, loading not counted. Default 60,000. */
	readonly limitMs?: number;
}

/** A built-in that a module asks its host for. */
export interface BuiltinUse {
	readonly name: string;
	/** Every place that names it. Empty where OPA's compiler put it in (for an interpolated string, say). */
	readonly at: readonly Place[];
}

/** A base document that policies read and no rule defines. */
export interface DataUse {
	/** The path below `data`: `['prices', 'gcp']`. */
	readonly path: readonly string[];
	readonly at: readonly Place[];
}

/** A module and all that its sources say of themselves. */
export interface Compiled {
	readonly kind: 'compiled';
	/** The WebAssembly module, of OPA's ABI 1.3. */
	readonly wasm: Uint8Array<ArrayBuffer>;
	/** Every policy that has METADATA, by id. */
	readonly policies: readonly Policy[];
	/** The built-ins that a host must have to run the module. */
	readonly builtins: readonly BuiltinUse[];
	/** Where `time.now_ns` is named: such a module decides differently from day to day. */
	readonly clock: readonly Place[];
	/** The base documents that a host must have loaded; without them rules are silently undefined. */
	readonly data: readonly DataUse[];
	readonly entrypoints: readonly string[];
	/** SHA-256, hexadecimal, over sources, entrypoints and OPA's version. */
	readonly digest: string;
	readonly opaVersion: string;
}

/**
 * Compiles Rego to one WebAssembly module with OPA's own compiler, never optimised (OPA's optimiser
 * was measured to make slower modules and to change decisions).
 *
 * Sources whose name ends in `_test.rego` are left out. The order of the sources does not matter: the
 * same ones give the same bytes and the same digest.
 *
 * @returns the module, or the errors of the sources.
 * @throws {@link ToolboxError} where the toolbox failed or the limit passed.
 *
 * @example
 * ```ts
 * import { compile } from '@portcullis/rego';
 *
 * const compiled = await compile(
 * 	{ 'hello.rego': 'package hello\n\nworld if input.name == "world"\n' },
 * 	{ entrypoints: ['hello/world'] },
 * );
 * if (compiled.kind === 'refused') throw new Error(compiled.errors[0]?.message);
 * console.log(compiled.wasm.length, compiled.digest);
 * ```
 */
export async function compile(sources: Sources, options: CompileOptions): Promise<Compiled | Refused> {
	const read = readSources(sources);
	if (areErrors(read)) return refuse(read, []);
	const policySources = read.filter(({ path }) => !path.endsWith('_test.rego'));
	const entrypoints = [...new Set(options.entrypoints)].sort();
	const reply = await sharedToolbox().call({
		operation: 'compile',
		request: { sources: policySources, entrypoints, withoutBuiltins: REFUSED_BUILTINS },
		limitMs: options.limitMs ?? 60_000,
	});
	if (reply.kind === 'refused') {
		const { kind, errors } = refuse(reply.errors, policySources);
		return { kind, errors: errors.map(explainRefusedBuiltin) };
	}
	const facts = reply.result as Facts & { readonly opaVersion: string; readonly wasm: number };
	const { policies, errors } = policiesOf(facts);
	if (errors.length > 0) return refuse(errors, policySources);
	const wasm = new Uint8Array(attachmentOf(reply, facts.wasm));
	const places = new Map(facts.builtins.map(({ name, at }) => [name, at]));
	return {
		kind: 'compiled',
		wasm,
		policies,
		builtins: (await moduleBuiltins(wasm)).map((name) => ({ name, at: places.get(name) ?? [] })),
		clock: places.get('time.now_ns') ?? [],
		data: facts.data.map(({ path, at }) => ({ path: path ?? [], at })),
		entrypoints,
		digest: digestOf(policySources, entrypoints, facts.opaVersion),
		opaVersion: facts.opaVersion,
	};
}

/**
 * The digest that {@link compile} would give, without loading the toolbox: for looking up what was compiled before.
 *
 * @returns the digest, or what is wrong with the sources as such.
 *
 * @example
 * ```ts
 * import { digestSources } from '@portcullis/rego';
 *
 * const digest = digestSources({ 'a.rego': 'package a\n' }, { entrypoints: ['a/b'] });
 * console.log(typeof digest === 'string' ? digest : digest.errors);
 * ```
 */
export function digestSources(
	sources: Sources,
	{ entrypoints }: Pick<CompileOptions, 'entrypoints'>,
): string | Refused {
	const read = readSources(sources);
	if (areErrors(read)) return refuse(read, []);
	const policySources = read.filter(({ path }) => !path.endsWith('_test.rego'));
	return digestOf(policySources, [...new Set(entrypoints)], describeAsset().opaVersion);
}
