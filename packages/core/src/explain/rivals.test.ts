import { expect, it } from 'vitest';
import type { PolicyMetadata } from '../contracts/bundle.js';
import { type Binding, bindingSchema } from '../model/binding.js';
import { rivalsIn } from './rivals.js';

const policy: PolicyMetadata = {
	id: 'cost.limit',
	title: 'Limit',
	description: '',
	subjects: ['resource'],
	reads: ['cost'],
	message: '',
	hint: '',
	parameters: {},
};

const project = {
	name: 'shop',
	provider: 'gcp' as const,
	environment: 'test' as const,
	region: 'us-central1',
	regions: ['us-central1'],
};

const subjects = [
	{ id: 'vm/web', subject: 'resource' as const, actions: ['create' as const], inPlan: false, kinds: ['vm' as const] },
];

function binding(id: string, level: Binding['level'], scope: Binding['scope'] = {}): Binding {
	return bindingSchema.parse({ id, policy: policy.id, level, scope });
}

const rivalOf = (winner: Binding, ...bindings: readonly Binding[]) =>
	rivalsIn({ bindings, policies: new Map([[policy.id, policy]]), subjects, project, now: 0 })(
		policy.id,
		winner,
		'vm/web',
	);

it('names the binding that would judge were there not another, and why that one won', () => {
	const narrow = binding('c', 'advisory', { kind: 'vm' });
	const hard = binding('b', 'hard');
	const soft = binding('a', 'soft');
	const alike = binding('d', 'hard');
	expect(rivalOf(narrow, soft, hard, narrow)).toEqual({ id: 'b', level: 'hard', scope: {}, because: 'narrower' });
	expect(rivalOf(hard, soft, hard)).toMatchObject({ id: 'a', because: 'stricter' });
	expect(rivalOf(hard, hard, alike)).toMatchObject({ id: 'd', because: 'first' });
	expect(rivalOf(hard, hard, binding('e', 'soft', { project: 'other' }))).toBeNull();
});

it('says nothing of a binding that was changed or taken away since', () => {
	expect(rivalOf(binding('b', 'hard'), binding('b', 'soft'))).toBeUndefined();
	expect(rivalOf(binding('b', 'hard'))).toBeUndefined();
});
