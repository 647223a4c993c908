import { type Catalogue, type Gate, PortcullisError, type Quota, type QuotaRequest } from '@portcullis/core';
import { createCatalogue } from '@portcullis/policies';
import { describe, expect, test } from 'vitest';
import {
	deniedOf,
	deployed,
	minute,
	okay,
	providersWith,
	refusedWith,
	sessionOf,
	vm,
	type World,
	wants,
	world,
} from './world.js';

const hour = 60 * minute;
const day = 24 * hour;
const catalogue = createCatalogue();

/** An e2-small: half a vCPU, 2 GiB of memory, 30 GiB of disk unless asked otherwise. */
const wantsIn = (project: string, ...resources: readonly Record<string, unknown>[]) => ({
	...wants(...resources),
	project,
});
const grown = (name: string, count: number) => ({
	action: 'modify',
	project: 'shop',
	resources: [vm(name, { count })],
});
const without = (name: string, project = 'shop') => ({
	action: 'delete',
	project,
	resources: [{ kind: 'vm', name }],
});

async function use({ gate, ada }: Pick<World, 'gate' | 'ada'>, id: string): Promise<[used: number, reserved: number]> {
	const { quota } = okay(await gate.quotas.show(ada, id));
	return [quota.used, quota.reserved];
}

/** The worst that a request would be denied for. */
async function denial({ gate }: Pick<World, 'gate'>, caller: World['ada'], request: unknown) {
	const { violations } = deniedOf(await gate.request(caller, request));
	return violations[0];
}

/** Refuses to write, as often as it is asked. */
const broken = () =>
	providersWith(() => ({
		write: async () => {
			throw new PortcullisError('DOCUMENT_WRITE_FAILED', 'no space');
		},
	}));

/** The catalogue, but that it does not know some figure of one size, or asks another price. */
function catalogueWith(own: Partial<Pick<Catalogue, 'machineType' | 'price'>>): Catalogue {
	return { ...catalogue, ...own };
}

