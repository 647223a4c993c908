import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../contracts/catalogue.js';
import type { Provider } from '../contracts/provider.js';
import { pathText, problem } from '../model/problem.js';
import type { Project } from '../model/project.js';
import type { Resource } from '../model/resource.js';
import { parseRequest } from './parse-request.js';
import { resolveRequest } from './resolve-request.js';

const catalogue: Catalogue = {
	id: 'test',
	regions: () => ['r1', 'r2'],
	machineTypes: (_provider, use) => (use === 'database' ? ['db-small'] : ['small-1', 'medium-1']),
	machineType: (_provider, name, use = 'vm') =>
		(use === 'database' ? ['db-small'] : ['small-1', 'medium-1']).includes(name) ? { name } : undefined,
	machineTypeOfClass: (_provider, size, region, use = 'vm') =>
		size === 'small' && region === 'r1' ? (use === 'database' ? 'db-small' : 'small-1') : undefined,
	price: () => ({ kind: 'unknown', reason: 'none', looked_in: 'test' }),
};

const asked: string[][] = [];
const provider: Provider = {
	id: 'gcp',
	check(resource, _project, desired) {
		asked.push([...desired.keys()]);
		return resource.name === 'refused' ? [problem(['name'], 'must be another', resource.name)] : [];
	},
	synthesize: async () => ({}),
	write: async () => ({ path: '', digest: '' }),
	inPlace: async () => null,
	read: async () => ({ resources: [], unmapped: [] }),
};

const project: Project = { name: 'shop', provider: 'gcp', environment: 'test', region: 'r1', regions: ['r1'] };

function resolve(
	request: object,
	standing: readonly Resource[] = [],
	own: Partial<Project> = {},
	cloud: Provider = provider,
) {
	const parsed = parseRequest({ project: 'shop', ...request });
	if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
	return resolveRequest(parsed.value, {
		...{ project: { ...project, ...own }, provider: cloud, catalogue },
		standing: new Map(standing.map((resource) => [`${resource.kind}/${resource.name}`, resource])),
	});
}

function made(resources: readonly object[], own: Partial<Project> = {}): Resource[] {
	const result = resolve({ resources }, [], own);
	if (result.kind === 'refused') throw new Error(JSON.stringify(result.problems));
	return result.value.changes.flatMap(({ after }) => after ?? []);
}

function faults(request: object, standing: readonly Resource[] = [], cloud: Provider = provider): string[] {
	const result = resolve(request, standing, {}, cloud);
	return result.kind === 'ok' ? [] : result.problems.map(({ path, message }) => `${pathText(path)}: ${message}`);
}

const network = { kind: 'network', name: 'main', cidr: '10.0.0.0/16', subnets: [{ name: 'a', cidr: '10.0.0.0/24' }] };
const vm = { kind: 'vm', name: 'web', size: 'small-1' };
const database = { kind: 'database', name: 'db', engine: 'postgres', version: '16', size: 'db-small' };
const cluster = { kind: 'kubernetes', name: 'k', node_pools: [{ name: 'main', size: 'medium-1' }] };
const bucket = { kind: 'storage', name: 'files' };

describe('what a request leaves out', () => {
	it('comes for each kind from the project: its region, its tags, protection in production', () => {
		const own = { environment: 'production', tags: { team: 'web', owner: 'ada' } } as const;
		const resources = made([network, vm, database, cluster, { ...bucket, tags: { owner: 'ben' } }], own);
		for (const resource of resources) {
			expect(resource).toMatchObject({ region: 'r1', tags: { team: 'web' } });
			expect(resource.tags.owner).toBe(resource.kind === 'storage' ? 'ben' : 'ada');
			if (resource.kind !== 'network') expect(resource.deletion_protection).toBe(true);
			if ('high_availability' in resource) expect(resource.high_availability).toBe(true);
		}
		for (const resource of made([vm, database, cluster, bucket])) {
			expect(resource).toMatchObject({ deletion_protection: false });
		}
	});

	it('is a machine type for each size class, by what the machines are for', () => {
		const pools = [
			{ name: 'a', size: 'small' },
			{ name: 'b', size: 'medium-1' },
		];
		expect(
			made([
				{ ...vm, size: 'small' },
				{ ...database, size: 'small' },
				{ ...cluster, node_pools: pools },
			]),
		).toMatchObject([
			{ size: 'db-small' },
			{ node_pools: [{ size: 'small-1' }, { size: 'medium-1' }] },
			{ size: 'small-1' },
		]);
	});

	it('is the kind of disk that the cloud has for nodes of every size', () => {
		expect(made([cluster])).toMatchObject([{ node_pools: [{ disk: { size_gib: 100, type: 'balanced' } }] }]);
		expect(made([cluster], { provider: 'azure' })).toMatchObject([{ node_pools: [{ disk: { type: 'ssd' } }] }]);
	});
});

