import {
	type Binding,
	type Change,
	createEngine,
	type DecideInput,
	type Engine,
	type OutcomeKind,
} from '@portcullis/core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
	assessmentOf,
	bound,
	bundleOf,
	creation,
	each,
	factsWith,
	given,
	nobody,
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
			databases: passing('databases', { kinds: ['database'] }),
			machines: passing('machines', { kinds: ['vm'], subjects: ['deployment', 'resource'], subject: undefined }),
			on_aws: passing('on_aws', { providers: ['aws'] }),
			deletions: passing('deletions', { actions: ['delete'] }),
			quota_changes: policy(
				'quota_changes',
				`pass contains subject if {\n\t${each('quota_changes')}\n}\n\n${nobody('fail')}`,
				{ subject: 'quota', actions: ['create'] },
			),
		}),
	);
});

const fail = (received: unknown = 'x') =>
	({ fail: [{ resource: 'vm/web', path: ['size'], expected: 'y', received }] }) as Binding['parameters'];
const decide = async (input: DecideInput) => (await engine.decide(input)).decision;

describe('the level of a binding', () => {
	const answers: Readonly<Record<OutcomeKind, Binding['parameters']>> = {
		pass: { pass: ['vm/web'] },
		fail: fail(),
		not_applicable: { skip: ['vm/web'] },
		error: {},
		unknown: {},
	};
	const table: readonly (readonly [OutcomeKind, Binding['level'], string, string])[] = [
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

describe('METADATA', () => {
	const asked = async (id: string, fields: Partial<DecideInput> = {}, binding: Partial<Binding> = {}) => {
		const { outcomes } = await decide(given([bound(id, binding), bound('test.fine')], fields));
		return outcomes.filter((outcome) => outcome.policy === id).map(({ subject }) => subject);
	};
	const deletion = () => {
		const change: Change = { address: 'vm/web', before: vm(), after: null };
		const deployment = { ...creation(vm()), action: 'delete' as const, changes: [change] };
		return { deployment, assessment: assessmentOf(deployment, []) };
	};

	it('keeps from a policy what is of another kind, cloud or action', async () => {
		expect(await asked('test.databases')).toEqual([]);
		expect(await asked('test.on_aws')).toEqual([]);
		expect(await asked('test.deletions')).toEqual([]);
		expect(await asked('test.deletions', deletion())).toEqual(['vm/web']);
		const facts = factsWith(bound('test.on_aws'), bound('test.fine'));
		expect(await asked('test.on_aws', { facts: { ...facts, project: { ...facts.project, provider: 'aws' } } })).toEqual(
			['vm/web'],
		);
	});

	it('counts for quotas and the deployment too', async () => {
		expect(await asked('test.quota_changes')).toEqual(['project:shop:vm:count']);
		expect(await asked('test.quota_changes', deletion())).toEqual([]);
		expect(await asked('test.machines')).toEqual(['deployment']);
		expect(await asked('test.machines', {}, { scope: { kind: 'vm' } })).toEqual(['deployment']);
		expect(await asked('test.machines', {}, { scope: { kind: 'database' } })).toEqual([]);
	});

	it('is not taken from a bundle where it would silence a policy', async () => {
		const bundle = await bundleOf({ fine: passing('fine') });
		const [fine] = bundle.policies;
		for (const lie of [
			{ subjects: [] },
			{ subjects: ['nothing'] },
			{ kinds: [] },
			{ kinds: 'vm' },
			{ providers: ['ibm'] },
			{ actions: ['destroy'] },
			{ reads: 'cost' },
			{ message: 7 },
			{ id: '__proto__' },
			{ id: 'fine' },
			{ knids: ['vm'] },
			{ parameters: { type: 'nonsense' } },
		]) {
			const policies = [{ ...fine, ...lie }] as never;
			expect(() => createEngine({ ...bundle, policies }), JSON.stringify(lie)).toThrow(
				expect.objectContaining({ code: 'BUNDLE_INVALID' }),
			);
		}
		expect(() => createEngine({ ...bundle, policies: [...bundle.policies, ...bundle.policies] })).toThrow(
			expect.objectContaining({ code: 'BUNDLE_INVALID' }),
		);
	});

	it('cannot be changed from outside once the bundle is loaded', async () => {
		const bundle = await bundleOf({ fine: passing('fine') });
		const policies = structuredClone(bundle.policies) as unknown as { kinds?: string[] }[];
		const loaded = createEngine({ ...bundle, policies: policies as never });
		for (const metadata of policies) metadata.kinds = ['database'];
		(loaded.policies as Map<string, unknown>).clear();
		expect((await loaded.decide(given([bound('test.fine')]))).decision.answer).toBe('allow');
		expect(Object.isFrozen(createEngine(bundle).policies.get('test.fine'))).toBe(true);
	});
});