describe('a quota of what stands', () => {
	test.each([
		['vcpu_milli', 1500, 2000, 'at most 1.5 vCPU'],
		['memory_mib', 6144, 8192, 'at most 6 GiB'],
		['disk_gib', 90, 120, 'at most 90 GiB'],
	] as const)('of %s lets in what fits, and names what does not', async (measure, limit, received, words) => {
		const made = await world();
		const { gate, ada } = made;
		const { id } = okay(await gate.quotas.set(ada, { project: 'shop', measure, limit }));
		await deployed(made, ada, wants(vm('a', { count: 2 })));
		await deployed(made, ada, wants(vm('b')));
		expect(await use(made, id)).toEqual([limit, 0]);
		const violation = await denial(made, ada, wants(vm('c')));
		expect(violation).toMatchObject({
			policy: 'quotas.capacity',
			resource: id,
			received,
			expected: { at_most: limit },
		});
		expect(violation?.message).toContain(words);
	});

	test('moves by the difference when something is changed, and back when it goes', async () => {
		const made = await world();
		const { gate, ada } = made;
		const { id } = okay(await gate.quotas.set(ada, { project: 'shop', measure: 'vcpu_milli', limit: 2000 }));
		await deployed(made, ada, wants(vm('a', { count: 2 })));
		await deployed(made, ada, grown('a', 4));
		expect(await use(made, id)).toEqual([2000, 0]);
		expect(await denial(made, ada, grown('a', 5))).toMatchObject({ policy: 'quotas.capacity', received: 2500 });
		await deployed(made, ada, grown('a', 1));
		expect(await use(made, id)).toEqual([500, 0]);
		await deployed(made, ada, without('a'));
		expect(await use(made, id)).toEqual([0, 0]);
	});

	test('of the tenant counts every project', async () => {
		const made = await world();
		const { gate, ada } = made;
		okay(await gate.projects.add(ada, { name: 'blog', provider: 'aws', region: 'us-east-1' }));
		const { id } = okay(await gate.quotas.set(ada, { tenant: true, kind: 'vm', limit: 3 }));
		await deployed(made, ada, wants(vm('a', { count: 2 })));
		await deployed(made, ada, wantsIn('blog', vm('b', { size: 't3.micro' })));
		expect(await use(made, id)).toEqual([3, 0]);
		expect(await denial(made, ada, wantsIn('blog', vm('c', { size: 't3.micro' })))).toMatchObject({
			policy: 'quotas.count',
			resource: id,
			received: 4,
			message: expect.stringContaining('the number of vm of the tenant would be 4'),
		});
	});

	test('of money gives back what was counted, whatever the price is by now', async () => {
		let usd = '0.01';
		const price: Catalogue['price'] = (query) => {
			const found = catalogue.price(query);
			return query.service === 'vm' && found.kind === 'priced' ? { ...found, usd } : found;
		};
		const made = await world({ catalogue: catalogueWith({ price }) });
		const { gate, ada } = made;
		const { id } = okay(await gate.quotas.set(ada, { tenant: true, measure: 'hourly_micros', limit: 40_000 }));
		const session = await deployed(made, ada, wants(vm('a')));
		expect(await use(made, id)).toEqual([session.session.decision.cost.hourly_micros, 0]);
		usd = '0.02';
		expect(await denial(made, ada, wants(vm('b', { count: 2 })))).toMatchObject({
			policy: 'quotas.spend',
			message: expect.stringContaining('allowed is at most 0.0400 USD'),
		});
		await deployed(made, ada, without('a'));
		expect(await use(made, id)).toEqual([0, 0]);
	});

	test('that is set later counts what stands already, and what is just being deployed', async () => {
		const request: QuotaRequest = { project: 'shop', measure: 'vcpu_milli', limit: 4000 };
		let set: Quota | undefined;
		const made: World = await world({
			providers: providersWith((real) => ({
				async write(...args) {
					// Nobody has set it when the machines are reserved, and somebody has when they stand.
					if (set === undefined && second) set = okay(await made.gate.quotas.set(made.ada, request));
					return real.write(...args);
				},
			})),
		});
		let second = false;
		await deployed(made, made.ada, wants(vm('a', { count: 3 })));
		second = true;
		await deployed(made, made.ada, wants(vm('b', { count: 2 })));
		expect(set).toMatchObject({ used: 1500, reserved: 1000 });
		expect(await use(made, set?.id ?? '')).toEqual([2500, 0]);
		await deployed(made, made.ada, without('a'));
		await deployed(made, made.ada, without('b'));
		expect(await use(made, set?.id ?? '')).toEqual([0, 0]);
	});

	test('that was taken away limits nothing, and counts anew when it is set again', async () => {
		const made = await world();
		const { gate, ada } = made;
		const about = { project: 'shop', measure: 'disk_gib' } as const;
		const { id } = okay(await gate.quotas.set(ada, { ...about, limit: 30 }));
		await deployed(made, ada, wants(vm('a')));
		expect(okay(await gate.quotas.remove(ada, id))).toMatchObject({ limit: null, used: 30 });
		refusedWith(await gate.quotas.remove(ada, id), 'QUOTA_UNKNOWN');
		refusedWith(await gate.quotas.show(ada, id), 'QUOTA_UNKNOWN');
		await deployed(made, ada, wants(vm('b', { disk: { size_gib: 100, type: 'balanced' } })));
		await deployed(made, ada, without('a'));
		expect(okay(await gate.quotas.set(ada, { ...about, limit: 30 }))).toMatchObject({ used: 100 });
	});
});

