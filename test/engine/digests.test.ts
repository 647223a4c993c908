import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { type Change, createEngine, type DecideInput, type Engine, type Facts, standingCount } from '@portcullis/core';
import { defaultBundle } from '@portcullis/policies';
import { beforeAll, describe, expect, it } from 'vitest';
import { assessmentOf, bound, creation, factsWith, given, now, priced, vm } from './fixtures.js';

let engine: Engine;

beforeAll(async () => {
	engine = createEngine(await defaultBundle());
});

const held = [
	bound('permissions.capability', { id: 'a' }),
	bound('quotas.count', { id: 'b', parameters: { default_limits: { vm: 10, database: 2 } } }),
	bound('cost.hourly_limit', { id: 'c', parameters: { max_hourly_micros: 1_000_000 } }),
];
const base = (fields: Partial<DecideInput> = {}) =>
	given(held, { deployment: creation(vm('web', { tags: { owner: 'ada', 'cost-centre': '7' } })), ...fields });
const digests = async (input: DecideInput) => {
	const { decision, record } = await engine.decide(input);
	expect(decision.code).not.toBe('INPUT_INVALID');
	expect(createHash('sha256').update(record).digest('hex')).toBe(decision.input_digest);
	return { input: decision.input_digest, subject: decision.subject_digest, record };
};
const withFacts = (change: (facts: Facts) => Partial<Facts>): DecideInput => {
	const input = base();
	return { ...input, facts: { ...input.facts, ...change(input.facts) } };
};

describe('the digest of the input', () => {
	it('is of the record, which is JSON of all that was decided on', async () => {
		const { record } = await digests(base());
		expect(JSON.parse(record)).toMatchObject({
			bundle: engine.bundleDigest,
			bindings: [held[2], held[0], held[1]],
			before: {},
			input: { tenant: 'acme', now },
		});
	});

	it('is equal for equal values, in whatever order their keys and lists of facts come', async () => {
		const turned = (value: unknown): unknown => {
			if (Array.isArray(value)) return value.map(turned);
			if (value instanceof Map || typeof value !== 'object' || value === null) return value;
			return Object.fromEntries(
				Object.entries(value)
					.reverse()
					.map(([key, field]) => [key, turned(field)]),
			);
		};
		const input = turned(base()) as DecideInput;
		const facts = input.facts;
		const shuffled = { ...facts, bindings: [...facts.bindings].reverse(), roles: [...facts.roles].reverse() };
		expect(Object.keys(input.deployment.changes[0]?.after?.tags ?? {})).toEqual(['cost-centre', 'owner']);
		expect((await digests({ ...input, facts: shuffled })).record).toBe((await digests(base())).record);
	});

	it('is equal in another process', async () => {
		const script = `
			import { createEngine } from '@portcullis/core';
			import { defaultBundle } from '@portcullis/policies';
			let text = '';
			for await (const part of process.stdin) text += part;
			const input = JSON.parse(text);
			for (const name of ['machines', 'before', 'regions']) input.assessment[name] = new Map(input[name]);
			const { decision, record } = await createEngine(await defaultBundle()).decide(input);
			console.log(JSON.stringify([decision.input_digest, decision.subject_digest, record]));`;
		const input = base();
		const other = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
		const maps = Object.entries(input.assessment).filter(([, value]) => value instanceof Map);
		other.child.stdin?.end(
			JSON.stringify({ ...input, ...Object.fromEntries(maps.map(([key, map]) => [key, [...map]])) }),
		);
		const { stdout } = await other;
		const here = await digests(input);
		expect(JSON.parse(stdout)).toEqual([here.input, here.subject, here.record]);
	});

	it('is of the same bytes whether the text is small or large', async () => {
		const machines = Array.from({ length: 300 }, (_, index) => vm(`web-${index}`, { tags: { owner: 'äöü' } }));
		const large = await digests(base({ deployment: creation(...machines) }));
		expect(Buffer.byteLength(large.record)).toBeGreaterThan(64 * 1024);
		const until = large.record.indexOf(',"now":');
		expect(createHash('sha256').update(large.record.slice(0, until)).digest('hex')).toBe(large.subject);
		const small = await digests(base());
		expect(
			createHash('sha256')
				.update(small.record.slice(0, small.record.indexOf(',"now":')))
				.digest('hex'),
		).toBe(small.subject);
	});
});

