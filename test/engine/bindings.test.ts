import { type Binding, createEngine, type DecideInput, type Engine, type OutcomeKind } from '@portcullis/core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
	assessmentOf,
	bound,
	bundleOf,
	creation,
	given,
	nobody,
	now,
	passing,
	policy,
	saying,
	vm,
} from './fixtures.js';

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
		{ resource: 'vm/*' },
		{ resource: 'vm/w*' },
		{ resource: '*/w*', kind: 'vm' },
		{ project: 'shop' },
		{ project: 'shop', kind: 'vm', environment: 'development', provider: 'gcp' },
		{ project: 'shop', resource: 'vm/web' },
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

describe('a binding by pattern', () => {
	it.each(['test.*', '*', 't*.fine', '*.fine', 'test.f*e'])(
		'%s holds the policies that it matches',
		async (pattern) => {
			const binding = bound(pattern, { level: 'soft' });
			const { outcomes } = await decide(given([binding]));
			expect(outcomes).toContainEqual({
				kind: 'pass',
				policy: 'test.fine',
				subject: 'vm/web',
				level: 'soft',
				binding: binding.id,
			});
		},
	);

	it('gives way to one that names the policy, wherever that one holds', async () => {
		const named = bound('test.fine', { level: 'advisory' });
		const pattern = bound('test.f*', { scope: { project: 'shop', kind: 'vm', resource: 'vm/web' } });
		expect((await decide(given([pattern, named]))).outcomes).toMatchObject([{ level: 'advisory', binding: named.id }]);
	});

	it('goes before a pattern with fewer letters, however far that one is narrowed', async () => {
		const wide = bound('*', { scope: { project: 'shop' }, parameters: fail() });
		const narrow = bound('test.f*', { level: 'soft' });
		const { outcomes } = await decide(given([wide, narrow]));
		expect(outcomes.find(({ policy: id }) => id === 'test.fine')).toMatchObject({ binding: narrow.id });
	});

	it('is an error of the policies that its parameters do not fit, and of those alone', async () => {
		const { code, outcomes, violations } = await decide(given([bound('test.*', { parameters: fail() })]));
		expect(code).toBe('POLICY_ERROR');
		expect(outcomes.map(({ policy: id, kind }) => [id, kind])).toEqual([
			['test.fine', 'error'],
			['test.says', 'fail'],
			['test.silent', 'error'],
		]);
		expect(violations[0]?.message).toContain('its parameters are not what it takes');
	});

	it('is an error of everything where no policy is of it', async () => {
		const decision = await decide(given([bound('nothing.*', { level: 'advisory' }), bound('test.fine')]));
		expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
		expect(decision.violations[0]).toMatchObject({ policy: 'nothing.*' });
		expect(decision.violations[0]?.message).toContain('the bundle has no policy that nothing.* matches');
	});

	it('asks for approval of each policy that was not passed: one of another is no approval of it', async () => {
		const deployment = creation(vm());
		const assessment = { ...assessmentOf(deployment), machines: new Map() };
		const named = bound('test.says', { parameters: { pass: ['vm/web'] } });
		const pattern = bound('test.*', { level: 'soft' });
		const { requirements } = await decide(given([pattern, named], { deployment, assessment }));
		expect(requirements).toMatchObject([{ policy: 'test.silent', binding: pattern.id }]);
	});
});

describe('a scope of resources', () => {
	const pass = { pass: ['vm/web', 'vm/web-1', 'vm/web-12'] };
	const some = creation(vm('web'), vm('web-1'), vm('web-12'));
	const judged = async (resource: string) => {
		const held = [bound('test.says', { scope: { resource }, parameters: pass }), bound('test.fine')];
		const { outcomes } = await decide(given(held, { deployment: some, assessment: assessmentOf(some) }));
		return outcomes.filter(({ policy: id }) => id === 'test.says').map(({ subject }) => subject);
	};

	it.each([
		['vm/web', ['vm/web']],
		['vm/web-?', ['vm/web-1']],
		['*/web-*', ['vm/web-1', 'vm/web-12']],
		['v?/*', ['vm/web', 'vm/web-1', 'vm/web-12']],
		['vm/db-*', []],
		['database/*', []],
	])('%s is of %j', async (resource, expected) => {
		expect(await judged(resource)).toEqual(expected);
	});

	it('holds for a deployment that touches one of the resources', async () => {
		const held = (resource: string) => [
			bound('test.says', { subject: 'deployment', scope: { resource }, parameters: { pass: ['deployment'] } }),
			bound('test.fine'),
		];
		const subjectsWith = async (resource: string) =>
			(await decide(given(held(resource)))).outcomes.map(({ subject }) => subject);
		expect(await subjectsWith('vm/w*')).toContain('deployment');
		expect(await subjectsWith('vm/x*')).not.toContain('deployment');
	});
});

describe('a window of validity', () => {
	it('begins at its first moment and ends before its last', async () => {
		const binding = bound('test.says', { valid_from: now, valid_until: now + 10, parameters: fail() });
		const answerAt = async (at: number) =>
			(await decide(given([binding, bound('test.fine')], { now: at }))).outcomes.map(({ policy: id }) => id);
		expect(await answerAt(now - 1)).toEqual(['test.fine']);
		expect(await answerAt(now)).toEqual(['test.fine', 'test.says']);
		expect(await answerAt(now + 9)).toEqual(['test.fine', 'test.says']);
		expect(await answerAt(now + 10)).toEqual(['test.fine']);
	});

	it('goes before a binding of the same scope that holds for good', async () => {
		const always = bound('test.fine');
		const holiday = bound('test.fine', { level: 'advisory', valid_until: now + 10 });
		expect((await decide(given([always, holiday]))).outcomes).toMatchObject([{ binding: holiday.id }]);
		expect((await decide(given([always, holiday], { now: now + 10 }))).outcomes).toMatchObject([
			{ binding: always.id },
		]);
	});
});

describe('two bindings of which none is more specific', () => {
	it('are judged by the stricter, with a warning that names both', async () => {
		const lax = bound('test.fine', { level: 'advisory', scope: { resource: 'vm/we*' } });
		const strict = bound('test.fine', { level: 'hard', scope: { resource: 'vm/*eb' } });
		for (const held of [
			[lax, strict],
			[strict, lax],
		]) {
			const { outcomes, warnings } = await decide(given(held));
			expect(outcomes).toMatchObject([{ level: 'hard', binding: strict.id }]);
			expect(warnings).toMatchObject([
				{ code: 'BINDINGS_EQUALLY_SPECIFIC', policy: 'test.fine', bindings: [strict.id, lax.id] },
			]);
			expect(warnings?.[0]?.message).toContain('it is the stricter one');
		}
	});

	it('are no matter where they never hold for the same subject, or one of them is overruled there', async () => {
		const apart = [
			bound('test.fine', { scope: { resource: 'vm/web' } }),
			bound('test.fine', { scope: { resource: 'vm/app' } }),
		];
		const overruled = bound('test.fine', { scope: { project: 'shop', resource: 'vm/web' } });
		expect((await decide(given(apart))).warnings).toEqual([]);
		const both = [
			bound('test.fine', { scope: { resource: 'vm/we*' } }),
			bound('test.fine', { scope: { resource: 'vm/*eb' } }),
			overruled,
		];
		expect((await decide(given(both))).warnings).toEqual([]);
	});
});