describe("an actor's quota", () => {
	test('counts what they made in every project, on their account whoever changes or deletes it', async () => {
		const made = await world();
		const { gate, ada, actor } = made;
		okay(await gate.projects.add(ada, { name: 'blog', provider: 'gcp', region: 'us-central1' }));
		const uma = await actor('uma', { role: 'CloudUser' });
		const mine = okay(await gate.quotas.set(ada, { actor: 'uma', kind: 'vm', limit: 3 })).id;
		const adas = okay(await gate.quotas.set(ada, { actor: 'ada', kind: 'vm', limit: 1 })).id;
		await deployed(made, uma, wants(vm('a')));
		await deployed(made, uma, wantsIn('blog', vm('b')));
		expect(await use(made, mine)).toEqual([2, 0]);
		// Ada changes what uma has made: it stays uma's.
		await deployed(made, ada, grown('a', 2));
		expect(await use(made, mine)).toEqual([3, 0]);
		expect(await denial(made, ada, grown('a', 3))).toMatchObject({ policy: 'quotas.per_actor', resource: mine });
		expect(await denial(made, uma, wants(vm('c')))).toMatchObject({
			policy: 'quotas.per_actor',
			message: expect.stringContaining('the number of vm of actor uma would be 4'),
		});
		expect(await use(made, adas)).toEqual([0, 0]);
		await deployed(made, ada, without('a'));
		expect(await use(made, mine)).toEqual([1, 0]);
		await deployed(made, ada, wants(vm('d')));
		expect(await use(made, adas)).toEqual([1, 0]);
	});

	test('is seen by the actor, and by who sees the whole tenant', async () => {
		const { gate, ada, actor } = await world();
		const uma = await actor('uma', { role: 'CloudUser', project: 'shop' });
		const ben = await actor('ben', { role: 'CloudUser', project: 'shop' });
		const { id } = okay(await gate.quotas.set(ada, { actor: 'uma', kind: 'vm', limit: 3 }));
		const tenants = okay(await gate.quotas.set(ada, { tenant: true, kind: 'vm', limit: 3 })).id;
		const seen = async (who: typeof uma) => okay(await gate.quotas.list(who)).map((quota) => quota.id);
		expect(await seen(ada)).toEqual([id, tenants]);
		expect(await seen(uma)).toEqual([id]);
		expect(await seen(ben)).toEqual([]);
		refusedWith(await gate.quotas.show(ben, id), 'QUOTA_UNKNOWN');
		expect(okay(await gate.quotas.show(uma, id))).toMatchObject({ limit: 3, left: 3 });
	});
});

