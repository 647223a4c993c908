import { readdir } from 'node:fs/promises';
import { pathText } from '@portcullis/core';
import { describe, expect, test } from 'vitest';
import { refusedWith, vm, wants, world } from './world.js';

// What Terraform would evaluate.
const readsFile = `${'$'}{file("/etc/passwd")}`;

function nested(levels: number): unknown {
	let value: unknown = 'deep';
	for (let level = 0; level < levels; level++) value = { in: value };
	return value;
}

const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

describe('a request that is bad input is refused with its place, what was given and what would be right, and nothing is written', () => {
	test.each<[what: string, request: unknown, path: string, message: RegExp, received?: string]>([
		['text instead of fields', 'please', '(the whole input)', /must be a map of fields/, 'please'],
		['a list instead of fields', [1], '(the whole input)', /must be a map of fields/, '[1]'],
		['nothing', null, '(the whole input)', /must be a map of fields/, 'null'],
		[
			'an unknown action',
			{ ...wants(vm('a')), action: 'destroy' },
			'action',
			/must be one of create, modify, delete/,
			'destroy',
		],
		['no project', { resources: [vm('a')] }, 'project', /^missing; must be text/],
		['an unknown field', { ...wants(vm('a')), projekt: 'x' }, 'projekt', /unknown field; did you mean project\?/, 'x'],
		['an unknown field of a machine', wants(vm('a', { sizes: 'x' })), 'resources[0].sizes', /did you mean size/, 'x'],
		[
			'an unknown field of a disk',
			wants(vm('a', { disk: { size: 9 } })),
			'resources[0].disk.size',
			/unknown field/,
			'9',
		],
		['a kind that is not known', wants({ kind: 'vn', name: 'a' }), 'resources[0].kind', /must be .*vm/, 'vn'],
		['no kind', wants({ name: 'a', size: 'e2-small' }), 'resources[0].kind', /^missing; must be .*vm/],
		['no size', wants({ kind: 'vm', name: 'a' }), 'resources[0].size', /^missing; must be text/],
		['a wrong type', wants(vm('a', { count: '2' })), 'resources[0].count', /must be a (whole )?number/, '2'],
		['part of a machine', wants(vm('a', { count: 1.5 })), 'resources[0].count', /must be a whole number/, '1.5'],
		[
			'yes instead of true',
			wants(vm('a', { public_ip: 'yes' })),
			'resources[0].public_ip',
			/must be true or false/,
			'yes',
		],
		['too many machines', wants(vm('a', { count: 101 })), 'resources[0].count', /must be at most 100/, '101'],
		['no machine', wants(vm('a', { count: 0 })), 'resources[0].count', /must be at least 1/, '0'],
		[
			'an unknown machine type',
			wants(vm('a', { size: 'e2-smal' })),
			'resources[0].size',
			/did you mean .*e2-small/,
			'e2-smal',
		],
		[
			'a region of another cloud',
			wants(vm('a', { region: 'eu-west-1' })),
			'resources[0].region',
			/is a region of aws, not of gcp/,
			'eu-west-1',
		],
		[
			'a region that is none',
			wants(vm('a', { region: 'us-centrall' })),
			'resources[0].region',
			/is no region of gcp; .*us-central1/,
			'us-centrall',
		],
		['a name in upper case', wants(vm('Web')), 'resources[0].name', /lower-case letters/, 'Web'],
		['a name that is code', wants(vm(readsFile)), 'resources[0].name', /lower-case letters/, readsFile],
		[
			'a tag that is code',
			wants(vm('a', { tags: { owner: readsFile } })),
			'resources[0].tags.owner',
			/value must be/,
			readsFile,
		],
		[
			'a key of a tag that is code',
			wants(vm('a', { tags: { [`${'$'}{path.cwd}`]: 'x' } })),
			`resources[0].tags["${'$'}{path.cwd}"]`,
			/key must be/,
			'x',
		],
		['a label that gcp refuses', wants(vm('a', { tags: { Owner: 'Ada' } })), 'resources[0].tags.Owner', /./],
		['the name twice', wants(vm('a'), vm('a')), 'resources[1].name', /vm\/a is named twice/, 'a'],
		['no resource', wants(), 'resources', /must name at least one resource/, '[]'],
		[
			'more than 1,000 resources',
			wants(...Array.from({ length: 1001 }, (_, index) => vm(`a${index}`))),
			'resources',
			/at most 1000/,
			'1001 resources',
		],
		[
			'a __proto__',
			JSON.parse(
				'{"project":"shop","resources":[{"kind":"vm","name":"a","size":"e2-small","tags":{"__proto__":"x"}}]}',
			),
			'resources[0].tags.__proto__',
			/cannot be the name/,
			'x',
		],
		[
			'depth without end',
			{ ...wants(vm('a')), reason: nested(100_000) },
			'reason.in.in.in.in.in.in.in',
			/at most 32 levels/,
		],
		[
			'what holds itself',
			{ ...wants(vm('a')), reason: cyclic },
			'reason.self.self.self.self.self.self.self',
			/at most 32 levels/,
		],
	])('%s', async (_what, request, path, message, received) => {
		const { gate, ada, rows, root } = await world();
		const before = await rows();
		for (const result of [await gate.request(ada, request), await gate.preview(ada, [request])]) {
			const { problems } = refusedWith(result, 'INPUT_INVALID');
			const found = problems.find((problem) => pathText(problem.path) === path);
			expect(found, JSON.stringify(problems.slice(0, 3))).toBeDefined();
			expect(found?.message).toMatch(message);
			if (received !== undefined) expect(found?.received).toBe(received);
		}
		expect(await rows()).toEqual(before);
		expect(await readdir(root)).toEqual([]);
	});

	test('a hundred problems are told, and how many more there are', async () => {
		const { gate, ada } = await world();
		const request = wants(...Array.from({ length: 300 }, () => ({ kind: 'no' })));
		const { problems } = refusedWith(await gate.request(ada, request), 'INPUT_INVALID');
		expect(problems).toHaveLength(101);
		expect(problems.at(-1)?.message).toMatch(/200 more/);
	});

	test('every fault is told at once', async () => {
		const { gate, ada } = await world();
		const request = wants(vm('Web', { count: -1 }), vm('b', { image: 'windows' }));
		const { problems } = refusedWith(await gate.request(ada, request), 'INPUT_INVALID');
		expect(problems.map(({ path }) => pathText(path))).toEqual([
			'resources[0].name',
			'resources[0].count',
			'resources[1].image',
		]);
	});

	test('of several requests it is said which is bad', async () => {
		const { gate, ada } = await world();
		const refusal = refusedWith(await gate.preview(ada, [wants(vm('a')), wants(vm('B'))]), 'INPUT_INVALID');
		expect(refusal.message).toMatch(/^request 2 of 2: /);
		expect(refusal.problems.map(({ path }) => path)).toEqual([[1, 'resources', 0, 'name']]);
	});
});

