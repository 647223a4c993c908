import { describe, expect, it } from 'vitest';
import { ask } from './ask.js';
import type { Won } from './bind.js';
import type { Evaluator } from './evaluator.js';
import type { PolicyInput } from './policy-input.js';

const subjects = ['vm/web'];

function won(id: string, fault: string | null = null): Won {
	const metadata = {
		id,
		title: id,
		description: id,
		subjects: ['resource'],
		reads: [],
		message: id,
		hint: id,
		parameters: {},
	} as const;
	const binding = {
		id: `of-${id}`,
		policy: id,
		level: 'hard',
		parameters: {},
		scope: {},
		owner_roles: [],
		quorum: 1,
		requester_counts: false,
	} as const;
	return {
		id,
		binding: { ...binding, owner_roles: [] },
		policy: { metadata, parametersFault: () => null },
		subjects,
		fault,
	};
}

const input = (...ids: readonly string[]) =>
	({
		bound: Object.fromEntries(ids.map((id) => [id, [{ parameters: {}, subjects }]])),
		resources: { 'vm/web': { unknown: [] } },
		quotas: {},
		unknown: [],
	}) as unknown as PolicyInput;

/** Passes everything that is bound, unless `fails` has words against the policies that are. */
function evaluator(fails: (ids: readonly string[]) => unknown): Evaluator {
	return {
		evaluate(bytes) {
			const ids = Object.keys(JSON.parse(Buffer.from(bytes).toString()).bound);
			const thrown = fails(ids);
			if (thrown !== undefined) throw thrown;
			return Object.fromEntries(ids.map((id) => [id, { pass: subjects, fail: [], skip: [] }]));
		},
	};
}

function answersOf(fails: (ids: readonly string[]) => unknown, policies: readonly Won[]) {
	const asked = input(...policies.filter(({ fault }) => fault === null).map(({ id }) => id));
	const answers = ask(evaluator(fails), asked, Buffer.from(JSON.stringify(asked)), policies);
	return Object.fromEntries([...answers].map(([id, said]) => [id, said.get('vm/web')]));
}

describe('ask', () => {
	const policies = [won('a.one'), won('a.two')];

	it('takes no answer of any where each alone answers and all together do not', () => {
		const answers = answersOf((ids) => (ids.length > 1 ? new Error('too much') : undefined), policies);
		expect(answers).toMatchObject({
			'a.one': { kind: 'error', reason: 'too much' },
			'a.two': { kind: 'error', reason: 'too much' },
		});
	});

	it('blames those that fail alone and keeps the answers of the others', () => {
		const answers = answersOf((ids) => (ids.includes('a.two') ? 'conflict' : undefined), policies);
		expect(answers).toMatchObject({ 'a.one': { kind: 'pass' }, 'a.two': { kind: 'error', reason: 'conflict' } });
	});

	it.each([['a text'], [null], [{ message: 7 }], [{ message: '' }], [Object.create(null)]])(
		'survives %s being thrown',
		(thrown) => {
			const answers = answersOf(() => thrown ?? Object.create(null), policies);
			expect(Object.values(answers).map((answer) => answer?.kind)).toEqual(['error', 'error']);
		},
	);

	it('makes an error of a binding whose policy cannot be asked', () => {
		const answers = answersOf(() => undefined, [won('a.one'), won('a.two', 'not like this')]);
		expect(answers).toMatchObject({ 'a.one': { kind: 'pass' }, 'a.two': { kind: 'error', reason: 'not like this' } });
	});
});
