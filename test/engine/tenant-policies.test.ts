import { createEngine, type DecideInput, type PolicyMetadata, type RunnablePolicy } from '@portcullis/core';
import { defaultBundle } from '@portcullis/policies';
import { expect, it } from 'vitest';
import { bound, bundleOf, factsWith, given, passing } from './fixtures.js';

const engine = createEngine(await bundleOf({ fine: passing('fine') }));

const metadata: PolicyMetadata = {
	id: 'custom.own',
	title: 't',
	description: 'd',
	subjects: ['resource'],
	reads: [],
	message: '{resource} fails',
	hint: 'h',
	parameters: { type: 'object', additionalProperties: false },
};
const digest = 'a'.repeat(64);
const passes = { 'custom.own': { pass: ['vm/web'], fail: [], skip: [] } };

function own(fields: Partial<RunnablePolicy> = {}): RunnablePolicy {
	return { metadata, digest, evaluate: async () => passes, ...fields };
}

const bindings = [bound('custom.own', { level: 'advisory' }), bound('test.fine')];

/** Decides with a policy of the tenant's own that is bound, and one of the bundle beside it. */
async function decide(policies: readonly RunnablePolicy[], named = [{ id: 'custom.own', digest }]) {
	const input: DecideInput = given(bindings, {
		facts: { ...factsWith(...bindings), tenant_policies: named },
		tenantPolicies: policies,
	});
	return (await engine.decide(input)).decision;
}

it('judges by a policy that was handed over as the facts name it', async () => {
	expect(await decide([own()])).toMatchObject({ answer: 'allow' });
	const failing = { 'custom.own': { ...passes['custom.own'], pass: [], fail: [failure('vm/web')] } };
	const { violations } = await decide([own({ evaluate: async () => failing })]);
	expect(violations).toMatchObject([{ policy: 'custom.own', kind: 'fail', message: 'vm/web fails' }]);
});

function failure(resource: string) {
	return { resource, path: ['size'], expected: 'a', received: 'b' };
}

it.each([
	['is not handed over', []],
	['has another digest', [own({ digest: 'b'.repeat(64) })]],
	['says that it is another', [own({ metadata: { ...metadata, id: 'custom.other' } })]],
	['has no METADATA', [own({ metadata: {} as PolicyMetadata })]],
	['judges nothing', [own({ metadata: { ...metadata, subjects: [] } })]],
])('denies, whatever its level, by a policy that %s', async (_what, policies) => {
	const decision = await decide(policies);
	expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
	expect(decision.violations[0]).toMatchObject({ policy: 'custom.own', received: 'the tenant has no such policy' });
});

it.each([
	['throws', async () => Promise.reject(new Error('it broke')), 'it broke'],
	['throws no error', async () => Promise.reject({ odd: true }), 'it failed without a word'],
	['answers nothing', async () => ({}), 'no answer at all'],
	['answers by another id', async () => ({ 'test.fine': passes['custom.own'] }), 'no answer at all'],
	['answers through its prototype', async () => Object.create(passes), 'no answer at all'],
])('denies by a policy that %s, and asks the others all the same', async (_what, evaluate, words) => {
	const decision = await decide([own({ evaluate: evaluate as RunnablePolicy['evaluate'] })]);
	expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
	expect(decision.violations).toMatchObject([{ policy: 'custom.own', message: expect.stringContaining(words) }]);
	expect(decision.outcomes).toContainEqual(expect.objectContaining({ policy: 'test.fine', kind: 'pass' }));
});

it('takes no answer of a tenant for a policy of the bundle', async () => {
	const both = { ...passes, 'test.fine': { pass: [], fail: [failure('vm/web')], skip: [] } };
	expect(await decide([own({ evaluate: async () => both })])).toMatchObject({ answer: 'allow' });
	const posing = own({ metadata: { ...metadata, id: 'test.fine' }, evaluate: async () => both });
	const decision = await decide([posing], [{ id: 'test.fine', digest }]);
	expect([...new Set(decision.violations.map(({ policy }) => policy))]).toEqual(['custom.own']);
});

it('asks a policy that is not bound nothing', async () => {
	let asked = 0;
	const counting = own({
		evaluate: async () => {
			asked++;
			return passes;
		},
	});
	const facts = { ...factsWith(bound('test.fine')), tenant_policies: [{ id: 'custom.own', digest }] };
	const { decision } = await engine.decide(given([], { facts, tenantPolicies: [counting] }));
	expect([decision.answer, asked]).toEqual(['allow', 0]);
});

it('lets people approve one policy and not another: its digest is part of what they see', async () => {
	const other = own({ digest: 'b'.repeat(64) });
	const first = await decide([own()]);
	const second = await decide([other], [{ id: 'custom.own', digest: other.digest }]);
	expect(first.subject_digest).not.toBe(second.subject_digest);
	expect((await decide([own()])).input_digest).toBe(first.input_digest);
});

it('gives each policy a time that grows with what there is to judge', async () => {
	const given_: number[] = [];
	const evaluate: RunnablePolicy['evaluate'] = async (_input, deadlineMs) => {
		given_.push(deadlineMs);
		return passes;
	};
	await decide([own({ evaluate })]);
	expect(given_).toEqual([251]);
});

it('denies under a bundle that is empty, with a binding and without', async () => {
	const empty = createEngine({ ...(await defaultBundle()), policies: [] });
	const bare = (await empty.decide(given([]))).decision;
	expect(bare).toMatchObject({ answer: 'deny', code: 'NOTHING_JUDGED' });
	const mistyped = (await empty.decide(given([bound('cost.hourly_limit', { level: 'advisory' })]))).decision;
	expect(mistyped).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
	expect(mistyped.violations[0]).toMatchObject({
		policy: 'cost.hourly_limit',
		received: 'the bundle has no such policy',
	});
	// One of an entrypoint alone is not even loaded.
	const hollow = await bundleOf({});
	expect(() => createEngine(hollow)).toThrow(expect.objectContaining({ code: 'BUNDLE_DATA_MISSING' }));
});
