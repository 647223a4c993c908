import { type Binding, createEngine, type Decision, type Engine, type PolicyMetadata } from '@portcullis/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { bound, bundleOf, creation, each, given, nobody, passing, policy, saying, vm } from './fixtures.js';

// What a policy can answer, and what becomes of it.
let engine: Engine;

beforeAll(async () => {
	engine = createEngine(
		await bundleOf({
			says: saying('says', {
				message: '{actor} asks for {resource}: {received}, allowed {expected}; {nobody_knows}',
				hint: 'Ask {owners} or {grantors}; {action} {kind}',
			}),
			fine: passing('fine'),
			no_skip: passing('no_skip'),
			not_a_set: policy('not_a_set', 'pass := "vm/web"\n\nfail := []\n'),
			counts: policy(
				'counts',
				`${nobody('pass')}
fail contains {"resource": subject, "path": [], "expected": 1, "received": 9007199254740991 + 2} if {
	${each('counts')}
}`,
			),
			numbers: policy('numbers', `pass contains 1 if input.now\n\n${nobody('fail')}`),
			no_fail: policy('no_fail', `pass contains subject if {\n\t${each('no_fail')}\n}\n`),
			limit: policy('limit', `pass contains subject if {\n\t${each('limit')}\n}\n\n${nobody('fail')}`, {
				parameters: {
					type: 'object',
					required: ['most'],
					additionalProperties: false,
					properties: { most: { type: 'integer', minimum: 0 } },
				},
			}),
		}),
	);
});

const decide = async (...held: readonly Binding[]): Promise<Decision> => (await engine.decide(given(held))).decision;
const says = (parameters: Record<string, unknown>, fields: Partial<Binding> = {}) =>
	bound('test.says', { parameters: parameters as Binding['parameters'], ...fields });
const failing = { resource: 'vm/web', path: ['size'], expected: 'e2-micro', received: 'e2-small' };

describe('an answer', () => {
	it('is a pass only where the policy put the subject among its passes', async () => {
		expect(await decide(says({ pass: ['vm/web'] }))).toMatchObject({
			answer: 'allow',
			code: 'ALLOWED',
			violations: [],
			requirements: [],
		});
	});

	it.each<[string, Record<string, unknown>, string]>([
		['in none of the sets', {}, 'no answer'],
		['in pass and fail', { pass: ['vm/web'], fail: [failing] }, 'more than one answer'],
		['in pass and skip', { pass: ['vm/web'], skip: ['vm/web'] }, 'more than one answer'],
		['in fail and skip', { fail: [failing], skip: ['vm/web'] }, 'more than one answer'],
		['in all three', { pass: ['vm/web'], fail: [failing], skip: ['vm/web'] }, 'more than one answer'],
		['passed beside one that was not asked about', { pass: ['vm/web', 'vm/other'] }, 'vm/other'],
		['passed beside one skipped that was not asked about', { pass: ['vm/web'], skip: ['deployment'] }, 'deployment'],
		[
			'passed beside a violation of another',
			{ pass: ['vm/web'], fail: [{ ...failing, resource: 'vm/other' }] },
			'vm/other',
		],
		['named by a number', { pass: [1] }, 'not a set'],
		['passed beside null', { pass: ['vm/web', null] }, 'not a set'],
		['passed beside a violation that is a text', { pass: ['vm/web'], fail: ['vm/web'] }, 'lacks'],
		['failed without resource', { fail: [{ ...failing, resource: undefined }] }, 'lacks'],
		['failed without path', { fail: [{ ...failing, path: undefined }] }, 'lacks'],
		['failed with a text for path', { fail: [{ ...failing, path: 'size' }] }, 'lacks'],
		['failed without expected', { fail: [{ ...failing, expected: undefined }] }, 'lacks'],
		['failed without received', { fail: [{ ...failing, received: undefined }] }, 'lacks'],
	])('for a subject %s is an error, whatever the level', async (_, parameters, words) => {
		for (const level of ['advisory', 'soft', 'hard'] as const) {
			const plain = JSON.parse(JSON.stringify(parameters)) as Record<string, unknown>;
			const decision = await decide(says(plain, { level }), bound('test.fine'));
			expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR', requirements: [] });
			expect(decision.violations).toHaveLength(1);
			expect(decision.violations[0]).toMatchObject({ kind: 'error', policy: 'test.says', resource: 'vm/web', level });
			expect(decision.violations[0]?.message).toContain(words);
			expect(decision.outcomes).toHaveLength(2);
		}
	});

	it('that counts past 2^53 is an error: the digits of what it says are lost', async () => {
		const decision = await decide(bound('test.counts', { level: 'advisory' }));
		expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
		expect(decision.violations[0]?.message).toContain('2^53');
	});

	it('that is of no set at all, or of a policy without fail, is an error', async () => {
		for (const id of ['test.not_a_set', 'test.numbers', 'test.no_fail']) {
			const decision = await decide(bound(id, { level: 'advisory' }));
			expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
			expect(decision.violations[0]).toMatchObject({ kind: 'error', policy: id });
		}
	});

	it('needs no skip in a policy that skips nothing', async () => {
		expect((await decide(bound('test.no_skip'))).answer).toBe('allow');
	});

	it('is kept for each violation of a subject', async () => {
		const { violations } = await decide(
			says({ fail: [failing, { ...failing, path: ['tags', 0], received: null, expected: null }] }),
		);
		expect(new Set(violations.map(({ path }) => path.join('.')))).toEqual(new Set(['size', 'tags.0']));
	});

	it('of a policy that the bundle lacks is an error for all that the binding could have meant', async () => {
		const decision = await decide(bound('test.fien', { level: 'advisory' }), bound('test.fine'));
		expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
		expect(decision.violations.map(({ policy: id, resource }) => [id, resource])).toEqual([
			['test.fien', 'vm/web'],
			['test.fien', 'project:shop:vm:count'],
			['test.fien', 'deployment'],
		]);
		expect(decision.violations[0]?.message).toContain('the bundle has no such policy');
		expect(decision.outcomes.filter(({ policy: id }) => id === 'test.fine')).toMatchObject([{ kind: 'pass' }]);
	});

	it('of a policy with METADATA and no package is an error', async () => {
		const bundle = await bundleOf({ fine: passing('fine') });
		const [fine] = bundle.policies as [PolicyMetadata];
		const lying = createEngine({ ...bundle, policies: [fine, { ...fine, id: 'test.ghost' }] });
		const { decision } = await lying.decide(given([bound('test.ghost', { level: 'advisory' }), bound('test.fine')]));
		expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
		expect(decision.violations.map(({ policy: id }) => id)).toEqual(['test.ghost']);
	});

	it('is not asked of a policy that does not take the parameters or judge the subject of its binding', async () => {
		for (const wrong of [
			bound('test.limit', { level: 'advisory' }),
			bound('test.limit', { level: 'advisory', parameters: { most: -1 } }),
			bound('test.limit', { level: 'advisory', parameters: { most: 1, mots: 1 } }),
			bound('test.fine', { level: 'advisory', subject: 'quota' }),
		]) {
			const { decision, record } = await engine.decide(given([wrong, bound('test.no_skip')]));
			expect(Object.keys(JSON.parse(record).input.bound)).toEqual(['test.no_skip']);
			expect(decision).toMatchObject({ answer: 'deny', code: 'POLICY_ERROR' });
			expect(decision.violations).toHaveLength(1);
			expect(decision.violations[0]).toMatchObject({ policy: wrong.policy, kind: 'error' });
		}
		expect((await decide(bound('test.limit', { parameters: { most: 1 } }))).answer).toBe('allow');
	});
});

