import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limitAt, quotaAbout, quotaMeasures } from './quota.js';
import { quotaLabel } from './quota-label.js';
import { quotaPeriods, resourceKinds } from './vocabulary.js';

it.each([
	[{ project: 'shop', kind: 'vm', measure: 'count' }, 'project:shop:vm:count', 'the number of vm of project shop'],
	[{ tenant: true, measure: 'monthly_micros' }, 'tenant:all:monthly_micros', 'the cost a month of the tenant'],
	[
		{ actor: 'ada', kind: 'vm', measure: 'vcpu_milli', per: 'hour' },
		'actor:ada:vm:vcpu_milli:hour',
		'the vCPU of vm that actor ada adds in an hour',
	],
] as const)('%j is named by what it is about', (reference, id, label) => {
	const about = quotaAbout(reference);
	expect(about.id).toBe(id);
	expect(quotaLabel(about)).toBe(label);
});

it('is one of its own wherever it is about something else, whatever an actor is called', () => {
	const part = fc.constantFrom('a', ':', 'vm', 'count', 'day', 'all', 'tenant', 'project');
	const text = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(':'));
	const reference = fc.record({
		owner: fc.oneof(
			text.map((actor) => ({ actor })),
			fc.constantFrom('a', 'vm', 'count').map((project) => ({ project })),
			fc.constant({ tenant: true as const }),
		),
		kind: fc.option(fc.constantFrom(...resourceKinds), { nil: undefined }),
		measure: fc.constantFrom(...quotaMeasures),
		per: fc.option(fc.constantFrom(...quotaPeriods), { nil: undefined }),
	});
	fc.assert(
		fc.property(reference, reference, (one, other) => {
			const [a, b] = [one, other].map(({ owner, ...about }) => quotaAbout({ ...owner, ...about }));
			expect(a?.id === b?.id).toBe(JSON.stringify(a) === JSON.stringify(b));
		}),
		{ numRuns: 2000 },
	);
});

it('has the limit of its override until the moment at which that ends', () => {
	const quota = { limit: 3, override: { limit: 5, until: 100, reason: 'launch', by: 'ada' } };
	expect([99, 100].map((now) => limitAt(quota, now))).toEqual([5, 3]);
	expect(limitAt({ limit: null, override: null }, 1)).toBeNull();
});
