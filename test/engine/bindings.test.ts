import { type Binding, createEngine, type DecideInput, type Engine, type OutcomeKind } from '@portcullis/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { assessmentOf, bound, bundleOf, creation, given, nobody, passing, policy, saying, vm } from './fixtures.js';

// How much an answer counts, and which binding says so.
let engine: Engine;

beforeAll(async () => {
	engine = createEngine(
		await bundleOf({
			says: saying('says', { subjects: ['resource', 'deployment'], subject: undefined }),
			fine: passing('fine'),
			silent: policy('silent', `${nobody('pass')}\n${nobody('fail')}`, { reads: ['gpu'] }),
		}),
	);
});

const fail = (received: unknown = 'x') =>
	({ fail: [{ resource: 'vm/web', path: ['size'], expected: 'y', received }] }) as Binding['parameters'];
const decide = async (input: DecideInput) => (await engine.decide(input)).decision;

describe('the level of a binding', () => {
	const answers: Readonly<Record<Exclude<OutcomeKind, 'waived'>, Binding['parameters']>> = {
		pass: { pass: ['vm/web'] },
		fail: fail(),
		not_applicable: { skip: ['vm/web'] },
		error: {},
		unknown: {},
	};
	const table: readonly (readonly [Exclude<OutcomeKind, 'waived'>, Binding['level'], string, string])[] = [
		['pass', 'advisory', 'allow', 'ALLOWED'],
		['pass', 'soft', 'allow', 'ALLOWED'],
		['pass', 'hard', 'allow', 'ALLOWED'],
		['fail', 'advisory', 'allow', 'ALLOWED'],
		['fail', 'soft', 'review', 'NEEDS_APPROVAL'],
		['fail', 'hard', 'deny', 'POLICY_VIOLATION'],
		['unknown', 'advisory', 'allow', 'ALLOWED'],
		['unknown', 'soft', 'review', 'NEEDS_APPROVAL'],
		['unknown', 'hard', 'deny', 'POLICY_VIOLATION'],
		['error', 'advisory', 'deny', 'POLICY_ERROR'],
		['error', 'soft', 'deny', 'POLICY_ERROR'],
		['error', 'hard', 'deny', 'POLICY_ERROR'],
		['not_applicable', 'advisory', 'allow', 'ALLOWED'],
		['not_applicable', 'soft', 'allow', 'ALLOWED'],
		['not_applicable', 'hard', 'allow', 'ALLOWED'],
	];
	it.each(table)('%s at %s is %s, %s', async (kind, level, answer, code) => {
		const binding =
			kind === 'unknown' ? bound('test.silent', { level }) : bound('test.says', { level, parameters: answers[kind] });
		const deployment = creation(vm());
		// Without machine figures `gpu` is unknown.
		const assessment = { ...assessmentOf(deployment), machines: new Map() };
		const decision = await decide(given([binding, bound('test.fine')], { deployment, assessment }));
		expect(decision).toMatchObject({ answer, code });
		expect(decision.outcomes.find(({ binding: id }) => id === binding.id)).toMatchObject({
			kind,
			level,
			subject: 'vm/web',
		});
		expect(decision.violations).toHaveLength(kind === 'pass' || kind === 'not_applicable' ? 0 : 1);
		expect(decision.requirements.map((requirement) => requirement.binding)).toEqual(
			answer === 'review' ? [binding.id] : [],
		);
	});

	it('sorts violations, the worst first', async () => {
		const held = [
			bound('test.silent', { level: 'advisory' }),
			bound('test.says', { level: 'soft', parameters: fail() }),
			bound('test.missing', { level: 'advisory', subject: 'resource' }),
		];
		const deployment = creation(vm());
		const decision = await decide(
			given(held, { deployment, assessment: { ...assessmentOf(deployment), machines: new Map() } }),
		);
		expect(decision.violations.map(({ policy: id }) => id)).toEqual(['test.missing', 'test.says', 'test.silent']);
	});
});

