import type { Caller, Catalogue } from '@portcullis/core';
import { createCatalogue } from '@portcullis/policies';
import { describe, expect, test } from 'vitest';
import { deniedOf, minute, okay, refusedWith, sessionOf, vm, type World, wants, world } from './world.js';

// Every machine costs more an hour than this: all of them need approval.
const asks = {
	policy: 'cost.hourly_limit',
	level: 'soft',
	parameters: { max_hourly_micros: 1 },
	scope: { project: 'shop' },
} as const;

/** A world in which every machine in `shop` needs approval, and uma, a user, who asks for them. */
async function asking(binding: Record<string, unknown> = {}): Promise<World & { uma: Caller }> {
	const made = await world();
	okay(await made.gate.bindings.add(made.ada, { ...asks, ...binding }));
	return { ...made, uma: await made.actor('uma', { role: 'CloudUser' }) };
}

async function events({ gate, ada }: World, session: string): Promise<string[]> {
	return okay(await gate.history(ada, { session }))
		.map(({ event }) => event)
		.reverse();
}

describe('an allowed request', () => {
	test('is started by whoever asked, or by somebody with can_approve, and by nobody else', async () => {
		const { gate, ada, actor } = await world();
		const uma = await actor('uma', { role: 'CloudUser' });
		const una = await actor('una', { role: 'CloudUser' });
		const first = sessionOf(await gate.request(uma, wants(vm('a'))));
		expect(first.may_approve).toEqual(['ada', 'uma']);
		refusedWith(await gate.approve(una, first.session.id), 'APPROVER_NOT_ENTITLED');
		expect(okay(await gate.approve(uma, first.session.id)).session.status).toBe('completed');
		const second = sessionOf(await gate.request(uma, wants(vm('b'))));
		expect(okay(await gate.approve(ada, second.session.id)).session.status).toBe('completed');
	});

	test('is told in the history from beginning to end, with what was decided on kept', async () => {
		const made = await world();
		const { gate, ada, store } = made;
		const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
		okay(await gate.approve(ada, session.id));
		expect(await events(made, session.id)).toEqual([
			'session.opened',
			'session.approved',
			'deployment.started',
			'deployment.completed',
		]);
		const rows = okay(await gate.history(ada, { session: session.id }));
		for (const row of rows) {
			expect(row).toMatchObject({ project: 'shop', session: session.id, actor: 'ada', actor_source: 'verified' });
			const digest = row.body.input_digest;
			if (typeof digest === 'string') expect(await store.read((tx) => tx.inputs.get(digest))).toMatch(/^\{/);
		}
		expect(JSON.stringify(rows)).not.toContain(made.root);
		expect(await store.read((tx) => tx.history.verify())).toMatchObject({ kind: 'intact' });
	});
});

describe('a request that needs approval', () => {
	test('waits for somebody else with can_approve: neither the requester nor who lacks it counts', async () => {
		const { gate, ada, uma, actor } = await asking();
		const una = await actor('una', { role: 'CloudUser' });
		const { session, may_approve, progress } = sessionOf(await gate.request(uma, wants(vm('a'))));
		expect(session.decision.answer).toBe('review');
		expect(may_approve).toEqual(['ada']);
		expect(progress).toMatchObject([{ policy: 'cost.hourly_limit', awaiting: { role: null, missing: 1 } }]);
		expect(refusedWith(await gate.approve(uma, session.id), 'APPROVER_NOT_ENTITLED').message).toMatch(/ask CloudAdmin/);
		refusedWith(await gate.approve(una, session.id), 'APPROVER_NOT_ENTITLED');
		expect(okay(await gate.approve(ada, session.id)).session.status).toBe('completed');
	});

	test('by an administrator is not approved by the same administrator alone', async () => {
		const { gate, ada, actor } = await asking();
		const ben = await actor('ben', { role: 'CloudAdmin' });
		const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
		refusedWith(await gate.approve(ada, session.id), 'APPROVER_NOT_ENTITLED');
		okay(await gate.approve(ben, session.id));
	});

	test('counts the requester where its binding says so', async () => {
		const { gate, ada } = await asking({ requester_counts: true });
		const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
		expect(okay(await gate.approve(ada, session.id)).session.status).toBe('completed');
	});

	test('does not count a requester who may not approve, whatever its binding says', async () => {
		const { gate, uma } = await asking({ requester_counts: true });
		const { session, may_approve } = sessionOf(await gate.request(uma, wants(vm('a'))));
		expect(may_approve).toEqual(['ada']);
		expect(refusedWith(await gate.approve(uma, session.id), 'APPROVER_NOT_ENTITLED').message).toContain(
			'can_approve is missing',
		);
	});

	test('starts only at its quorum, and counts nobody twice', async () => {
		const { gate, ada, uma, actor } = await asking({ quorum: 2 });
		const ben = await actor('ben', { role: 'CloudAdmin' });
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		const once = okay(await gate.approve(ada, session.id));
		expect(once).toMatchObject({ session: { status: 'open' }, may_approve: ['ben'] });
		expect(once.progress).toMatchObject([{ awaiting: { missing: 1 }, counted: ['ada'] }]);
		refusedWith(await gate.approve(ada, session.id), 'ALREADY_APPROVED');
		expect(okay(await gate.approve(ben, session.id)).session.status).toBe('completed');
	});

	test('does not take a second approval of the same person, in whatever role they have got since', async () => {
		const { gate, ada, uma, store, rows, actor } = await asking();
		await store.write((tx) =>
			tx.roles.put('demo', { name: 'Lead', capabilities: ['can_approve'], max_vm_size: 'none' }),
		);
		const owned = {
			policy: 'regions.allowed',
			level: 'soft',
			owner_roles: ['Lead'],
			parameters: { regions: ['us-east1'] },
		};
		okay(await gate.bindings.add(ada, { ...owned, scope: { project: 'shop' } }));
		const ben = await actor('ben', { role: 'CloudAdmin' });
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		expect(okay(await gate.approve(ben, session.id)).may_approve).toEqual([]);
		await actor('ben', { role: 'Lead' });
		const before = await rows();
		refusedWith(await gate.approve(ben, session.id), 'ALREADY_APPROVED');
		expect(await rows()).toEqual(before);
	});

	test('goes through its stages in their order', async () => {
		const made = await world();
		const { gate, ada, store, actor } = made;
		await store.write(async (tx) => {
			for (const name of ['Lead', 'Finance']) {
				await tx.roles.put('demo', { name, capabilities: ['can_view', 'can_approve'], max_vm_size: 'none' });
			}
		});
		okay(await gate.bindings.add(ada, { ...asks, owner_roles: ['Lead', 'Finance'] }));
		const [uma, lea, fin] = [
			await actor('uma', { role: 'CloudUser' }),
			await actor('lea', { role: 'Lead' }),
			await actor('fin', { role: 'Finance' }),
		];
		const { session, may_approve } = sessionOf(await gate.request(uma, wants(vm('a'))));
		expect(may_approve).toEqual(['lea']);
		expect(refusedWith(await gate.approve(fin, session.id), 'APPROVER_NOT_ENTITLED').message).toContain(
			'an approval by Lead',
		);
		refusedWith(await gate.approve(ada, session.id), 'APPROVER_NOT_ENTITLED');
		expect(okay(await gate.approve(lea, session.id)).may_approve).toEqual(['fin']);
		expect(okay(await gate.approve(fin, session.id)).session.status).toBe('completed');
	});

	test('does not take the word of a front end for who approves, unless the tenant does', async () => {
		const made = await asking();
		const { gate, uma } = made;
		const asserted: Caller = { tenant: 'demo', actor: { id: 'ada', source: 'asserted' } };
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		expect(refusedWith(await gate.approve(asserted, session.id), 'APPROVER_NOT_ENTITLED').message).toContain('--as');
		const other: Caller = { tenant: 'trusting', actor: { id: 'ada', source: 'asserted' } };
		okay(await gate.createTenant(other, { assertedMayApprove: true }));
		okay(await gate.projects.add(other, { name: 'shop', provider: 'gcp', region: 'us-central1' }));
		okay(await gate.bindings.add(other, asks));
		okay(await gate.grants.add(other, { actor: 'uma', role: 'CloudUser' }));
		const second = sessionOf(
			await gate.request({ ...other, actor: { id: 'uma', source: 'asserted' } }, wants(vm('a'))),
		);
		expect(okay(await gate.approve(other, second.session.id)).session.status).toBe('completed');
	});
});

describe('what was decided on may change before the approval', () => {
	test('a grant of the requester that was revoked since denies it, and the session stays open', async () => {
		const made = await asking();
		const { gate, ada, uma } = made;
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		const grant = okay(await gate.grants.list(ada)).find(({ actor }) => actor === 'uma');
		okay(await gate.grants.remove(ada, grant?.id ?? ''));
		expect(refusedWith(await gate.approve(ada, session.id), 'DECISION_DENIED').message).toContain('can_create_vm');
		expect(await events(made, session.id)).toEqual(['session.opened', 'approval.refused']);
		okay(await gate.grants.add(ada, { actor: 'uma', role: 'CloudUser' }));
		expect(okay(await gate.approve(ada, session.id)).session.status).toBe('completed');
	});

	test('an approver who was revoked since does not count any more', async () => {
		const { gate, ada, uma, actor } = await asking({ quorum: 2 });
		const [ben, cleo] = [await actor('ben', { role: 'CloudAdmin' }), await actor('cleo', { role: 'CloudAdmin' })];
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		okay(await gate.approve(ben, session.id));
		const grant = okay(await gate.grants.list(ada)).find(({ actor: of }) => of === 'ben');
		okay(await gate.grants.remove(ada, grant?.id ?? ''));
		const after = okay(await gate.approve(cleo, session.id));
		expect(after).toMatchObject({ session: { status: 'open' }, void_approvals: ['ben'] });
		expect(after.progress).toMatchObject([{ awaiting: { missing: 1 }, counted: ['cleo'] }]);
		expect(okay(await gate.approve(ada, session.id)).session.status).toBe('completed');
	});

	test('a grant that is revoked while an approval is decided stops it', async () => {
		const { gate, gateWith, meanwhile, ada, uma } = await asking();
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		const grant = okay(await gate.grants.list(ada)).find(({ actor }) => actor === 'uma');
		const store = meanwhile(async () => okay(await gate.grants.remove(ada, grant?.id ?? '')));
		refusedWith(await gateWith({ store }).approve(ada, session.id), 'DECISION_DENIED');
	});

	test('a grant that ends while an approval is decided stops it', async () => {
		const made = await asking();
		const { gate, gateWith, meanwhile, ada, actor, now, wait } = made;
		const tom = await actor('tom', { role: 'CloudUser', expires_at: now() + 5 });
		const { session } = sessionOf(await gate.request(tom, wants(vm('a'))));
		refusedWith(await gateWith({ store: meanwhile(() => wait(5)) }).approve(ada, session.id), 'DECISION_DENIED');
	});

	test('a session that expires while an approval is decided is not started', async () => {
		const { gate, gateWith, meanwhile, ada, uma, wait } = await asking();
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		refusedWith(
			await gateWith({ store: meanwhile(() => wait(30 * minute)) }).approve(ada, session.id),
			'SESSION_EXPIRED',
		);
	});

	test.each<
		[string, (made: World) => Promise<unknown> | unknown, ((made: World) => Partial<Parameters<World['gateWith']>[0]>)?]
	>([
		[
			'a binding',
			async ({ gate, ada }) => okay(await gate.bindings.add(ada, { policy: 'cost.price_known', level: 'advisory' })),
		],
		['a price', () => undefined, () => ({ catalogue: dearer() })],
	])('%s: the approvals are void, what is new is shown, and approving again works', async (_what, change, parts) => {
		const made = await asking({ quorum: 2 });
		const { ada, uma, actor } = made;
		const ben = await actor('ben', { role: 'CloudAdmin' });
		const { session } = sessionOf(await made.gate.request(uma, wants(vm('a'))));
		okay(await made.gate.approve(ada, session.id));
		await change(made);
		const gate = parts === undefined ? made.gate : made.gateWith(parts(made));
		refusedWith(await gate.approve(ben, session.id), 'SUBJECT_CHANGED');
		const shown = okay(await gate.show(ben, session.id));
		expect(shown).toMatchObject({ void_approvals: ['ada'], may_approve: ['ada', 'ben'] });
		expect(shown.session.subject_digest).not.toBe(session.subject_digest);
		expect(await events(made, session.id)).toEqual(['session.opened', 'session.approved', 'session.changed']);
		expect(okay(await gate.approve(ben, session.id)).session.status).toBe('open');
		expect(okay(await gate.approve(ada, session.id)).session.status).toBe('completed');
	});

	test('what stands: a change is decided again from what stands now', async () => {
		const { gate, ada, uma } = await asking();
		okay(await gate.approve(ada, sessionOf(await gate.request(uma, wants(vm('a')))).session.id));
		const grow = (count: number) => ({ action: 'modify', project: 'shop', resources: [vm('a', { count })] });
		const slow = sessionOf(await gate.request(uma, grow(3)));
		const ben = await gate.grants.add(ada, { actor: 'ben', role: 'CloudUser' });
		okay(ben);
		const fast = sessionOf(await gate.request({ tenant: 'demo', actor: { id: 'ben', source: 'verified' } }, grow(2)));
		okay(await gate.approve(ada, fast.session.id));
		refusedWith(await gate.approve(ada, slow.session.id), 'SUBJECT_CHANGED');
		okay(await gate.approve(ada, slow.session.id));
		expect(okay(await gate.quotas.list(ada))).toMatchObject([{ used: 3, reserved: 0 }]);
	});

	test('who looked at it before it changed does not approve what it changed into', async () => {
		const { gate, ada, uma, actor } = await asking();
		const ben = await actor('ben', { role: 'CloudAdmin' });
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		okay(await gate.bindings.add(ada, { policy: 'cost.price_known', level: 'advisory' }));
		refusedWith(await gate.approve(ben, session.id), 'SUBJECT_CHANGED');
		refusedWith(await gate.approve(ada, session.id, session.subject_digest), 'SUBJECT_CHANGED');
		const seen = okay(await gate.show(ada, session.id)).session.subject_digest;
		okay(await gate.approve(ada, session.id, seen));
	});

	const known = { policy: 'cost.price_known', level: 'advisory' } as const;

	test.each<[string, (made: World) => Promise<unknown>, (made: World, ben: Caller, id: string) => Promise<unknown>]>([
		[
			'what it was decided on',
			async () => undefined,
			async ({ gate, ada }, ben, id) => {
				okay(await gate.bindings.add(ada, known));
				refusedWith(await gate.approve(ben, id), 'SUBJECT_CHANGED');
			},
		],
		[
			'what they would have changed themselves',
			async ({ gate, ada }) => okay(await gate.bindings.add(ada, known)),
			async ({ gate }, ben, id) => refusedWith(await gate.approve(ben, id), 'SUBJECT_CHANGED'),
		],
		[
			'its prices alone',
			async () => undefined,
			async ({ gateWith }, ben, id) =>
				refusedWith(await gateWith({ catalogue: dearer() }).approve(ben, id), 'SUBJECT_CHANGED'),
		],
	])('nor does whose approval is decided while somebody else changes %s', async (_what, before, meantime) => {
		const made = await asking();
		const { gate, gateWith, ada, uma, actor } = made;
		const ben = await actor('ben', { role: 'CloudAdmin' });
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		await before(made);
		const store = made.meanwhile(() => meantime(made, ben, session.id));
		refusedWith(await gateWith({ store }).approve(ada, session.id), 'SUBJECT_CHANGED');
		expect(okay(await gate.show(ada, session.id)).session).toMatchObject({ status: 'open', approvals: [] });
		expect(await events(made, session.id)).toEqual(['session.opened', 'session.changed']);
	});

	test('an approval that another one makes needless while it is decided is not written down', async () => {
		const made = await world();
		const { gate, gateWith, ada, store, actor } = made;
		await store.write((tx) =>
			tx.roles.put('demo', { name: 'Lead', capabilities: ['can_approve'], max_vm_size: 'none' }),
		);
		okay(await gate.bindings.add(ada, { ...asks, owner_roles: ['Lead', 'CloudAdmin'] }));
		const [lea, leo] = [await actor('lea', { role: 'Lead' }), await actor('leo', { role: 'Lead' })];
		const { session } = sessionOf(await gate.request(await actor('uma', { role: 'CloudUser' }), wants(vm('a'))));
		const other = made.meanwhile(async () => okay(await gate.approve(lea, session.id)));
		refusedWith(await gateWith({ store: other }).approve(leo, session.id), 'APPROVER_NOT_ENTITLED');
		expect(okay(await gate.show(ada, session.id)).session.approvals).toMatchObject([{ actor: 'lea' }]);
	});

	test('what the catalogue does not know any more is not deployed', async () => {
		const { gate, gateWith, ada } = await world();
		const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
		const catalogue = { ...createCatalogue(), machineType: () => undefined };
		const { problems } = refusedWith(await gateWith({ catalogue }).approve(ada, session.id), 'INPUT_INVALID');
		expect(problems).toMatchObject([{ path: ['vm/a', 'size'] }]);
	});

	test('an allowed request that needs approval by now is shown as such first', async () => {
		const made = await world();
		const { gate, ada } = made;
		const quota = okay(await gate.bindings.list(ada)).find(({ policy }) => policy === 'quotas.count');
		okay(await gate.bindings.remove(ada, quota?.id ?? ''));
		okay(
			await gate.bindings.add(ada, {
				policy: 'quotas.count',
				level: 'soft',
				parameters: { default_limits: { vm: 1 } },
			}),
		);
		const [one, two] = [
			sessionOf(await gate.request(ada, wants(vm('a')))),
			sessionOf(await gate.request(ada, wants(vm('b')))),
		];
		okay(await gate.approve(ada, one.session.id));
		refusedWith(await gate.approve(ada, two.session.id), 'SUBJECT_CHANGED');
		refusedWith(await gate.approve(ada, two.session.id), 'APPROVER_NOT_ENTITLED');
	});

	test('a further reason for approval is shown before it counts, and voids what was given without it', async () => {
		const { gate, ada, uma, actor } = await asking({ quorum: 2 });
		const ben = await actor('ben', { role: 'CloudAdmin' });
		const quota = okay(await gate.bindings.list(ada)).find(({ policy }) => policy === 'quotas.count');
		okay(await gate.bindings.remove(ada, quota?.id ?? ''));
		okay(
			await gate.bindings.add(ada, {
				policy: 'quotas.count',
				level: 'soft',
				parameters: { default_limits: { vm: 1 } },
			}),
		);
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		okay(await gate.approve(ada, session.id));
		const other = sessionOf(await gate.request(ada, wants(vm('b'))));
		const cleo = await actor('cleo', { role: 'CloudAdmin' });
		for (const one of [ben, cleo]) okay(await gate.approve(one, other.session.id));
		// The quota is full by now. Its use is no part of the subject, so the subject is the same.
		refusedWith(await gate.approve(ben, session.id), 'SUBJECT_CHANGED');
		const shown = okay(await gate.show(ada, session.id));
		expect(shown.progress.map(({ policy }) => policy).sort()).toEqual(['cost.hourly_limit', 'quotas.count']);
		expect(shown.void_approvals).toEqual(['ada']);
		okay(await gate.approve(ben, session.id));
		expect(okay(await gate.approve(ada, session.id)).session.status).toBe('completed');
	});

	test('what awaits nothing any more is started without one more approval', async () => {
		const { gate, ada, uma } = await asking({ quorum: 2 });
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		okay(await gate.approve(ada, session.id));
		const soft = okay(await gate.bindings.list(ada)).find(
			({ level, policy }) => level === 'soft' && policy === asks.policy,
		);
		okay(await gate.bindings.remove(ada, soft?.id ?? ''));
		refusedWith(await gate.approve(ada, session.id), 'SUBJECT_CHANGED');
		expect(okay(await gate.approve(uma, session.id)).session.status).toBe('completed');
	});

	test('what is approved by all who are still asked is started by whoever asked for it', async () => {
		const { gate, ada, uma, store } = await asking();
		await store.write((tx) =>
			tx.roles.put('demo', { name: 'Lead', capabilities: ['can_approve'], max_vm_size: 'none' }),
		);
		const full = { policy: 'quotas.count', level: 'soft', owner_roles: ['Lead'], parameters: {} };
		okay(await gate.bindings.add(ada, { ...full, scope: { project: 'shop' } }));
		okay(await gate.quotas.set(ada, { project: 'shop', kind: 'vm', limit: 0 }));
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		expect(okay(await gate.approve(ada, session.id)).session.status).toBe('open');
		// There is room now: the owner of the quota is not asked any more, and ada has said yes.
		okay(await gate.quotas.set(ada, { project: 'shop', kind: 'vm', limit: 1 }));
		expect(okay(await gate.approve(uma, session.id)).session.status).toBe('completed');
	});

	test('who has no part in a session neither learns what is decided of it nor leaves a trace', async () => {
		const { gate, ada, uma, actor, rows } = await asking();
		const una = await actor('una', { role: 'CloudUser' });
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		okay(await gate.bindings.add(ada, { policy: 'cost.price_known', level: 'advisory' }));
		const before = await rows();
		for (const outsider of [una, await actor('mallory')]) {
			refusedWith(await gate.approve(outsider, session.id), 'APPROVER_NOT_ENTITLED');
		}
		expect(await rows()).toEqual(before);
		expect(okay(await gate.show(ada, session.id)).session.subject_digest).toBe(session.subject_digest);
	});
});

describe('a session ends once', () => {
	test("superseded by a newer request of the same actor for the same resource, not by anybody else's", async () => {
		const made = await asking();
		const { gate, ada, uma } = made;
		const [first, other] = [
			sessionOf(await gate.request(uma, wants(vm('a'), vm('b')))),
			sessionOf(await gate.request(ada, wants(vm('a')))),
		];
		const apart = sessionOf(await gate.request(uma, wants(vm('c'))));
		const newer = sessionOf(await gate.request(uma, wants(vm('b'))));
		const status = async (id: string) => okay(await gate.show(ada, id)).session;
		expect(await status(first.session.id)).toMatchObject({
			status: 'superseded',
			status_reason: `superseded by ${newer.session.id}`,
		});
		for (const { session } of [other, apart, newer]) expect((await status(session.id)).status).toBe('open');
		refusedWith(await gate.approve(ada, first.session.id), 'SESSION_CLOSED');
		expect(await events(made, first.session.id)).toEqual(['session.opened', 'session.superseded']);
	});

	test('cancelled by whoever asked, or rejected by who may approve, with the reason', async () => {
		const made = await asking();
		const { gate, ada, uma, actor } = made;
		const una = await actor('una', { role: 'CloudUser' });
		const one = sessionOf(await gate.request(uma, wants(vm('a')))).session.id;
		refusedWith(await gate.cancel(una, one), 'CAPABILITY_MISSING');
		refusedWith(await gate.reject(uma, one, 'mine'), 'CAPABILITY_MISSING');
		expect(okay(await gate.cancel(uma, one, 'not needed'))).toMatchObject({
			status: 'cancelled',
			status_reason: 'not needed',
		});
		for (const again of [
			await gate.cancel(uma, one),
			await gate.reject(ada, one, 'no'),
			await gate.approve(ada, one),
		]) {
			expect(refusedWith(again, 'SESSION_CLOSED').message).toContain('not needed');
		}
		const two = sessionOf(await gate.request(uma, wants(vm('a')))).session.id;
		expect(okay(await gate.reject(ada, two, 'too dear'))).toMatchObject({
			status: 'rejected',
			status_reason: 'too dear',
		});
		expect(await events(made, two)).toEqual(['session.opened', 'session.rejected']);
	});

	test('expires at its moment exactly, which the sweep only writes down', async () => {
		const made = await asking();
		const { gate, ada, uma, wait } = made;
		const { session, remaining_ms } = sessionOf(await gate.request(uma, wants(vm('a'))));
		expect(remaining_ms).toBe(30 * minute);
		wait(30 * minute - 1);
		expect(okay(await gate.show(ada, session.id))).toMatchObject({ session: { status: 'open' }, remaining_ms: 1 });
		expect((await gate.sweep()).expired).toEqual([]);
		wait(1);
		expect(okay(await gate.show(ada, session.id))).toMatchObject({
			session: { status: 'expired' },
			may_approve: [],
			remaining_ms: 0,
		});
		expect(okay(await gate.list(ada, { statuses: ['open'] }))).toEqual([]);
		expect(okay(await gate.list(ada, { statuses: ['expired'] }))).toHaveLength(1);
		for (const late of [
			await gate.approve(ada, session.id),
			await gate.cancel(uma, session.id),
			await gate.reject(ada, session.id, 'no'),
		]) {
			refusedWith(late, 'SESSION_EXPIRED');
		}
		// A newer request does not make of it something else than it is.
		sessionOf(await gate.request(uma, wants(vm('a'))));
		expect((await gate.sweep()).expired).toEqual([{ id: session.id, tenant: 'demo', project: 'shop' }]);
		expect((await gate.sweep()).expired).toEqual([]);
		expect(await events(made, session.id)).toEqual(['session.opened', 'session.expired']);
	});

	test('and may be approved until the last millisecond', async () => {
		const { gate, ada, uma, wait } = await asking();
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		wait(30 * minute - 1);
		expect(okay(await gate.approve(ada, session.id)).session.status).toBe('completed');
	});

	test('one request for what stands already, approved after another has made it, is refused with what to do', async () => {
		const { gate, ada, uma } = await asking();
		const mine = sessionOf(await gate.request(uma, wants(vm('a'))));
		okay(
			await gate.bindings.remove(
				ada,
				okay(await gate.bindings.list(ada)).find(({ level, policy }) => level === 'soft' && policy === asks.policy)
					?.id ?? '',
			),
		);
		okay(await gate.approve(ada, sessionOf(await gate.request(ada, wants(vm('a')))).session.id));
		expect(refusedWith(await gate.approve(ada, mine.session.id), 'RESOURCE_EXISTS').message).toContain(
			'make the request again',
		);
	});
});

test('a denied request opens no session, and its row says what it was denied for', async () => {
	const { gate, actor, ada, rows } = await world();
	const vera = await actor('vera', { role: 'CloudViewer' });
	const before = await rows();
	const decision = deniedOf(await gate.request(vera, wants(vm('a'))));
	expect(await rows()).toEqual({ ...before, history: (before.history ?? 0) + 1 });
	expect(okay(await gate.history(ada, { limit: 1 }))[0]).toMatchObject({
		event: 'request.denied',
		actor: 'vera',
		project: 'shop',
		session: null,
		body: {
			answer: 'deny',
			code: 'POLICY_VIOLATION',
			input_digest: decision.input_digest,
			violations: [{ policy: 'permissions.capability' }],
		},
	});
});

/** The real catalogue, a day on which everything costs twice as much. */
function dearer(): Catalogue {
	const real = createCatalogue();
	return {
		...real,
		price(query) {
			const found = real.price(query);
			return found.kind === 'priced' ? { ...found, usd: `${Number(found.usd) * 2}` } : found;
		},
	};
}
