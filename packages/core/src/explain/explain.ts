import type { PolicyMetadata } from '../contracts/bundle.js';
import type { Material } from '../engine/material.js';
import { subjectsOf } from '../engine/subjects-of.js';
import type { Binding } from '../model/binding.js';
import type { Decision } from '../model/decision.js';
import type { Outcome } from '../model/violation.js';
import type { DecidingBinding, Effect, ExplainedOutcome, Explanation, ReadField } from './explanation.js';
import { keptMaterial } from './kept-material.js';
import { outcomeWords } from './outcome-words.js';
import { type RivalOf, rivalsIn } from './rivals.js';

/** What an explanation is made from beside the decision. */
export interface ExplainFrom {
	/** The policies, by id: an engine's `policies`. */
	readonly policies: ReadonlyMap<string, PolicyMetadata>;
	/** The text of what was decided on, as `decide` gave it; `null` where it is not kept. */
	readonly record: string | null;
	/** All bindings of the tenant, to say which ones others won over; left out, it is not said. */
	readonly bindings?: readonly Binding[];
}

const order: readonly Effect[] = ['denies', 'asks', 'informs', 'none'];

/**
 * Explains a decision: for each policy and subject the outcome and what it does to the answer, the binding that gave it
 * its level, and what the policy read. The same is made of the same; nothing is decided anew.
 *
 * @example
 * ```ts
 * import { type DecideInput, type Engine, explain, explanationText } from '@portcullis/core';
 *
 * export async function why(engine: Engine, given: DecideInput): Promise<string> {
 * 	const { decision, record } = await engine.decide(given);
 * 	return explanationText(explain(decision, { policies: engine.policies, record }));
 * }
 * ```
 */
export function explain(decision: Decision, { policies, record, bindings }: ExplainFrom): Explanation {
	const kept = keptMaterial(record, decision);
	const rivalOf = kept === null || bindings === undefined ? undefined : rivals(kept, policies, bindings);
	const outcomes = decision.outcomes.map((outcome): ExplainedOutcome => {
		const { kind, policy, subject, level } = outcome;
		return {
			...outcome,
			title: policies.get(policy)?.title ?? null,
			effect: outcomeWords[kind].effect(level),
			binding: kept === null ? null : decidingBinding(kept, outcome, rivalOf),
			reads: kept === null ? [] : readsOf(outcome, kept, policies.get(policy)?.reads ?? []),
			violations: decision.violations.filter((found) => found.policy === policy && found.resource === subject),
		};
	});
	const told = new Set(outcomes.flatMap(({ violations }) => violations));
	return {
		kind: 'explanation',
		answer: decision.answer,
		code: decision.code,
		decided_at: decision.decided_at,
		outcomes: outcomes.sort(
			(a, b) =>
				order.indexOf(a.effect) - order.indexOf(b.effect) ||
				compare(a.policy, b.policy) ||
				compare(a.subject, b.subject) ||
				compare(a.binding?.id ?? '', b.binding?.id ?? ''),
		),
		others: decision.violations.filter((violation) => !told.has(violation)),
		complete: kept !== null,
	};
}

function compare(a: string, b: string): number {
	return a === b ? 0 : a < b ? -1 : 1;
}

function rivals(
	{ views }: Material,
	policies: ReadonlyMap<string, PolicyMetadata>,
	bindings: readonly Binding[],
): RivalOf {
	return rivalsIn({ bindings, policies, subjects: subjectsOf(views), project: views.project, now: views.now });
}

function decidingBinding(
	{ bindings }: Material,
	{ policy, binding: wanted, subject }: Outcome,
	rivalOf: RivalOf | undefined,
): DecidingBinding | null {
	const binding = bindings.find((each) => each.id === wanted);
	if (binding === undefined) return null;
	const { id, level, scope, parameters, owner_roles, quorum } = binding;
	const rival = rivalOf?.(policy, binding, subject);
	return { id, level, scope, parameters, owner_roles, quorum, ...(rival === undefined ? {} : { won_over: rival }) };
}

function readsOf({ subject }: Outcome, { views }: Material, reads: readonly string[]): ReadField[] {
	const facts: Readonly<Record<string, unknown>> = views.resources[subject] ?? views.quotas[subject] ?? views;
	const unknown = Array.isArray(facts.unknown) ? facts.unknown : [];
	return reads.map((field): ReadField => {
		if (unknown.includes(field)) return { field, kind: 'unknown', value: null };
		if (!Object.hasOwn(facts, field)) return { field, kind: 'absent', value: null };
		return { field, kind: 'known', value: facts[field] };
	});
}