describe('requirements', () => {
	it('are the stages of each soft binding that was not passed, with its quorum', async () => {
		const staged = bound('test.says', {
			level: 'soft',
			parameters: fail(),
			owner_roles: ['Maker', 'Owner'],
			quorum: 2,
			requester_counts: true,
		});
		const plain = bound('test.says', {
			level: 'soft',
			subject: 'deployment',
			parameters: { fail: [{ resource: 'deployment', path: [], expected: 1, received: 2 }] },
		});
		const { answer, requirements } = await decide(given([staged, plain, bound('test.fine', { level: 'soft' })]));
		// Both bindings are of one policy, whose answers are one set: what each says is of the subjects of both.
		expect(answer).toBe('review');
		expect(requirements).toEqual([
			{
				policy: 'test.says',
				binding: staged.id,
				stages: [
					{ role: 'Maker', quorum: 2 },
					{ role: 'Owner', quorum: 2 },
				],
				requester_counts: true,
			},
			{ policy: 'test.says', binding: plain.id, stages: [{ role: null, quorum: 1 }], requester_counts: false },
		]);
	});

	it('are none where something else denies', async () => {
		const held = [bound('test.says', { level: 'soft', parameters: fail() }), bound('test.silent')];
		expect(await decide(given(held))).toMatchObject({ answer: 'deny', requirements: [] });
	});
});

describe('the binding that wins', () => {
	const scopes: readonly Binding['scope'][] = [
		{},
		{ provider: 'gcp' },
		{ environment: 'development' },
		{ environment: 'development', provider: 'gcp' },
		{ kind: 'vm' },
		{ kind: 'vm', environment: 'development', provider: 'gcp' },
		{ project: 'shop' },
		{ project: 'shop', kind: 'vm', environment: 'development', provider: 'gcp' },
	];

	it('is the most specific, however strict the others are and in whichever order they come', async () => {
		for (let index = 1; index < scopes.length; index++) {
			const general = scopes.slice(0, index).map((scope) => bound('test.says', { scope, parameters: fail() }));
			const special = bound('test.says', {
				scope: scopes[index] ?? {},
				level: 'advisory',
				parameters: { pass: ['vm/web'] },
			});
			for (const held of [
				[...general, special],
				[special, ...general],
			]) {
				const decision = await decide(given(held));
				expect(decision.outcomes).toEqual([
					{ kind: 'pass', policy: 'test.says', subject: 'vm/web', level: 'advisory', binding: special.id },
				]);
			}
		}
	});

	it('is the strictest of equally specific ones', async () => {
		const lax = bound('test.fine', { level: 'advisory' });
		const strict = bound('test.fine', { level: 'hard' });
		for (const held of [
			[lax, strict],
			[strict, lax],
		]) {
			expect((await decide(given(held))).outcomes).toMatchObject([{ level: 'hard', binding: strict.id }]);
		}
	});

	it('holds elsewhere where its scope names another project, cloud, environment or kind', async () => {
		for (const scope of [
			{ project: 'bank' },
			{ provider: 'aws' },
			{ environment: 'production' },
			{ kind: 'database' },
		] as const) {
			const decision = await decide(given([bound('test.says', { scope, parameters: fail() }), bound('test.fine')]));
			expect(decision.outcomes.map(({ policy: id }) => id)).toEqual(['test.fine']);
		}
	});

	it('may be another for each subject: one kind of subject does not stand in the way of another', async () => {
		const both = [
			bound('test.says', { parameters: { pass: ['vm/web', 'deployment'] } }),
			bound('test.says', { subject: 'deployment', scope: { kind: 'vm' }, level: 'soft' }),
		];
		expect((await decide(given(both))).outcomes).toMatchObject([
			{ subject: 'vm/web', level: 'hard' },
			{ subject: 'deployment', level: 'soft' },
		]);
	});
});