describe('a quota per window', () => {
	test('counts what is added, is not refilled by deleting, and begins anew with the next window', async () => {
		const made = await world();
		const { gate, ada, wait } = made;
		const { id } = okay(await gate.quotas.set(ada, { project: 'shop', kind: 'vm', per: 'day', limit: 3 }));
		await deployed(made, ada, wants(vm('a', { count: 2 })));
		await deployed(made, ada, without('a'));
		expect(await use(made, id)).toEqual([2, 0]);
		await deployed(made, ada, wants(vm('b')));
		const violation = await denial(made, ada, wants(vm('c')));
		expect(violation).toMatchObject({ policy: 'quotas.per_window', received: 4 });
		expect(violation?.hint).toMatch(/^Wait until 2026-11-25T00:00:00Z/);
		wait(12 * hour - 1);
		expect(await denial(made, ada, wants(vm('c')))).toMatchObject({ policy: 'quotas.per_window' });
		wait(1);
		await deployed(made, ada, wants(vm('c', { count: 3 })));
		expect(await use(made, id)).toEqual([3, 0]);
	});

	test('counts growth and not shrinking, on the account of who asks', async () => {
		const made = await world();
		const { gate, ada, actor } = made;
		const uma = await actor('uma', { role: 'CloudUser' });
		const umas = okay(await gate.quotas.set(ada, { actor: 'uma', kind: 'vm', per: 'week', limit: 9 })).id;
		const adas = okay(await gate.quotas.set(ada, { actor: 'ada', kind: 'vm', per: 'week', limit: 9 })).id;
		await deployed(made, uma, wants(vm('a', { count: 2 })));
		await deployed(made, ada, grown('a', 5));
		await deployed(made, uma, grown('a', 1));
		expect(await use(made, umas)).toEqual([2, 0]);
		expect(await use(made, adas)).toEqual([3, 0]);
	});

	test('gives back what failed, in the window in which it was held', async () => {
		const made = await world();
		const { gate, ada, wait, gateWith } = made;
		const { id } = okay(await gate.quotas.set(ada, { project: 'shop', kind: 'vm', per: 'day', limit: 3 }));
		const failing = gateWith({ providers: broken() });
		const { session } = sessionOf(await gate.request(ada, wants(vm('a', { count: 3 }))));
		refusedWith(await failing.approve(ada, session.id), 'DEPLOYMENT_FAILED');
		expect(await use(made, id)).toEqual([0, 0]);
		// Held on one day, and given up on the next: the next one is not touched.
		const late = gateWith({
			providers: providersWith(() => ({
				write: async () => {
					wait(day);
					throw new PortcullisError('DOCUMENT_WRITE_FAILED', 'no space');
				},
			})),
		});
		const again = sessionOf(await gate.request(ada, wants(vm('a', { count: 3 }))));
		refusedWith(await late.approve(ada, again.session.id), 'DEPLOYMENT_FAILED');
		expect(await use(made, id)).toEqual([0, 0]);
		await deployed(made, ada, wants(vm('b', { count: 3 })));
		expect(await use(made, id)).toEqual([3, 0]);
	});

	test('that ends between the decision and the start is decided anew', async () => {
		const made = await world();
		const { gate, ada, wait } = made;
		const { id } = okay(await gate.quotas.set(ada, { project: 'shop', kind: 'vm', per: 'day', limit: 3 }));
		await deployed(made, ada, wants(vm('a', { count: 2 })));
		wait(12 * hour - 10 * minute);
		const { session } = sessionOf(await gate.request(ada, wants(vm('b'))));
		const late = made.gateWith({ store: made.meanwhile(() => wait(10 * minute)) });
		okay(await late.approve(ada, session.id));
		// Counted in the window in which it started.
		expect(await use(made, id)).toEqual([1, 0]);
	});

	test("begins by the tenant's clock, and another zone refills nothing", async () => {
		const made = await world();
		const { gate, ada, wait } = made;
		okay(await gate.setTimeZone(ada, 'Europe/Berlin'));
		const { id } = okay(await gate.quotas.set(ada, { project: 'shop', kind: 'vm', per: 'day', limit: 3 }));
		const ends = async () => okay(await gate.quotas.show(ada, id)).quota.window?.ends_at;
		expect(await ends()).toBe(Date.UTC(2026, 10, 24, 23));
		await deployed(made, ada, wants(vm('a', { count: 3 })));
		for (const zone of ['Asia/Tokyo', 'UTC', 'Europe/Berlin', 'America/New_York']) {
			okay(await gate.setTimeZone(ada, zone));
			expect(await use(made, id)).toEqual([3, 0]);
		}
		// It is seven in the morning there.
		expect(await ends()).toBe(Date.UTC(2026, 10, 25, 5));
		wait(17 * hour);
		expect(await use(made, id)).toEqual([0, 0]);
		expect(okay(await gate.history(ada)).filter(({ event }) => event === 'tenant.time_zone_set')).toMatchObject([
			{ body: { time_zone: 'America/New_York', was: 'Europe/Berlin' } },
			{},
			{},
			{},
			{ body: { time_zone: 'Europe/Berlin', was: 'UTC' } },
		]);
	});

	test('is overridden for a time, whatever it counts', async () => {
		const made = await world();
		const { gate, ada, now, wait } = made;
		const about = { actor: 'ada', measure: 'vcpu_milli', per: 'day' } as const;
		const { id } = okay(await gate.quotas.set(ada, { ...about, limit: 500 }));
		await deployed(made, ada, wants(vm('a')));
		expect(await denial(made, ada, wants(vm('b')))).toMatchObject({ policy: 'quotas.per_window' });
		okay(await gate.quotas.override(ada, { ...about, limit: 1000, until: now() + hour, reason: 'launch' }));
		expect(okay(await gate.quotas.show(ada, id))).toMatchObject({ limit: 1000, left: 500 });
		await deployed(made, ada, wants(vm('b')));
		wait(hour);
		expect(okay(await gate.quotas.show(ada, id))).toMatchObject({ limit: 500, left: 0 });
		expect(await denial(made, ada, wants(vm('c')))).toMatchObject({ expected: { at_most: 500 }, received: 1500 });
		const other = { ...about, actor: 'uma', limit: 1, until: now() + hour, reason: 'launch' };
		refusedWith(await gate.quotas.override(ada, other), 'QUOTA_UNKNOWN');
	});
});

