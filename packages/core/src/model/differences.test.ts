import { expect, it } from 'vitest';
import { differences } from './differences.js';

const vm = { kind: 'vm', name: 'web', size: 'e2-small', disk: { size_gib: 30, type: 'ssd' }, tags: { team: 'core' } };

it('what was not asked for is the cloud’s to choose', () => {
	expect(differences(vm, { ...vm, zone: 'us-central1-b', subnet: 'default', disk: { ...vm.disk, iops: 3 } })).toEqual(
		[],
	);
});

it('each field that differs is named with what was asked for and what stands', () => {
	const found = { ...vm, size: 'e2-large', disk: { size_gib: 50, type: 'ssd' }, tags: { owner: 'eve' } };
	expect(differences({ ...vm, zone: 'us-central1-c' }, found)).toEqual([
		{ path: ['size'], expected: 'e2-small', received: 'e2-large' },
		{ path: ['disk', 'size_gib'], expected: 30, received: 50 },
		{ path: ['tags', 'owner'], expected: null, received: 'eve' },
		{ path: ['tags', 'team'], expected: 'core', received: null },
		{ path: ['zone'], expected: 'us-central1-c', received: null },
	]);
});

it('a subnet is the same by its name and by its path, and another is not', () => {
	const at = (subnet: string) => ({ ...vm, subnet });
	expect(differences(at('apps'), at('projects/p/regions/r/subnetworks/apps'))).toEqual([]);
	expect(differences(at('apps'), at('projects/p/regions/r/subnetworks/my-apps'))).toHaveLength(1);
});
