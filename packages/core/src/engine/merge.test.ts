import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Binding } from '../model/binding.js';
import { levels } from '../model/vocabulary.js';
import type { PolicyAnswer } from './answers.js';
import type { Subject, Won } from './bind.js';
import { merge } from './merge.js';

const kinds = ['pass', 'fail', 'unknown', 'not_applicable', 'error'] as const;

const answerOf = (kind: PolicyAnswer['kind']): PolicyAnswer => ({
	kind,
	failures: kind === 'fail' ? [{ path: ['size'], expected: 1, received: 2 }] : [],
	reason: kind === 'unknown' || kind === 'error' ? 'cost' : null,
});

const subjects: readonly Subject[] = [
	{ id: 'vm/a', subject: 'resource', actions: ['create'], inPlan: false, kinds: ['vm'] },
	{ id: 'vm/b', subject: 'resource', actions: ['create'], inPlan: false, kinds: ['vm'] },
	{ id: 'deployment', subject: 'deployment', actions: ['create'], inPlan: false, kinds: ['vm'] },
];

/** Some bindings, each with what its policy said of some of the subjects; `null` where it said nothing. */
const verdicts = fc.uniqueArray(
	fc.record({
		level: fc.constantFrom(...levels),
		owners: fc.subarray(['Owner', 'Maker']),
		said: fc.dictionary(fc.constantFrom(...subjects.map(({ id }) => id)), fc.option(fc.constantFrom(...kinds)), {
			minKeys: 1,
		}),
	}),
	{ maxLength: 5, comparator: () => false },
);

function run(cases: typeof verdicts extends fc.Arbitrary<infer Value> ? Value : never) {
	const won = cases.map(({ level, owners, said }, index): Won => {
		const binding: Binding = {
			id: `b${index}`,
			policy: `test.p${index}`,
			level,
			parameters: {},
			scope: {},
			owner_roles: owners,
			quorum: 1,
			requester_counts: false,
		};
		return { id: binding.policy, binding, policy: null, subjects: Object.keys(said), fault: null };
	});
	const answers = new Map(
		cases.map(({ said }, index) => [
			`test.p${index}`,
			new Map(Object.entries(said).flatMap(([id, kind]) => (kind === null ? [] : [[id, answerOf(kind)] as const]))),
		]),
	);
	// Nothing said is an error.
	const all = cases.flatMap(({ level, said }) =>
		Object.entries(said).map(([id, kind]) => ({ level, id, kind: kind ?? 'error' })),
	);
	return { all, verdict: merge(won, answers, subjects, [], {}) };
}

describe('merge', () => {
	it('never allows where any answer at hard is not a pass or not applicable, or any is an error', () => {
		fc.assert(
			fc.property(verdicts, (cases) => {
				const { all, verdict } = run(cases);
				const bad = all.some(
					({ level, kind }) => kind === 'error' || (level === 'hard' && kind !== 'pass' && kind !== 'not_applicable'),
				);
				if (bad) expect(verdict.answer).toBe('deny');
				const asks = all.some(({ level, kind }) => level === 'soft' && (kind === 'fail' || kind === 'unknown'));
				if (asks) expect(verdict.answer).not.toBe('allow');
				const judged = (id: string) => all.some((one) => one.id === id && one.kind !== 'not_applicable');
				if (!judged('vm/a') || !judged('vm/b')) expect(verdict.answer).toBe('deny');
				else if (!bad) expect(verdict.answer).toBe(asks ? 'review' : 'allow');
			}),
			{ numRuns: 2000 },
		);
	});

	it('keeps one outcome for each binding and subject, and a violation for each that is not a pass or not applicable', () => {
		fc.assert(
			fc.property(verdicts, (cases) => {
				const { all, verdict } = run(cases);
				expect(verdict.outcomes.map(({ level, subject, kind }) => ({ level, id: subject, kind }))).toEqual(all);
				const own = verdict.violations.filter(({ policy }) => policy !== 'portcullis.nothing_judged');
				expect(own).toHaveLength(all.filter(({ kind }) => kind !== 'pass' && kind !== 'not_applicable').length);
				const severity = verdict.violations.map(({ kind, level }) => (kind === 'error' ? 3 : levels.indexOf(level)));
				expect(severity).toEqual([...severity].sort((a, b) => b - a));
			}),
		);
	});

	it('asks for approvals exactly where the answer is review, once a binding', () => {
		fc.assert(
			fc.property(verdicts, (cases) => {
				const { verdict } = run(cases);
				expect(verdict.requirements.length > 0).toBe(verdict.answer === 'review');
				const bindings = verdict.requirements.map(({ binding }) => binding);
				expect(new Set(bindings).size).toBe(bindings.length);
				for (const { stages } of verdict.requirements) expect(stages.length).toBeGreaterThan(0);
			}),
		);
	});
});