describe('the digest that approvals bind to', () => {
	const quota = { ...standingCount('shop', 'vm'), override: null, window: null } as const;
	const same: readonly (readonly [string, () => DecideInput])[] = [
		['the time', () => base({ now: now + 60_000 })],
		['use of the quota', () => withFacts(() => ({ quotas: [{ ...quota, limit: 10, used: 5, reserved: 1 }] }))],
		['the limit of the quota', () => withFacts(() => ({ quotas: [{ ...quota, limit: 20, used: 2, reserved: 0 }] }))],
		[
			'grants',
			() =>
				withFacts(() => ({ grants: [{ id: 'g', actor: 'ada', role: 'Owner', plus: ['can_create_vm'], minus: [] }] })),
		],
		['roles', () => withFacts(({ roles }) => ({ roles: roles.slice(0, 1) }))],
		['who asks', () => withFacts(() => ({ actor: { id: 'bob', source: 'asserted' } }))],
		['the reason given', () => base({ deployment: { ...base().deployment, reason: 'because' } })],
	];
	it.each(same)('does not change with %s', async (_, change) => {
		const changed = await digests(change());
		expect(changed.subject).toBe((await digests(base())).subject);
	});

	const machine = (fields: Parameters<typeof vm>[1]) => () =>
		base({ deployment: creation(vm('web', { tags: { owner: 'ada', 'cost-centre': '7' }, ...fields })) });
	const priceOf = (hourly: number) => () => base({ assessment: assessmentOf(base().deployment, [priced(hourly)]) });
	const withBinding = (fields: object) => () =>
		withFacts(({ bindings }) => ({
			bindings: bindings.map((binding) => (binding.id === 'c' ? { ...binding, ...fields } : binding)),
		}));
	const different: readonly (readonly [string, () => DecideInput])[] = [
		['the size', machine({ size: 'e2-medium' })],
		['the region', machine({ region: 'us-east1' })],
		['a tag', machine({ tags: { owner: 'bob', 'cost-centre': '7' } })],
		['a public address', machine({ public_ip: true })],
		[
			'a second resource',
			() => base({ deployment: creation(vm('web', { tags: { owner: 'ada', 'cost-centre': '7' } }), vm('zeta')) }),
		],
		['the price', priceOf(16_754)],
		[
			'an unknown price',
			() =>
				base({
					assessment: assessmentOf(base().deployment, [
						{ kind: 'unknown', component: 'compute', detail: '', reason: '', looked_in: '' },
					]),
				}),
		],
		[
			'the figures of the machine',
			() =>
				base({
					assessment: { ...base().assessment, machines: new Map([['vm/web', { name: 'e2-small', vcpu_milli: 600 }]]) },
				}),
		],
		[
			'the environment of the project',
			() => withFacts(({ project }) => ({ project: { ...project, environment: 'production' } })),
		],
		[
			'the regions of the project',
			() => withFacts(({ project }) => ({ project: { ...project, regions: ['us-central1', 'us-east1'] } })),
		],
		['the parameters of a binding', withBinding({ parameters: { max_hourly_micros: 999_999 } })],
		['the level of a binding', withBinding({ level: 'soft' })],
		['the quorum of a binding', withBinding({ quorum: 2 })],
		['the owners of a binding', withBinding({ owner_roles: ['Owner'] })],
		[
			'another binding',
			() => withFacts(({ bindings }) => ({ bindings: [...bindings, bound('cost.price_known', { id: 'd' })] })),
		],
		['the tenant', () => withFacts(() => ({ tenant: 'other' }))],
	];
	it.each(different)('changes with %s', async (_, change) => {
		expect((await digests(change())).subject).not.toBe((await digests(base())).subject);
	});

	it('changes with the action and with what stood before', async () => {
		const acted = async (action: 'modify' | 'delete', change: Change) =>
			(await digests(base({ deployment: { action, project: 'shop', reason: null, changes: [change] } }))).subject;
		const after = base().deployment.changes[0]?.after ?? null;
		const all = new Set([
			(await digests(base())).subject,
			await acted('modify', { address: 'vm/web', before: vm(), after }),
			await acted('modify', { address: 'vm/web', before: vm('web', { count: 2 }), after }),
			await acted('delete', { address: 'vm/web', before: after, after: null }),
		]);
		expect(all.size).toBe(4);
	});

	it('changes with the bundle: its digest, its module, its METADATA', async () => {
		const bundle = await defaultBundle();
		const subject = async (changed: object) =>
			(await createEngine({ ...bundle, ...changed }).decide(base())).decision.subject_digest;
		const padded = Buffer.concat([bundle.wasm, Buffer.from([0, 2, 1, 120])]);
		const reworded = bundle.policies.map((policy) => ({ ...policy, reads: [...policy.reads, 'gpu'] }));
		const all = new Set([
			await subject({}),
			await subject({ digest: '0'.repeat(64) }),
			await subject({ wasm: padded }),
			await subject({ policies: reworded }),
		]);
		expect(all.size).toBe(4);
	});

	it('does not change with a binding that judges nothing here', async () => {
		const elsewhere = bound('cost.price_known', { id: 'e', scope: { project: 'bank' } });
		const changed = await digests(withFacts(({ bindings }) => ({ bindings: [...bindings, elsewhere] })));
		expect(changed.subject).toBe((await digests(base())).subject);
		expect(factsWith(elsewhere).bindings).toHaveLength(1);
	});
});
