import { type Binding, type Change, createEngine, type DecideInput, quotaAbout, windowAt } from '@portcullis/core';
import { describe, expect, it } from 'vitest';
import {
	assessmentOf,
	bound,
	bundleOf,
	creation,
	each,
	factsWith,
	given,
	nobody,
	now,
	passing,
	policy,
	vm,
} from './fixtures.js';

// What METADATA says decides what a policy is asked about.
const engine = createEngine(
	await bundleOf({
		fine: passing('fine'),
		databases: passing('databases', { kinds: ['database'] }),
		machines: passing('machines', { kinds: ['vm'], subjects: ['deployment', 'resource'], subject: undefined }),
		on_aws: passing('on_aws', { providers: ['aws'] }),
		deletions: passing('deletions', { actions: ['delete'] }),
		quota_changes: policy(
			'quota_changes',
			`pass contains subject if {\n\t${each('quota_changes')}\n}\n\n${nobody('fail')}`,
			{ subject: 'quota', actions: ['create'] },
		),
		...Object.fromEntries(
			Object.entries({
				counts: { measures: ['count'] },
				money: { measures: ['monthly_micros'] },
				of_actors: { owners: ['actor'] },
				in_windows: { windows: true },
				of_what_stands: { windows: false, owners: ['project'] },
			}).map(([name, quotas]) => [name, passing(name, { subject: 'quota', quotas })]),
		),
	}),
);

const names = ['counts', 'money', 'of_actors', 'in_windows', 'of_what_stands'];

const decide = async (input: DecideInput) => (await engine.decide(input)).decision;

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

	it('keeps from a policy quotas of another measure, owner or window', async () => {
		const facts = factsWith(...names.map((name) => bound(`test.${name}`)), bound('test.fine'));
		const about = [
			quotaAbout({ actor: 'ada', kind: 'vm', measure: 'count' }),
			quotaAbout({ tenant: true, measure: 'monthly_micros', per: 'day' }),
		];
		const quotas = about.map((quota) => ({
			...quota,
			limit: 1,
			override: null,
			window: quota.per && windowAt(quota.per, 'UTC', now),
			used: 0,
			reserved: 0,
		}));
		const { outcomes } = await decide(given([], { facts: { ...facts, quotas: [...facts.quotas, ...quotas] } }));
		const [standing, ...others] = [facts.quotas[0]?.id, ...about.map(({ id }) => id)];
		const judged = (name: string) =>
			outcomes.filter(({ policy }) => policy === `test.${name}`).map(({ subject }) => subject);
		expect(Object.fromEntries(names.map((name) => [name, judged(name).sort()]))).toEqual({
			counts: [others[0], standing],
			money: [others[1]],
			of_actors: [others[0]],
			in_windows: [others[1]],
			of_what_stands: [standing],
		});
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
			{ windows: 'windows' },
			{ windows: '' },
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
