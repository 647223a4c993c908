import { describe, expect, it } from 'vitest';
import { expectedText, fillIn, valueText } from './violation-text.js';

describe('expectedText', () => {
	it.each<[unknown, readonly string[], string]>([
		[{ at_most: 10 }, ['quotas'], 'at most 10'],
		[{ at_most: 1500 }, ['quotas', 'q', 'vcpu_milli'], 'at most 1.5 vCPU'],
		[{ at_most: 512 }, ['quotas', 'q', 'memory_mib'], 'at most 0.5 GiB'],
		[{ at_most: 30 }, ['quotas', 'q', 'disk_gib'], 'at most 30 GiB'],
		[{ one_of: ['a', 'b'] }, ['region'], 'one of a, b'],
		[{ includes: 'can_create_vm' }, ['actor'], 'can_create_vm'],
		[{ at_most: 1_000_000 }, ['cost', 'hourly_micros'], 'at most 1.0000 USD'],
		[{ at_most: 1_500_000 }, ['cost', 'monthly_micros'], 'at most 1.50 USD'],
		[{ a: 1, b: 2 }, [], '{"a":1,"b":2}'],
		[{}, [], '{}'],
		[null, [], 'null'],
		[[], [], 'nothing'],
		[false, [], 'false'],
	])('writes %j as people say it', (expected, path, text) => {
		expect(expectedText(expected, path)).toBe(text);
	});
});

describe('valueText', () => {
	it('writes lists item by item, and what is no JSON as nothing', () => {
		expect(valueText([1, ['a'], null], [])).toBe('1, a, null');
		expect(valueText(undefined, [])).toBe('nothing');
	});
});

describe('fillIn', () => {
	const context = { resource: 'vm/web', path: [], expected: '$&', received: '{expected}', words: { owners: 'Owner' } };

	it('fills in once, and takes nothing that is filled in for a template', () => {
		expect(fillIn('{resource}: {received} {expected} {owners}', context)).toBe('vm/web: {expected} $& Owner');
	});

	it('leaves what nobody knows, also what every object has', () => {
		expect(fillIn('{nobody} {constructor} {toString}', context)).toBe('{nobody} {constructor} {toString}');
	});

	it('speaks of the deployment as such', () => {
		expect(fillIn('{resource}', { ...context, resource: 'deployment' })).toBe('the deployment');
	});
});
