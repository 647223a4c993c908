import type { Bundle, PolicyMetadata } from '../contracts/bundle.js';
import type { Binding } from '../model/binding.js';
import type { Decision } from '../model/decision.js';
import type { Deployment } from '../model/deployment.js';
import type { PlannedDeployment } from '../model/planned-deployment.js';
import type { Assessment } from './assess.js';
import type { Evaluator } from './evaluator.js';
import type { Facts } from './facts.js';
import { invalidInput } from './invalid-input.js';
import { loadBundle } from './load-bundle.js';
import { prepare } from './prepare.js';
import { quotaUses } from './quota-uses.js';
import { type Judges, reachVerdict } from './reach-verdict.js';
import { type Replayed, replayRecord } from './replay-record.js';
import type { RunnablePolicy } from './tenant-policies.js';
import { createWasmEvaluator, type WasmEvaluatorOptions } from './wasm-evaluator.js';

/** What is decided on. */
export interface DecideInput {
	readonly facts: Facts;
	/** What is asked for, or what a plan of Terraform's does. */
	readonly deployment: Deployment | PlannedDeployment;
	readonly assessment: Assessment;
	/** The moment that counts as now, in milliseconds since 1970. */
	readonly now: number;
	/** The tenant's own policies that the facts name. One that is bound and not among them denies. */
	readonly tenantPolicies?: readonly RunnablePolicy[];
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
	/** How long each of a tenant's own policies may take over one decision, in milliseconds; 250 and 1 a resource if left out. */
	readonly tenantPolicyDeadline?: { readonly baseMs: number; readonly perResourceMs: number };
}

/** Decides. Everything that decides goes through `decide`, and a replay through what is inside of it. */
export interface Engine {
	/** The policies that can be bound, by id. */
	readonly policies: ReadonlyMap<string, PolicyMetadata>;
	readonly bundleDigest: string;
	/**
	 * Judges a deployment. Never throws and never says yes for lack of an answer: input that cannot be read, a policy
	 * that fails, a binding of a policy that does not exist are `deny`, and say why.
	 */
	decide(input: DecideInput): Promise<Decided>;
	/**
	 * Decides again what a {@link Decided.record} was decided on, under these policies, and under other bindings where they
	 * are given. Under the same policies and bindings it gives the same verdict, and the same text. It decides about the
	 * past: nothing can be approved by it.
	 */
	replay(record: string, bindings?: readonly Binding[], tenantPolicies?: readonly RunnablePolicy[]): Promise<Replayed>;
}

/**
 * Loads a bundle.
 *
 * @throws PortcullisError `BUNDLE_INVALID` where it cannot be loaded, `BUNDLE_DATA_MISSING` where it lacks base documents,
 * `BUNDLE_BUILTIN_MISSING` where it calls a built-in that its evaluator lacks
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
	const deadline = options.tenantPolicyDeadline ?? { baseMs: 250, perResourceMs: 1 };
	const judges = (own: readonly RunnablePolicy[] = []): Judges => ({ bundle: loaded, evaluator, own, deadline });
	return {
		// A copy: what somebody does to it has no part in a decision.
		policies: new Map([...policies].map(([id, { metadata }]) => [id, metadata])),
		bundleDigest: digest,
		async decide(given) {
			const prepared = prepare(given);
			if (prepared.kind === 'invalid') return { decision: invalidInput(prepared, digest), record: '' };
			const { material, costs, uses, now } = prepared;
			const { verdict, warnings, record, input, won } = await reachVerdict(material, judges(given.tenantPolicies));
			const { answer, code, outcomes, violations, requirements } = verdict;
			const decision: Decision = {
				kind: 'decision',
				answer,
				code,
				outcomes,
				violations,
				requirements,
				warnings,
				...costs,
				quotas: quotaUses(input, won),
				uses,
				decided_at: now,
				input_digest: record.inputDigest,
				subject_digest: record.subjectDigest,
				bundle_digest: digest,
			};
			return { decision, record: record.text };
		},
		async replay(record, bindings, tenantPolicies) {
			return replayRecord(record, bindings, judges(tenantPolicies));
		},
	};
}