describe('what nobody knows the amount of', () => {
	const half: Catalogue['machineType'] = (provider, name) => {
		const machine = catalogue.machineType(provider, name);
		if (machine === undefined || name !== 'e2-medium') return machine;
		const { vcpu_milli: _, ...known } = machine;
		return known;
	};
	const lacking = catalogueWith({ machineType: half });
	const unknownSize = wants(vm('a', { size: 'e2-medium' }));

	/** Where sizes are not judged, so that it is the quota that is met. */
	async function lax(own: Catalogue = lacking): Promise<World> {
		const made = await world({ catalogue: own });
		for (const { id, policy } of okay(await made.gate.bindings.list(made.ada))) {
			if (policy === 'permissions.vm_size') okay(await made.gate.bindings.remove(made.ada, id));
		}
		return made;
	}

	test('is denied where the quota is hard', async () => {
		const made = await lax();
		okay(await made.gate.quotas.set(made.ada, { project: 'shop', measure: 'vcpu_milli', limit: 100_000 }));
		const decision = deniedOf(await made.gate.request(made.ada, unknownSize));
		expect(decision.violations).toMatchObject([{ kind: 'unknown', policy: 'quotas.capacity', path: ['requested'] }]);
		expect(decision.quotas.find(({ measure }) => measure === 'vcpu_milli')).toMatchObject({ requested: null });
	});

	test('is not reserved, even where a policy lets it pass', async () => {
		const made = await lax();
		const { gate, ada } = made;
		const hard = okay(await gate.bindings.list(ada)).find(({ policy }) => policy === 'quotas.capacity');
		okay(await gate.bindings.remove(ada, hard?.id ?? ''));
		okay(await gate.bindings.add(ada, { policy: 'quotas.capacity', level: 'advisory' }));
		const { id } = okay(await gate.quotas.set(ada, { project: 'shop', measure: 'vcpu_milli', limit: 100_000 }));
		const { session } = sessionOf(await gate.request(ada, unknownSize));
		const refusal = refusedWith(await gate.approve(ada, session.id), 'QUOTA_AMOUNT_UNKNOWN');
		expect(refusal.message).toContain('the vCPU of project shop is limited');
		expect(await use(made, id)).toEqual([0, 0]);
		expect(okay(await gate.show(ada, session.id)).session).toMatchObject({ status: 'open', approvals: [] });
	});

	test('and stands, lets no quota of it be set until the catalogue knows it', async () => {
		const made = await lax();
		const { gate, ada } = made;
		await deployed(made, ada, unknownSize);
		await deployed(made, ada, wants(vm('b')));
		const quota = { project: 'shop', measure: 'vcpu_milli', limit: 5000 } as const;
		const refusal = refusedWith(await gate.quotas.set(ada, quota), 'QUOTA_AMOUNT_UNKNOWN');
		expect(refusal.message).toContain('vm/a of project shop');
		expect(okay(await gate.quotas.list(ada)).map(({ id }) => id)).toEqual(['project:shop:vm:count']);
		const learned: Gate = made.gateWith({ catalogue });
		const { id, used } = okay(await learned.quotas.set(ada, quota));
		expect(used).toBe(1500);
		await deployed(made, ada, without('a'));
		await deployed(made, ada, without('b'));
		expect(await use(made, id)).toEqual([0, 0]);
	});

	test('was not counted by an earlier version, and is measured when a quota of it is set', async () => {
		const made = await world();
		const { gate, ada, store } = made;
		await deployed(made, ada, wants(vm('a', { count: 2 })));
		await store.write(async (tx) => {
			for (const one of await tx.resources.list('demo')) await tx.resources.put({ ...one, use: null });
		});
		const { id, used } = okay(await gate.quotas.set(ada, { actor: 'ada', measure: 'vcpu_milli', limit: 5000 }));
		expect(used).toBe(1000);
		await deployed(made, ada, grown('a', 1));
		expect(await use(made, id)).toEqual([500, 0]);
		expect(await use(made, 'project:shop:vm:count')).toEqual([1, 0]);
	});
});