describe('what else a front end passes on is no less untrusted', () => {
	test.each([
		['a tenant', { tenant: 'a\0b', actor: { id: 'ada', source: 'verified' } }],
		['an actor', { tenant: 'demo', actor: { id: 'ada\0', source: 'verified' } }],
		['an actor of half a letter', { tenant: 'demo', actor: { id: '\ud800', source: 'verified' } }],
		['a source', { tenant: 'demo', actor: { id: 'ada', source: 'system' } }],
		['nobody', undefined],
	])('%s that cannot be is refused, not thrown', async (_what, caller) => {
		const { gate, rows } = await world();
		const before = await rows();
		const given = caller as Parameters<typeof gate.list>[0];
		const answers = [
			await gate.request(given, wants(vm('a'))),
			await gate.list(given),
			await gate.approve(given, 'id1'),
			await gate.grants.add(given, { actor: 'x', role: 'CloudUser' }),
			await gate.createTenant(given),
		];
		for (const answer of answers) refusedWith(answer, 'INPUT_INVALID');
		expect(await rows()).toEqual(before);
	});

	test.each(['a\0b', '\ud800', '', 'x'.repeat(201)])('an id that cannot be (%j) is refused, not thrown', async (id) => {
		const { gate, ada } = await world();
		const answers = [
			await gate.show(ada, id),
			await gate.approve(ada, id),
			await gate.cancel(ada, id),
			await gate.reject(ada, id, 'no'),
			await gate.grants.remove(ada, id),
			await gate.bindings.remove(ada, id),
			await gate.quotas.remove(ada, id),
			await gate.quotas.list(ada, id),
			await gate.projects.remove(ada, id),
			await gate.resources(ada, id),
		];
		for (const answer of answers) refusedWith(answer, 'INPUT_INVALID');
	});

	test.each([{ limit: 0 }, { limit: Number.NaN }, { before: -1 }, { project: 'A\0' }, { nothing: 1 }])(
		'a filter that cannot be (%j) is refused',
		async (filter) => {
			const { gate, ada } = await world();
			refusedWith(await gate.history(ada, filter as object), 'INPUT_INVALID');
			if (!('before' in filter)) refusedWith(await gate.list(ada, filter as object), 'INPUT_INVALID');
		},
	);

	test('a reason that is no text, none, or too long is refused, and the session stays open', async () => {
		const { gate, ada } = await world();
		const made = await gate.request(ada, wants(vm('a')));
		if (made.kind !== 'ok' || made.value.kind !== 'session') throw new Error('no session');
		const { id } = made.value.view.session;
		for (const reason of ['', '  ', 'x'.repeat(501), '\ud800', 7]) {
			refusedWith(await gate.reject(ada, id, reason as string), 'INPUT_INVALID');
		}
		const shown = await gate.show(ada, id);
		expect(shown).toMatchObject({ value: { session: { status: 'open' } } });
	});

	test.each<[what: string, project: Record<string, unknown>, path: string, message: RegExp]>([
		['a provider that is none', { provider: 'gpc' }, 'provider', /must be one of gcp, aws, azure; did you mean gcp\?/],
		['an environment that is none', { environment: 'prod' }, 'environment', /development, test, staging, production/],
		['a region of another cloud', { region: 'eu-west-1' }, 'region', /is a region of aws/],
		['regions without its own', { regions: ['us-east1'] }, 'regions', /must hold the project's own region/],
		['no regions', { regions: [] }, 'regions', /must have at least 1 entry/],
		['a budget below nothing', { monthly_budget_micros: -1 }, 'monthly_budget_micros', /must be at least 0/],
	])('a project with %s is refused', async (_what, fields, path, message) => {
		const { gate, ada, rows } = await world();
		const before = await rows();
		const given = { name: 'other', provider: 'gcp', region: 'us-central1', ...fields };
		const { problems } = refusedWith(await gate.projects.add(ada, given), 'INPUT_INVALID');
		expect(problems.map((found) => [pathText(found.path), found.message])).toContainEqual([
			path,
			expect.stringMatching(message),
		]);
		expect(await rows()).toEqual(before);
	});

	test('a project on a cloud that the gate has no provider for is refused', async () => {
		const { gateWith, ada } = await world();
		const { problems } = refusedWith(
			await gateWith({ providers: [] }).projects.add(ada, { name: 'b', provider: 'gcp', region: 'us-central1' }),
			'INPUT_INVALID',
		);
		expect(problems[0]?.path).toEqual(['provider']);
	});
});
