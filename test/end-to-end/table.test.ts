import { formatHourly } from '@portcullis/core';
import { describe, expect, test } from 'vitest';
import { deniedOf, deployed, okay, sessionOf, vm, wants, world } from './world.js';

describe('the table of answers', () => {
	test('an administrator who asks for an e2-small in us-central1 is allowed, at 0.0168 USD an hour, with no violation', async () => {
		const { gate, ada } = await world();
		const { session } = sessionOf(await gate.request(ada, wants(vm('web'))));
		const { decision } = session;
		expect(decision.answer).toBe('allow');
		expect(decision.violations).toEqual([]);
		const compute = decision.cost.resources[0]?.components.find(({ component }) => component === 'compute');
		if (compute?.kind !== 'priced') throw new Error('compute has no price');
		expect((compute.hourly_micros / 1e6).toFixed(4)).toBe('0.0168');
		expect(compute).toMatchObject({
			source: expect.stringMatching(/\S/),
			date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
		});
		expect(formatHourly(decision.cost)).toMatch(/\d/);
	});

	test('the same with the project at 10 of 10 is denied by quotas.count alone, expected at most 10, received 11', async () => {
		const { gate, ada, ...rest } = await world();
		await deployed({ gate, ...rest }, ada, wants(vm('fleet', { count: 10 })));
		const decision = deniedOf(await gate.request(ada, wants(vm('web'))));
		expect(decision.answer).toBe('deny');
		expect(decision.violations).toHaveLength(1);
		expect(decision.violations[0]).toMatchObject({ policy: 'quotas.count', expected: { at_most: 10 }, received: 11 });
	});

	test('two machines in one batch at 9 of 10 are denied by one violation, received 11', async () => {
		const { gate, ada, ...rest } = await world();
		await deployed({ gate, ...rest }, ada, wants(vm('fleet', { count: 9 })));
		const decision = deniedOf(await gate.request(ada, wants(vm('a'), vm('b'))));
		expect(decision.answer).toBe('deny');
		expect(decision.violations).toHaveLength(1);
		expect(decision.violations[0]).toMatchObject({ policy: 'quotas.count', expected: { at_most: 10 }, received: 11 });
	});

	test('a viewer who asks is denied by permissions.capability alone, which names can_create_vm', async () => {
		const { gate, actor } = await world();
		const decision = deniedOf(await gate.request(await actor('vera', { role: 'CloudViewer' }), wants(vm('web'))));
		expect(decision.answer).toBe('deny');
		expect(decision.violations).toHaveLength(1);
		expect(decision.violations[0]).toMatchObject({
			policy: 'permissions.capability',
			expected: { includes: 'can_create_vm' },
		});
		expect(decision.violations[0]?.message).toContain('can_create_vm');
	});

	test('a user who asks for an e2-standard-8 is denied by permissions.vm_size, expected at most medium', async () => {
		const { gate, actor } = await world();
		const uma = await actor('uma', { role: 'CloudUser' });
		const decision = deniedOf(await gate.request(uma, wants(vm('web', { size: 'e2-standard-8' }))));
		expect(decision.answer).toBe('deny');
		expect(decision.violations).toHaveLength(1);
		expect(decision.violations[0]).toMatchObject({ policy: 'permissions.vm_size', expected: { at_most: 'medium' } });
		expect(okay(await gate.preview(uma, [wants(vm('web', { size: 'e2-medium' }))]))[0]?.decision.answer).toBe('allow');
	});
});
