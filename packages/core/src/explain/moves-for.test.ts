import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../contracts/catalogue.js';
import type { Resource } from '../model/resource.js';
import type { Violation } from '../model/violation.js';
import { vmSchema } from '../model/vm.js';
import { machineFamily } from './machine-family.js';
import { movesFor } from './moves-for.js';
import { surroundingsOf } from './surroundings.js';

const sizes: Readonly<Record<string, number>> = {
	'e2-micro': 1,
	'e2-standard-2': 2,
	'e2-standard-4': 4,
	'n2-standard-8': 8,
};

const catalogue: Catalogue = {
	id: 'small@2026-11-25',
	regions: () => ['us-central1', 'europe-west1'],
	machineTypes: () => Object.keys(sizes),
	machineType: (_provider, name) => {
		const vcpu = sizes[name];
		return vcpu === undefined ? undefined : { name, vcpu_milli: vcpu * 1000, memory_mib: vcpu * 4096, gpu: 0 };
	},
	machineTypeOfClass: () => undefined,
	price: ({ type }) => {
		const vcpu = sizes[type] ?? 1;
		return { kind: 'priced', usd: `0.0${vcpu}`, unit: 'hour', month_factor: 1, source: 'small', date: '2026-11-25' };
	},
};

const project = {
	name: 'shop',
	provider: 'gcp',
	environment: 'development',
	region: 'us-central1',
	regions: ['us-central1', 'europe-west1'],
} as const;

const surroundings = surroundingsOf({ ...project, regions: [...project.regions] }, catalogue);

function moves(
	violation: Partial<Violation>,
	fields: Readonly<Record<string, unknown>> = {},
	before: Resource | null = null,
) {
	const given = { kind: 'vm', name: 'web', size: 'e2-standard-4', region: 'us-central1', deletion_protection: false };
	const after = vmSchema.parse({ ...given, ...fields });
	const deployment = {
		action: before === null ? ('create' as const) : ('modify' as const),
		project: 'shop',
		reason: null,
		changes: [{ address: 'vm/web', before, after }],
	};
	const whole: Violation = {
		kind: 'fail',
		policy: 'custom.anything',
		resource: 'vm/web',
		level: 'hard',
		path: [],
		expected: null,
		received: null,
		message: '',
		hint: '',
		...violation,
	};
	const found = movesFor(whole, deployment, { quotas: [] }, surroundings);
	return found.map((edits) => edits.map(({ path, to }) => `${path.join('.')}=${JSON.stringify(to)}`).join(' '));
}

describe('moves', () => {
	it.each([
		['a switch', { path: ['public_ip'], expected: false, received: true }, { public_ip: true }, ['public_ip=false']],
		['at most', { path: ['disk', 'size_gib'], expected: { at_most: 50 } }, {}, ['disk.size_gib=50']],
		['at least', { path: ['count'], expected: { at_least: 2 } }, {}, ['count=2']],
		['one of', { path: ['image'], expected: { one_of: ['ubuntu-24.04', 'debian-12'] } }, {}, ['image="ubuntu-24.04"']],
		['equals', { path: ['tags', 'env'], expected: { equals: 'dev' } }, {}, ['tags.env="dev"']],
		[
			'a pattern of plain words',
			{ path: ['tags', 'env'], expected: { tag_like: '^(a|b)$' } },
			{},
			['tags.env="a"', 'tags.env="b"'],
		],
		[
			'a region',
			{ path: ['region'], expected: { one_of: ['europe-west1'] } },
			{ zone: 'x-a' },
			['region="europe-west1" zone=null'],
		],
		[
			'a class',
			{ path: ['size_class'], expected: { at_most: 'large' } },
			{},
			['size="e2-standard-2"', 'size="e2-micro"'],
		],
		['a figure', { path: ['vcpu_milli'], expected: { at_most: 1000 } }, {}, ['size="e2-micro"']],
		['the beginning of a type', { path: ['size'], expected: { begins_with: ['n2-'] } }, {}, ['size="n2-standard-8"']],
	])('come from what the violation says, not from its policy: %s', (_what, violation, fields, expected) => {
		expect(moves(violation, fields)).toEqual(expect.arrayContaining(expected));
	});

	it.each([
		['a value that is only described', { path: ['tags', 'owner'], expected: 'a name' }],
		['a value that is only like something', { path: ['tags', 'owner'], expected: { tag_like: '^[a-z]+$' } }],
		['another name', { path: ['name'], expected: { equals: 'other' } }],
		['what belongs to the actor', { path: ['actor', 'capabilities'], expected: { includes: 'can_delete' } }],
		['what belongs to the project', { path: ['project', 'environment'], expected: { other_than: 'production' } }],
		['a policy that went wrong', { kind: 'error', path: ['public_ip'], expected: false }],
	] as const)('are none for %s', (_what, violation) => {
		expect(moves(violation)).toEqual([]);
	});

	it.each([
		['public_ip', true],
		['encryption', false],
		['deletion_protection', false],
		['imds_v1', true],
	])('never turn a switch the unsafe way, whatever a policy expects: %s', (field, unsafe) => {
		expect(moves({ path: [field], expected: unsafe, received: !unsafe }, { [field]: !unsafe })).toEqual([]);
	});

	it('never make a machine larger or dearer where a smaller one does', () => {
		const all = moves({ path: ['gpu'], expected: 0, received: 1 });
		expect(all.join()).not.toContain('n2-standard-8');
	});

	it('leave what stands in its region', () => {
		const standing = vmSchema.parse({
			kind: 'vm',
			name: 'web',
			size: 'e2-micro',
			region: 'us-central1',
			deletion_protection: false,
		});
		expect(moves({ path: ['region'], expected: { one_of: ['europe-west1'] } }, {}, standing)).toEqual([]);
	});
});

describe('the family of a machine type', () => {
	it.each([
		['e2-standard-8', 'e2'],
		['db-custom-2-7680', 'db'],
		['t3.large', 't3'],
		['db.m6g.xlarge', 'db.m6g'],
		['Standard_D4s_v5', 'Standard_D#s_v5'],
		['GP_Standard_D2ds_v4', 'GP_Standard_D#ds_v4'],
	])('of %s is %s', (type, family) => {
		expect(machineFamily(type)).toBe(family);
	});
});
