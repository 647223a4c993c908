import type { PolicyMetadata } from '../contracts/bundle.js';
import type { Binding } from '../model/binding.js';
import type { Answer, DecisionCode, Requirement } from '../model/decision.js';
import { quotaLabel } from '../model/quota-label.js';
import type { Outcome, Violation } from '../model/violation.js';
import { type Level, levels } from '../model/vocabulary.js';
import type { Waiver } from '../model/waiver.js';
import type { PolicyAnswer } from './answers.js';
import type { Answers } from './ask.js';
import type { Subject, Won } from './bind.js';
import { waivedBy } from './lifts.js';
import { fillIn } from './violation-text.js';

/** What all policies said, brought together. */
export interface Verdict {
	readonly answer: Answer;
	readonly code: DecisionCode;
	readonly outcomes: readonly Outcome[];
	readonly violations: readonly Violation[];
	readonly requirements: readonly Requirement[];
}

/** Words for the texts of policies that come from the facts: who asks, whom to ask. */
export type Words = Readonly<Record<string, string>>;

/**
 * Merges the answers of all policies into one verdict; the only place where an answer becomes a yes.
 *
 * `error` denies whatever the level. `fail` and `unknown` count at the binding's level: `hard` denies, `soft` asks
 * people, `advisory` informs. Where a waiver lifts them they count for nothing, and are still there to be seen; `error`
 * is never lifted. A resource on which no policy gave an answer other than not applicable denies, whatever was lifted.
 *
 * @param answers by policy, then by subject
 * @param waivers those that hold
 */
export function merge(
	won: readonly Won[],
	answers: Answers,
	subjects: readonly Subject[],
	waivers: readonly Waiver[],
	words: Words,
): Verdict {
	const outcomes: Outcome[] = [];
	const violations: Violation[] = [];
	let byId: Map<string, Subject> | undefined;
	const requirements = new Map<string, Requirement>();
	const judged = new Set<string>();
	let worst: Level | 'error' | null = null;
	for (const { id, binding, policy, subjects: bound } of won) {
		const given = answers.get(id);
		for (const subject of bound) {
			const answer = given?.get(subject) ?? noAnswer;
			const outcome = { policy: id, subject, level: binding.level, binding: binding.id };
			if (answer.kind !== 'not_applicable') judged.add(subject);
			if (answer.kind === 'pass' || answer.kind === 'not_applicable') {
				outcomes.push({ kind: answer.kind, ...outcome });
				continue;
			}
			byId ??= new Map(subjects.map((each) => [each.id, each]));
			const waived = answer.kind === 'error' ? null : waivedBy(waivers, id, byId.get(subject));
			outcomes.push({ kind: waived === null ? answer.kind : 'waived', ...outcome });
			const wordsHere = Object.assign({}, words, wordsAbout(byId.get(subject), binding, words));
			const found = violationsOf(answer, subject, id, binding.level, policy?.metadata ?? null, wordsHere);
			if (waived !== null) {
				violations.push(...found.map((violation) => ({ ...violation, waived })));
				continue;
			}
			violations.push(...found);
			worst = worse(worst, answer.kind === 'error' ? 'error' : binding.level);
			// One for each policy: whoever approved what one of a pattern found has not seen what another finds later.
			if (binding.level === 'soft' && answer.kind !== 'error') {
				requirements.set(`${id} ${binding.id}`, requirementOf(id, binding));
			}
		}
	}
	const unjudged = subjects.filter((subject) => subject.subject === 'resource' && !judged.has(subject.id));
	violations.push(...unjudged.map(unjudgedViolation));
	violations.sort((a, b) => severity(b) - severity(a));
	const [answer, code] = conclude(worst, unjudged.length > 0);
	return { answer, code, outcomes, violations, requirements: answer === 'review' ? [...requirements.values()] : [] };
}

