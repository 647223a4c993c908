import { type Bundle, createEngine, type Engine, PortcullisError, type WasmEvaluatorOptions } from '@portcullis/core';
import { createFullEvaluator, EvaluationError, type FullEvaluator, moduleBuiltins } from '@portcullis/rego';
import { entrypoint } from './compile-bundle.js';

/** An engine that may hold a thread of OPA. */
export interface OpenEngine extends Engine {
	/** Ends the thread, if there is one; the engine must not be asked afterwards. */
	close(): Promise<void>;
}

/**
 * Loads a bundle with the evaluator that it needs.
 *
 * A module that asks its host for no built-in runs on the npm evaluator, which is enough for the default policies. Any
 * other one runs on the full evaluator of `@portcullis/rego`, even if it asks only for what the npm evaluator has in
 * JavaScript: that one answers `sprintf`, `regex.split` and `yaml.*` otherwise than OPA. The module itself is asked, not
 * what the bundle says of it.
 *
 * @throws PortcullisError `BUNDLE_BUILTIN_MISSING` where a built-in is unknown or reaches outside of the decision
 * (`time.now_ns` does: policies read `input.now`), or as `createEngine` does
 *
 * @example
 * ```ts
 * import { defaultBundle, openEngine } from '@portcullis/policies';
 *
 * const engine = await openEngine(await defaultBundle());
 * console.log(engine.bundleDigest);
 * await engine.close();
 * ```
 */
export async function openEngine(bundle: Bundle, options: WasmEvaluatorOptions = {}): Promise<OpenEngine> {
	let evaluator: FullEvaluator | undefined;
	try {
		// A copy, so that what is evaluated is what the engine takes the digest of.
		const held = structuredClone(bundle);
		if ((await moduleBuiltins(held.wasm)).length > 0) evaluator = await fullEvaluator(held, options);
		return { ...createEngine(held, { ...options, evaluator }), close: async () => evaluator?.close() };
	} catch (cause) {
		await evaluator?.close();
		if (cause instanceof PortcullisError) throw cause;
		const code = cause instanceof EvaluationError && lacks(cause) ? 'BUNDLE_BUILTIN_MISSING' : 'BUNDLE_INVALID';
		const words = cause instanceof Error ? cause.message : String(cause);
		throw new PortcullisError(code, `the bundle cannot be loaded: ${words}`, { cause });
	}
}

function fullEvaluator(
	{ wasm, data }: Bundle,
	{ maximumMemoryMib = 256 }: WasmEvaluatorOptions,
): Promise<FullEvaluator> {
	return createFullEvaluator({ wasm, entrypoint, maximumMemoryMib, ...(data === undefined ? {} : { data }) });
}

function lacks({ code }: EvaluationError): boolean {
	return code === 'EVALUATION_BUILTIN_MISSING' || code === 'EVALUATION_BUILTIN_REFUSED';
}
