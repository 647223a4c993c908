import { createHash } from 'node:crypto';
import type { Bundle, PolicyMetadata } from '../contracts/bundle.js';
import type { Decision, QuotaUse } from '../model/decision.js';
import type { Deployment } from '../model/deployment.js';
import { PortcullisError } from '../model/portcullis-error.js';
import { errorAnswer, type PolicyAnswer, readAnswers } from './answers.js';
import type { Assessment } from './assess.js';
import type { Won } from './bind.js';
import type { Evaluator } from './evaluator.js';
import type { Facts } from './facts.js';
import { invalidInput } from './invalid-input.js';
import { merge } from './merge.js';
import type { PolicyInput } from './policy-input.js';
import { type Prepared, prepare } from './prepare.js';
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
 * @throws PortcullisError as {@link createWasmEvaluator} does
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
export function createEngine(bundle: Bundle, options: WasmEvaluatorOptions = {}): Engine {
	const evaluator = createWasmEvaluator(bundle, options);
	const policies = new Map(bundle.policies.map((policy) => [policy.id, policy]));
	return {
		policies,
		bundleDigest: bundle.digest,
		async decide(given) {
			const prepared = prepare(given, policies);
			if (prepared.kind === 'invalid') {
				return { decision: invalidInput(prepared.problems, bundle.digest, given?.now), record: '' };
			}
			const { input, won, subjects } = prepared;
			const record = recordOf(prepared, bundle.digest, given.deployment);
			const answers = ask(evaluator, input, record.input, won);
			const verdict = merge(won, answers, subjects, wordsOf(given.facts));
			const decision: Decision = {
				kind: 'decision',
				...verdict,
				cost: given.assessment.estimate,
				quotas: quotaUses(input, won),
				decided_at: given.now,
				input_digest: record.inputDigest,
				subject_digest: record.subjectDigest,
				bundle_digest: bundle.digest,
			};
			return { decision, record: record.text };
		},
	};
}

interface DecisionRecord {
	readonly text: string;
	/** The part of the text that policies see, as UTF-8. */
	readonly input: Uint8Array;
	readonly inputDigest: string;
	readonly subjectDigest: string;
}

// Each part is written once: the same text is hashed for both digests and handed to the evaluator.
function recordOf({ input, won }: Prepared, bundle: string, deployment: Deployment): DecisionRecord {
	const parts = Object.entries(input).map(([key, value]) => [key, JSON.stringify(value)] as const);
	const inputText = `{${parts.map(([key, text]) => `"${key}":${text}`).join(',')}}`;
	const bindings = JSON.stringify(won.map(({ binding }) => binding));
	const text = `{"bundle":"${bundle}","bindings":${bindings},"input":${inputText}}`;
	const subject = createHash('sha256').update(bundle).update(bindings);
	for (const [key, part] of parts) if (bindsApprovals.has(key)) subject.update(`"${key}":${part}`);
	subject.update(JSON.stringify(deployment.changes.map((change) => change.before)));
	return {
		text,
		input: Buffer.from(inputText),
		inputDigest: createHash('sha256').update(text).digest('hex'),
		subjectDigest: subject.digest('hex'),
	};
}

// What people approve: not the time, not what others use, not who may do what.
const bindsApprovals: ReadonlySet<string> = new Set<keyof PolicyInput>([
	'tenant',
	'action',
	'project',
	'bound',
	'cost',
	'resources',
]);

type Answers = Map<string, Map<string, PolicyAnswer>>;

function ask(evaluator: Evaluator, input: PolicyInput, bytes: Uint8Array, won: readonly Won[]): Answers {
	const documents = evaluateAll(evaluator, input, bytes);
	const answers: Answers = new Map();
	for (const { binding, policy } of won) {
		if (answers.has(binding.policy)) continue;
		const subjects = (input.bound[binding.policy] ?? []).flatMap((bound) => bound.subjects);
		const document = documents.get(binding.policy);
		const failure =
			policy === null ? 'the bundle has no such policy' : document?.kind === 'failed' ? document.reason : null;
		if (failure !== null || policy === null) {
			const answer = errorAnswer(failure ?? '');
			answers.set(binding.policy, new Map(subjects.map((subject) => [subject, answer])));
		} else {
			const value = document?.kind === 'document' ? document.value : undefined;
			answers.set(
				binding.policy,
				readAnswers(policy, value, subjects, (subject) => unknownFields(input, subject)),
			);
		}
	}
	return answers;
}

type PolicyDocument =
	| { readonly kind: 'document'; readonly value: unknown }
	| { readonly kind: 'failed'; readonly reason: string };

function evaluateAll(evaluator: Evaluator, input: PolicyInput, bytes: Uint8Array): Map<string, PolicyDocument> {
	const whole = attempt(evaluator, bytes);
	if (typeof whole !== 'string') {
		return new Map(Object.entries(whole).map(([id, value]) => [id, { kind: 'document', value }]));
	}
	// One of them failed and took the others with it: ask each alone, to name the culprit.
	const documents = new Map<string, PolicyDocument>();
	for (const [id, bound] of Object.entries(input.bound)) {
		const alone = attempt(evaluator, Buffer.from(JSON.stringify({ ...input, bound: { [id]: bound } })));
		documents.set(
			id,
			typeof alone === 'string' ? { kind: 'failed', reason: alone } : { kind: 'document', value: alone[id] },
		);
	}
	const failed = [...documents.values()].some((document) => document.kind === 'failed');
	// Each alone can be answered and all together not (memory): then none of the answers is relied on.
	if (!failed) for (const id of documents.keys()) documents.set(id, { kind: 'failed', reason: whole });
	return documents;
}

function attempt(evaluator: Evaluator, bytes: Uint8Array): Readonly<{ [id: string]: unknown }> | string {
	try {
		return evaluator.evaluate(bytes);
	} catch (cause) {
		return cause instanceof PortcullisError ? cause.message : String(cause);
	}
}

function unknownFields(input: PolicyInput, subject: string): readonly string[] {
	return (input.resources[subject] ?? input.quotas[subject] ?? input).unknown;
}

function quotaUses(input: PolicyInput, won: readonly Won[]): QuotaUse[] {
	return Object.entries(input.quotas).map(([id, quota]) => {
		const { project, kind, measure, used, reserved, requested } = quota;
		const overridden = quota.override !== null && input.now < quota.override.until;
		const standing = overridden ? (quota.override?.limit ?? null) : quota.limit;
		const limit = standing ?? defaultLimit(won, id, kind);
		return { id, project, kind, measure, limit, used, reserved, requested };
	});
}

// For people only: the policy itself decides by its parameters.
function defaultLimit(won: readonly Won[], id: string, kind: string): number | null {
	const parameters = won.find(({ subjects }) => subjects.includes(id))?.binding.parameters['default_limits'];
	if (typeof parameters !== 'object' || parameters === null) return null;
	const limit: unknown = Reflect.get(parameters, kind);
	return typeof limit === 'number' ? limit : null;
}