describe('several requests that are previewed together', () => {
	test('count together against a quota of all projects', async () => {
		const { gate, ada } = await world();
		okay(await gate.projects.add(ada, { name: 'blog', provider: 'gcp', region: 'us-central1' }));
		okay(await gate.quotas.set(ada, { tenant: true, kind: 'vm', limit: 2 }));
		okay(await gate.quotas.set(ada, { actor: 'ada', measure: 'vcpu_milli', per: 'day', limit: 1000 }));
		const answers = okay(await gate.preview(ada, [wants(vm('a')), wantsIn('blog', vm('b')), wantsIn('blog', vm('c'))]));
		expect(answers.map(({ decision }) => decision.answer)).toEqual(['allow', 'allow', 'deny']);
		expect(answers[2]?.decision.violations.map(({ policy }) => policy).sort()).toEqual([
			'quotas.count',
			'quotas.per_window',
		]);
	});
});

describe('to set a quota', () => {
	test.each([
		['no owner', { kind: 'vm' }, []],
		['two owners', { kind: 'vm', project: 'shop', tenant: true }, []],
		['a number of every kind', { project: 'shop' }, ['kind']],
		['a kind that there is not', { project: 'shop', kind: 'vms' }, ['kind']],
		['a measure that there is not', { project: 'shop', kind: 'vm', measure: 'gpu' }, ['measure']],
		['a window that there is not', { project: 'shop', kind: 'vm', per: 'year' }, ['per']],
		['a limit below nothing', { project: 'shop', kind: 'vm', limit: -1 }, ['limit']],
		['a part of one', { project: 'shop', kind: 'vm', limit: 1.5 }, ['limit']],
		['more than can be counted', { project: 'shop', kind: 'vm', limit: 1e16 }, ['limit']],
		['an actor of no name', { actor: '', kind: 'vm' }, ['actor']],
		['a field that there is not', { project: 'shop', kind: 'vm', window: 'day' }, ['window']],
	])('for %s is refused, and told where', async (_what, given, path) => {
		const { gate, ada, rows } = await world();
		const before = await rows();
		const refusal = refusedWith(await gate.quotas.set(ada, { limit: 1, ...given }), 'INPUT_INVALID');
		expect(refusal.problems[0]?.path).toEqual(path);
		expect(await rows()).toEqual(before);
	});

	test('of an actor or of the tenant, and the time zone, needs can_set_quota in the whole tenant', async () => {
		const { gate, ada, actor, rows } = await world();
		const local = await actor('lea', { role: 'CloudAdmin', project: 'shop' });
		okay(await gate.quotas.set(local, { project: 'shop', measure: 'disk_gib', limit: 5 }));
		const before = await rows();
		refusedWith(await gate.quotas.set(local, { tenant: true, kind: 'vm', limit: 1 }), 'CAPABILITY_MISSING');
		refusedWith(await gate.quotas.set(local, { actor: 'lea', kind: 'vm', limit: 99 }), 'CAPABILITY_MISSING');
		refusedWith(await gate.setTimeZone(local, 'Asia/Tokyo'), 'CAPABILITY_MISSING');
		refusedWith(await gate.setTimeZone(ada, 'Mars/Olympus'), 'INPUT_INVALID');
		expect(await rows()).toEqual(before);
		okay(await gate.quotas.set(ada, { actor: 'lea', kind: 'vm', limit: 1 }));
		const { facts_version: was = 0 } = before;
		expect(await rows()).toMatchObject({ facts_version: was + 1 });
		expect(okay(await gate.history(ada, { limit: 1 }))).toMatchObject([
			{ event: 'quota.set', actor: 'ada', project: null, body: { id: 'actor:lea:vm:count', limit: 1 } },
		]);
	});

	test('that no bound policy would judge is refused, with the policy to bind', async () => {
		const { gate, ada } = await world();
		const spend = okay(await gate.bindings.list(ada)).find(({ policy }) => policy === 'quotas.spend');
		okay(await gate.bindings.remove(ada, spend?.id ?? ''));
		const quota = { tenant: true, measure: 'monthly_micros', limit: 1 } as const;
		const refusal = refusedWith(await gate.quotas.set(ada, quota), 'QUOTA_UNJUDGED');
		expect(refusal.message).toContain('bind quotas.spend first');
		okay(await gate.bindings.add(ada, { policy: 'quotas.spend', level: 'soft' }));
		okay(await gate.quotas.set(ada, quota));
	});
});
