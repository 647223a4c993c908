import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../contracts/catalogue.js';
import type { Provider } from '../contracts/provider.js';
import { problem } from '../model/problem.js';
import type { Project } from '../model/project.js';
import type { Resource } from '../model/resource.js';
import { parseRequest } from './parse-request.js';
import { type ResolveContext, resolveRequest } from './resolve-request.js';

const catalogue: Catalogue = {
	id: 'test',
	regions: (provider) =>
		provider === 'gcp' ? ['us-central1', 'europe-west1'] : provider === 'aws' ? ['us-east-1'] : [],
	machineTypes: (provider) => (provider === 'gcp' ? ['e2-small', 'e2-medium'] : []),
	machineType: (provider, name) => (provider === 'gcp' && name.startsWith('e2-') ? { name } : undefined),
	machineTypeOfClass: () => undefined,
	price: () => ({ kind: 'unknown', reason: 'none', looked_in: 'test' }),
};

const provider: Provider = {
	id: 'gcp',
	check: (resource) => (resource.name === 'refused' ? [problem(['name'], 'must be another', resource.name)] : []),
	synthesize: async () => ({}),
	write: async () => ({ path: '', digest: '' }),
	inPlace: async () => null,
	read: async () => ({ resources: [], unmapped: [] }),
};

const project: Project = {
	name: 'shop',
	provider: 'gcp',
	environment: 'test',
	region: 'us-central1',
	regions: ['us-central1'],
};

function resolve(request: unknown, own: Partial<ResolveContext> = {}) {
	const parsed = parseRequest(request);
	if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
	return resolveRequest(parsed.value, { project, provider, catalogue, standing: new Map(), ...own });
}

function resolved(request: unknown, own: Partial<ResolveContext> = {}) {
	const result = resolve(request, own);
	if (result.kind === 'refused') throw new Error(JSON.stringify(result.problems));
	return result.value;
}

const web = { kind: 'vm', name: 'web', size: 'e2-small' };
const standing = new Map<string, Resource>(
	resolved({ project: 'shop', resources: [web] }).changes.map(({ address, after }) => [address, after as Resource]),
);

describe('what a request leaves out', () => {
	test('is filled in: to create, the region of the project, one machine, nothing public', () => {
		const [change] = resolved({ project: 'shop', resources: [web] }).changes;
		expect(change).toEqual({
			address: 'vm/web',
			before: null,
			after: {
				...web,
				count: 1,
				disk: { size_gib: 30, type: 'balanced' },
				encryption: true,
				imds_v1: false,
				image: 'debian-12',
				public_ip: false,
				tags: {},
				region: 'us-central1',
				deletion_protection: false,
			},
		});
	});

	test('is protected from deletion in production, unless the request says otherwise', () => {
		const production = { project: { ...project, environment: 'production' as const } };
		const protection = (fields: object) =>
			resolved({ project: 'shop', resources: [{ ...web, ...fields }] }, production).changes[0]?.after;
		expect(protection({})).toMatchObject({ deletion_protection: true });
		expect(protection({ deletion_protection: false })).toMatchObject({ deletion_protection: false });
	});
});

describe('a deployment', () => {
	test('holds its changes in order of address and tags in order of key, however they were written', () => {
		const [a, b] = [
			{ ...web, name: 'a', tags: { x: '1', b: '2' } },
			{ ...web, name: 'b' },
		];
		const one = resolved({ project: 'shop', resources: [b, a] });
		const other = resolved({ project: 'shop', resources: [{ ...a, tags: { b: '2', x: '1' } }, b] });
		expect(JSON.stringify(one)).toBe(JSON.stringify(other));
		expect(one.changes.map(({ address }) => address)).toEqual(['vm/a', 'vm/b']);
	});

	test('goes from what stands to what shall stand', () => {
		const modify = resolved({ action: 'modify', project: 'shop', resources: [{ ...web, count: 3 }] }, { standing });
		expect(modify.changes).toMatchObject([{ before: { count: 1 }, after: { count: 3 } }]);
		const remove = resolved(
			{ action: 'delete', project: 'shop', resources: [{ kind: 'vm', name: 'web' }] },
			{ standing },
		);
		expect(remove.changes).toMatchObject([{ before: { count: 1 }, after: null }]);
	});

	test.each<[string, unknown, RegExp, Partial<ResolveContext>]>([
		[
			'creates nothing that stands',
			{ resources: [web] },
			/stands already in shop; ask for action modify/,
			{ standing },
		],
		[
			'modifies nothing that does not',
			{ action: 'modify', resources: [web] },
			/there is no vm\/web in shop to modify/,
			{},
		],
		[
			'deletes nothing that does not',
			{ action: 'delete', resources: [{ kind: 'vm', name: 'web' }] },
			/no vm\/web in shop to delete/,
			{},
		],
		['names nothing twice', { resources: [web, web] }, /named twice/, {}],
		[
			'has no machine type that the catalogue lacks',
			{ resources: [{ ...web, size: 'n9-small' }] },
			/no machine type of gcp/,
			{},
		],
		[
			'stands in no region of another cloud',
			{ resources: [{ ...web, region: 'us-east-1' }] },
			/is a region of aws, not of gcp/,
			{},
		],
		['obeys the rules of its cloud', { resources: [{ ...web, name: 'refused' }] }, /must be another/, {}],
	])('%s', (_what, request, message, own) => {
		const result = resolve({ project: 'shop', ...(request as object) }, own);
		if (result.kind === 'ok') throw new Error('not refused');
		expect(result).toMatchObject({
			code: 'INPUT_INVALID',
			problems: [{ path: ['resources', expect.any(Number), expect.any(String)] }],
		});
		expect(result.problems[0]?.message).toMatch(message);
	});
});