describe('the words of a violation', () => {
	it('come from METADATA, filled in, and leave what nobody knows as it is', async () => {
		const { violations } = await decide(
			says({ fail: [{ ...failing, expected: { one_of: ['e2-micro', 'e2-nano'] } }] }),
		);
		expect(violations[0]).toMatchObject({
			kind: 'fail',
			policy: 'test.says',
			resource: 'vm/web',
			level: 'hard',
			message: 'ada asks for vm/web: e2-small, allowed one of e2-micro, e2-nano; {nobody_knows}',
			hint: 'Ask Owner or Owner; create vm',
		});
	});

	it('name the owners of the binding in their order', async () => {
		const { violations } = await decide(says({ fail: [failing] }, { owner_roles: ['Owner', 'Maker'] }));
		expect(violations[0]?.hint).toContain('Ask Owner, then Maker');
	});

	it('are never templates themselves', async () => {
		const { violations } = await decide(says({ fail: [{ ...failing, received: '{actor} $& $1 {expected}' }] }));
		expect(violations[0]?.message).toContain('{actor} $& $1 {expected}, allowed e2-micro');
	});
});

describe('what nothing judges', () => {
	it('is denied without any binding', async () => {
		expect(await decide()).toMatchObject({
			answer: 'deny',
			code: 'NOTHING_JUDGED',
			violations: [{ resource: 'vm/web', policy: 'portcullis.nothing_judged' }],
		});
	});

	it('is denied where every policy says not applicable', async () => {
		expect(await decide(says({ skip: ['vm/web'] }))).toMatchObject({
			answer: 'deny',
			code: 'NOTHING_JUDGED',
			outcomes: [{ kind: 'not_applicable' }],
		});
	});

	it('is denied resource by resource', async () => {
		const deployment = creation(vm('api'), vm('web'));
		const { decision } = await engine.decide(given([says({ pass: ['vm/api'], skip: ['vm/web'] })], { deployment }));
		expect(decision).toMatchObject({ answer: 'deny', code: 'NOTHING_JUDGED' });
		expect(decision.violations.map(({ resource }) => resource)).toEqual(['vm/web']);
	});
});
