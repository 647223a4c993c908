import type { Bundle, PolicyMetadata } from '../contracts/bundle.js';
import type { Decision } from '../model/decision.js';
import type { Deployment } from '../model/deployment.js';
import { ask } from './ask.js';
import type { Assessment } from './assess.js';
import type { Evaluator } from './evaluator.js';
import type { Facts } from './facts.js';
import { invalidInput } from './invalid-input.js';
import { loadBundle } from './load-bundle.js';
import { merge } from './merge.js';
import { prepare } from './prepare.js';
import { quotaUses } from './quota-uses.js';
import { recordOf } from './record.js';
import { createWasmEvaluator, type WasmEvaluatorOptions } from './wasm-evaluator.js';
import { wordsOf } from './words.js';

/** What is decided on. */
export interface DecideInput {
	readonly facts: Facts;
	readonly deployment: Deployment;
	readonly assessment: Assessment;
	/** The moment that counts as now, in milliseconds since 1970. */
	readonly now: number;
}

/** A decision, and what it was decided on. */
export interface Decided {
	readonly decision: Decision;
	/** JSON text of all that was decided on; its SHA-256 is the decision's `input_digest`. Empty for what could not be read. */
	readonly record: string;
}

/** How an engine evaluates. */
export interface EngineOptions extends WasmEvaluatorOptions {
	/**
	 * Evaluates the bundle's module in the place of the npm evaluator, for a bundle that calls more built-ins than that
	 * one has; `openEngine` of `@portcullis/policies` makes one where it is needed. It is trusted as the bundle is: it must
	 * evaluate this bundle's module with this bundle's data.
	 */
	readonly evaluator?: Evaluator | undefined;
}

/** Decides. Everything that decides goes through `decide`. */
export interface Engine {
	/** The policies that can be bound, by id. */
	readonly policies: ReadonlyMap<string, PolicyMetadata>;
	readonly bundleDigest: string;
	/**
	 * Judges a deployment. Never throws and never says yes for lack of an answer: input that cannot be read, a policy
	 * that fails, a binding of a policy that does not exist are `deny`, and say why.
	 */
	decide(input: DecideInput): Promise<Decided>;
}

/**
 * Loads a bundle.
 *
 * @throws PortcullisError as {@link loadBundle} and {@link createWasmEvaluator} do
 *
 * @example
 * ```ts
 * import { createEngine } from '@portcullis/core';
 * import { defaultBundle } from '@portcullis/policies';
 *
 * const engine = createEngine(await defaultBundle());
 * console.log([...engine.policies.keys()]);
 * ```
 */
export function createEngine(bundle: Bundle, options: EngineOptions = {}): Engine {
	const loaded = loadBundle(bundle);
	const evaluator = options.evaluator ?? createWasmEvaluator(loaded, options);
	const { policies, digest } = loaded;
	return {
		// A copy: what somebody does to it has no part in a decision.
		policies: new Map([...policies].map(([id, { metadata }]) => [id, metadata])),
		bundleDigest: digest,
		async decide(given) {
			const prepared = prepare(given, policies);
			if (prepared.kind === 'invalid') return { decision: invalidInput(prepared, digest), record: '' };
			const { input, won, subjects, facts, estimate, uses, now, waivers } = prepared;
			const record = recordOf(prepared, loaded);
			const answers = ask(evaluator, input, record.input, won);
			const verdict = merge(won, answers, subjects, waivers, wordsOf(facts));
			const { answer, code, outcomes, violations, requirements } = verdict;
			const decision: Decision = {
				kind: 'decision',
				answer,
				code,
				outcomes,
				violations,
				requirements,
				cost: estimate,
				quotas: quotaUses(input, won),
				uses,
				decided_at: now,
				input_digest: record.inputDigest,
				subject_digest: record.subjectDigest,
				bundle_digest: digest,
			};
			return { decision, record: record.text };
		},
	};
}
