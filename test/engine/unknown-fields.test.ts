import { createEngine } from '@portcullis/core';
import { describe, expect, it } from 'vitest';
import {
	assessmentOf,
	bound,
	bundleOf,
	creation,
	each,
	given,
	nobody,
	passing,
	policy,
	priced,
	unpriced,
	vm,
} from './fixtures.js';

// A policy that answers only where it knows, and says what it reads.
const engine = createEngine(
	await bundleOf({
		fine: passing('fine'),
		silent: policy(
			'silent',
			`pass contains subject if {\n\t${each('silent')}\n\tinput.resources[subject].gpu < 0\n}\n\n${nobody('fail')}`,
			{
				reads: ['gpu', 'cost'],
			},
		),
	}),
);

describe('an unknown field', () => {
	const decideUnknown = async (machine: object, components = [priced()], id = 'test.silent') => {
		const deployment = creation(vm());
		const assessment = {
			...assessmentOf(deployment, components),
			machines: new Map([['vm/web', { name: 'e2-small', ...machine }]]),
		};
		return (await engine.decide(given([bound(id)], { deployment, assessment }))).decision;
	};

	it('that the policy reads makes a missing answer unknown, which is no pass', async () => {
		expect(await decideUnknown({})).toMatchObject({
			answer: 'deny',
			code: 'POLICY_VIOLATION',
			outcomes: [{ kind: 'unknown', subject: 'vm/web' }],
			violations: [{ kind: 'unknown', path: ['gpu'], expected: { known: 'gpu' }, received: null }],
		});
		expect((await decideUnknown({ gpu: 0 }, [priced(), unpriced])).violations).toMatchObject([
			{ kind: 'unknown', path: ['cost'] },
		]);
	});

	it('that the policy does not read leaves a missing answer an error', async () => {
		expect((await decideUnknown({ gpu: 0 })).code).toBe('POLICY_ERROR');
	});

	it('is absent from what policies see, and no zero', async () => {
		const deployment = creation(vm());
		const { record } = await engine.decide(
			given([bound('test.fine')], {
				deployment,
				assessment: { ...assessmentOf(deployment, [priced(), unpriced]), machines: new Map() },
			}),
		);
		const { input } = JSON.parse(record) as {
			input: { resources: Record<string, Record<string, unknown>>; unknown: string[] };
		};
		expect(input.unknown).toEqual(['cost']);
		expect(input.resources['vm/web']).not.toHaveProperty('vcpu_milli');
		expect(input.resources['vm/web']).not.toHaveProperty('size_class');
		expect(input.resources['vm/web']?.unknown).toEqual(['cost', 'vcpu_milli', 'memory_mib', 'gpu', 'size_class']);
		expect(input.resources['vm/web']?.cost).toMatchObject({
			complete: false,
			unknown: ['disk'],
			components: [
				{ kind: 'priced', hourly_micros: 16_753 },
				{ component: 'disk', kind: 'unknown' },
			],
		});
		expect(record).not.toContain('"kind":"unknown","hourly_micros"');
	});
});