describe('what is refused', () => {
	it.each<[string, object[], string]>([
		[
			'a size class without a price',
			[{ ...vm, size: 'medium' }],
			'resources[0].size: has no machine type of gcp with a price in r1; name one',
		],
		[
			'a class of databases',
			[{ ...database, size: 'medium' }],
			'resources[0].size: has no database instance type of gcp with a price in r1; name one',
		],
		[
			'a machine type for a database',
			[{ ...database, size: 'small-1' }],
			'resources[0].size: is no database instance type of gcp that the catalogue knows',
		],
		[
			'an unknown type of a pool',
			[
				{
					...cluster,
					node_pools: [
						{ name: 'a', size: 'medium-1' },
						{ name: 'b', size: 'medum-1' },
					],
				},
			],
			'resources[0].node_pools[1].size: is no machine type of gcp that the catalogue knows; did you mean medium-1?',
		],
		[
			'a region of nobody',
			[{ ...bucket, region: 'r9' }],
			"resources[0].region: is no region of gcp; one of gcp's is r1 or r2",
		],
		[
			'a key without encryption',
			[{ ...database, encryption: false, encryption_key: 'projects/p/k' }],
			'resources[0].encryption_key: must be left out where encryption is off',
		],
		[
			'every moment without backups',
			[{ ...database, backups: { enabled: false } }],
			'resources[0].backups.point_in_time: must be off where backups are',
		],
		[
			'ranges that reach nothing',
			[{ ...database, authorized_cidrs: ['10.0.0.0/8'] }],
			'resources[0].authorized_cidrs: must be left out without public_access: nobody outside reaches the database',
		],
		[
			'ranges before no endpoint',
			[{ ...cluster, authorized_cidrs: ['10.0.0.0/8'] }],
			'resources[0].authorized_cidrs: must be left out without public_endpoint: nobody outside reaches the control plane',
		],
		[
			'a network that there is not',
			[{ ...vm, network: 'main' }],
			'resources[0].network: must be a network of the project, or of this request',
		],
		[
			'a network elsewhere',
			[{ ...database, network: 'main', region: 'r2' }, network],
			'resources[0].region: must be r1, where network main is',
		],
		[
			'a subnet that the network lacks',
			[network, { ...vm, network: 'main', subnet: 'b' }],
			'resources[1].subnet: must be a subnet of network main: a',
		],
		['what the cloud refuses', [{ ...bucket, name: 'refused' }], 'resources[0].name: must be another'],
	])('%s', (_what, resources, message) => {
		expect(faults({ resources })).toEqual([message]);
	});

	it('more tags than a resource can have, those of the project with its own', () => {
		const tags = (from: number) =>
			Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`t${from + index}`, 'x']));
		const result = resolve({ resources: [{ ...bucket, tags: tags(0) }] }, [], { tags: tags(30) });
		expect(result).toMatchObject({ kind: 'refused', problems: [{ path: ['resources', 0, 'tags'] }] });
		expect(made([{ ...bucket, tags: tags(0) }], { tags: tags(5) })).toHaveLength(1);
	});
});

describe('a network that others use', () => {
	const standing = made([network, { ...vm, network: 'main', subnet: 'a' }, bucket]);
	const change = (fields: object) => ({ action: 'modify', resources: [{ ...network, ...fields }] });

	it('may not be deleted under them', () => {
		const request = { action: 'delete', resources: [{ kind: 'network', name: 'main' }] };
		expect(faults(request, standing)).toEqual(['resources[0].name: is used by vm/web; change or delete that first']);
	});

	it('may be deleted with them', () => {
		const both = [
			{ kind: 'network', name: 'main' },
			{ kind: 'vm', name: 'web' },
		];
		expect(faults({ action: 'delete', resources: both }, standing)).toEqual([]);
	});

	it('may not lose the subnet that one stands in, and may gain others', () => {
		const other = { name: 'b', cidr: '10.0.1.0/24' };
		expect(faults(change({ subnets: [other] }), standing)).toEqual([
			'resources[0]: is used by vm/web, whose subnet must be a subnet of network main: b',
		]);
		expect(faults(change({ subnets: [...network.subnets, other] }), standing)).toEqual([]);
	});

	it('may not change in a way that the cloud refuses for one of them', () => {
		const picky: Provider = {
			...provider,
			check: (resource, _project, desired) => {
				const joined = desired.get('network/main');
				const isPrivate = joined?.kind === 'network' && joined.subnets.every((subnet) => !subnet.public);
				return resource.kind === 'vm' && isPrivate ? [problem(['public_ip'], 'must be off in a private subnet')] : [];
			},
		};
		const open = { ...network, subnets: [{ ...network.subnets[0], public: true }] };
		const stands = made([open, { ...vm, network: 'main', subnet: 'a', public_ip: true }]);
		expect(faults({ action: 'modify', resources: [network] }, stands, picky)).toEqual([
			'resources[0]: is used by vm/web, whose public_ip must be off in a private subnet',
		]);
		expect(faults({ action: 'modify', resources: [open] }, stands, picky)).toEqual([]);
	});

	it('may not move to another region', () => {
		expect(faults(change({ region: 'r2' }), standing)).toEqual([
			'resources[0]: is used by vm/web, whose region must be r2, where network main is',
		]);
	});
});

it("the cloud's own rules are asked last, with all that shall stand in the project", () => {
	asked.length = 0;
	const standing = made([network]);
	asked.length = 0;
	expect(
		faults(
			{
				resources: [
					{ ...vm, network: 'main' },
					{ ...bucket, region: 'r9' },
				],
			},
			standing,
		),
	).toHaveLength(1);
	expect(asked).toEqual([]);
	expect(faults({ resources: [{ ...vm, network: 'main' }] }, standing)).toEqual([]);
	expect(asked).toEqual([['network/main', 'vm/web']]);
});