function conclude(worst: Level | 'error' | null, unjudged: boolean): readonly [Answer, DecisionCode] {
	if (worst === 'error') return ['deny', 'POLICY_ERROR'];
	if (unjudged) return ['deny', 'NOTHING_JUDGED'];
	if (worst === 'hard') return ['deny', 'POLICY_VIOLATION'];
	return worst === 'soft' ? ['review', 'NEEDS_APPROVAL'] : ['allow', 'ALLOWED'];
}

const noAnswer: PolicyAnswer = { kind: 'error', failures: [], reason: 'it was not asked' };

function worse(a: Level | 'error' | null, b: Level | 'error'): Level | 'error' {
	const order: readonly (Level | 'error' | null)[] = [null, ...levels, 'error'];
	return order.indexOf(a) > order.indexOf(b) ? (a ?? b) : b;
}

// What is lifted comes last.
function severity(violation: Violation): number {
	if (violation.waived !== undefined) return -1;
	return violation.kind === 'error' ? levels.length : levels.indexOf(violation.level);
}

function requirementOf(policy: string, binding: Binding): Requirement {
	const roles = binding.owner_roles.length === 0 ? [null] : binding.owner_roles;
	return {
		policy,
		binding: binding.id,
		stages: roles.map((role) => ({ role, quorum: binding.quorum })),
		requester_counts: binding.requester_counts,
	};
}

function violationsOf(
	answer: PolicyAnswer,
	subject: string,
	id: string,
	level: Level,
	policy: PolicyMetadata | null,
	words: Words,
): Violation[] {
	if (answer.kind === 'fail') {
		return answer.failures.map(({ path, expected, received }) => {
			const context = { resource: subject, path, expected, received, words };
			const message = fillIn(policy?.message ?? '{resource} fails', context);
			const hint = fillIn(policy?.hint ?? '', context);
			return { kind: 'fail', policy: id, resource: subject, level, path, expected, received, message, hint };
		});
	}
	if (answer.kind === 'unknown') {
		const field = answer.reason ?? '';
		return [
			{
				kind: 'unknown',
				policy: id,
				resource: subject,
				level,
				path: [field],
				expected: { known: field },
				received: null,
				message: `${id} cannot be told for ${subject}: ${unknownWords(field, words)} is not known`,
				hint: 'Choose what the catalogue knows, or bind the policy at a level that lets people decide',
			},
		];
	}
	return [
		{
			kind: 'error',
			policy: id,
			resource: subject,
			level,
			path: [],
			expected: 'an answer',
			received: answer.reason,
			message: `${id} went wrong on ${subject}: ${answer.reason}`,
			hint: 'Nothing is allowed by a policy that fails: correct or unbind it',
		},
	];
}

function wordsAbout(subject: Subject | undefined, { owner_roles }: Binding, words: Words): Words {
	return {
		action: subject === undefined || subject.actions.length === 0 ? 'deploy' : subject.actions.join(' and '),
		kind: subject?.kinds.join(', ') ?? 'resource',
		...quotaWords(subject?.quota),
		owners: owner_roles.length === 0 ? (words.approvers ?? '') : owner_roles.join(', then '),
	};
}

function unknownWords(field: string, { quota }: Words): string {
	return quota === undefined ? `its ${field.replaceAll('_', ' ')}` : `how much of ${quota} this takes`;
}

function quotaWords(quota: Subject['quota']): Words {
	if (quota === undefined) return {};
	const { ends_at } = quota;
	return {
		quota: quotaLabel(quota),
		window_end: ends_at === null ? 'never' : new Date(ends_at).toISOString().replace(/\.000Z$/, 'Z'),
	};
}

function unjudgedViolation(subject: Subject): Violation {
	return {
		kind: 'error',
		policy: 'portcullis.nothing_judged',
		resource: subject.id,
		level: 'hard',
		path: [],
		expected: 'a policy that judges it',
		received: 'none',
		message: `no policy judged ${subject.id}`,
		hint: 'Bind a policy that applies to it: what nothing judges is not allowed',
	};
}
