import { type Caller, longestWaiver, type Waiver } from '@portcullis/core';
import { describe, expect, test } from 'vitest';
import { deniedOf, deployed, minute, okay, refusedWith, sessionOf, vm, type World, wants, world } from './world.js';

const day = 24 * 60 * minute;
const strict = { policy: 'cost.hourly_limit', parameters: { max_hourly_micros: 1 }, scope: { project: 'shop' } };

/** A shop in which every machine is too expensive; uma may ask for machines, ben and cyd are administrators. */
async function shop(level: 'soft' | 'hard' = 'hard', fields: object = {}) {
	const made = await world();
	okay(await made.gate.bindings.add(made.ada, { ...strict, level, ...fields }));
	const uma = await made.actor('uma', { role: 'CloudUser' });
	const ben = await made.actor('ben', { role: 'CloudAdmin' });
	return { ...made, uma, ben };
}

function waiver({ now }: Pick<World, 'now'>, fields: object = {}) {
	return {
		policy: 'cost.hourly_limit',
		scope: { project: 'shop' },
		reason: 'a load test',
		category: 'accepted',
		owner: 'uma',
		expires_at: now() + day,
		...fields,
	};
}

/** A waiver that uma asked for and ben approved; its id. */
async function waived(made: World & { readonly uma: Caller; readonly ben: Caller }, fields: object = {}) {
	const { session } = okay(await made.gate.waivers.request(made.uma, waiver(made, fields)));
	const approved = okay(await made.gate.approve(made.ben, session.id, session.subject_digest));
	expect(approved.session.status).toBe('completed');
	return session.id;
}

describe('a waiver', () => {
	test('lifts a hard policy: the violation is there still, by whom and until when it is lifted', async () => {
		const made = await shop();
		const { gate, uma, ben, ada, now } = made;
		expect(deniedOf(await gate.request(uma, wants(vm('a')))).code).toBe('POLICY_VIOLATION');
		const id = await waived(made);
		const { decision } = sessionOf(await gate.request(uma, wants(vm('a')))).session;
		expect(decision).toMatchObject({ answer: 'allow', requirements: [] });
		expect(decision.violations).toMatchObject([
			{
				policy: 'cost.hourly_limit',
				kind: 'fail',
				level: 'hard',
				waived: { id, by: ['ben'], until: now() + day, category: 'accepted' },
			},
		]);
		expect(decision.outcomes).toContainEqual(
			expect.objectContaining({ policy: 'cost.hourly_limit', subject: 'vm/a', kind: 'waived' }),
		);
		expect((await deployed(made, uma, wants(vm('a')))).session.status).toBe('completed');
		const events = okay(await gate.history(ada, { session: id })).map(({ event, actor }) => [event, actor]);
		expect(events).toEqual([
			['waiver.added', 'uma'],
			['session.approved', 'ben'],
			['session.opened', 'uma'],
		]);
		okay(await gate.waivers.remove(ben, id));
		expect(okay(await gate.history(ada, { session: id }))[0]).toMatchObject({ event: 'waiver.removed' });
		expect(deniedOf(await gate.request(uma, wants(vm('b')))).violations[0]).not.toHaveProperty('waived');
	});

	test('counts on every path until its last millisecond, and on none from its end on', async () => {
		const made = await shop('hard');
		const { gate, uma, wait } = made;
		const id = await waived(made, { expires_at: made.now() + 5 * minute });
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		wait(5 * minute - 1);
		const [preview] = okay(await gate.preview(uma, wants(vm('b'))));
		expect(preview?.decision.answer).toBe('allow');
		sessionOf(await gate.request(uma, wants(vm('b'))));
		expect((await deployed(made, uma, wants(vm('c')))).session.status).toBe('completed');
		wait(1);
		expect(okay(await gate.preview(uma, wants(vm('d'))))[0]?.decision.answer).toBe('deny');
		deniedOf(await gate.request(uma, wants(vm('d'))));
		refusedWith(await gate.approve(uma, session.id), 'DECISION_DENIED');
		expect(okay(await gate.waivers.show(uma, id)).standing).toBe('expired');
	});

	test('that ends between the reading of the facts and the start of a deployment lifts nothing of it', async () => {
		const made = await shop();
		const { gate, uma, wait, meanwhile, gateWith } = made;
		await waived(made, { expires_at: made.now() + minute });
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		const late = gateWith({ store: meanwhile(() => wait(minute)) });
		refusedWith(await late.approve(uma, session.id), 'DECISION_DENIED');
	});

	test('turns a session that waits for approval into one that anybody entitled starts', async () => {
		const made = await shop('soft');
		const { gate, uma } = made;
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		refusedWith(await gate.approve(uma, session.id), 'APPROVER_NOT_ENTITLED');
		await waived(made);
		expect(okay(await gate.approve(uma, session.id)).session.status).toBe('completed');
	});

	test('that ends while a session waits asks the people again whom it had spared', async () => {
		const made = await shop('soft');
		const { gate, uma, ben, wait } = made;
		await waived(made, { expires_at: made.now() + minute });
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		expect(session.decision.answer).toBe('allow');
		wait(minute);
		refusedWith(await gate.approve(uma, session.id), 'SUBJECT_CHANGED');
		refusedWith(await gate.approve(uma, session.id), 'APPROVER_NOT_ENTITLED');
		expect(okay(await gate.approve(ben, session.id)).session.status).toBe('completed');
	});

	test('lifts its own policy in its own scope, and nothing else', async () => {
		const made = await shop();
		const { gate, ada, uma } = made;
		await waived(made, { scope: { project: 'shop', kind: 'database' } });
		deniedOf(await gate.request(uma, wants(vm('a'))));
		await waived(made, { policy: 'regions.allowed' });
		deniedOf(await gate.request(uma, wants(vm('a'))));
		okay(await gate.projects.add(ada, { name: 'other', provider: 'gcp', region: 'us-central1' }));
		await waived(made, { scope: { environment: 'production' } });
		deniedOf(await gate.request(uma, wants(vm('a'))));
	});

	test('for one machine or one kind lifts nothing of a deployment that touches more', async () => {
		const made = await world({}, { monthly_budget_micros: 1 });
		const { gate, ada, actor } = made;
		okay(await gate.bindings.add(ada, { policy: 'cost.budget', level: 'hard', scope: { project: 'shop' } }));
		const uma = await actor('uma', { role: 'CloudUser' });
		const ben = await actor('ben', { role: 'CloudAdmin' });
		const shopped = { ...made, uma, ben };
		const bucket = { kind: 'storage', name: 'files' };
		const only = { policy: 'cost.budget' };
		await waived(shopped, { ...only, scope: { project: 'shop', resource: 'vm/a' } });
		expect(deniedOf(await gate.request(uma, wants(vm('a'), vm('big')))).code).toBe('POLICY_VIOLATION');
		sessionOf(await gate.request(uma, wants(vm('a'))));
		await waived(shopped, { ...only, scope: { project: 'shop', kind: 'vm' } });
		expect(deniedOf(await gate.request(uma, wants(vm('a'), bucket))).code).toBe('POLICY_VIOLATION');
		sessionOf(await gate.request(uma, wants(vm('a'), vm('big'))));
	});

	test('notes when it last lifted something, which a preview is not, and is unused after 30 days of nothing', async () => {
		const made = await shop();
		const { gate, uma, wait, now } = made;
		const id = await waived(made, { expires_at: now() + 80 * day });
		okay(await gate.preview(uma, wants(vm('a'))));
		expect(okay(await gate.waivers.show(uma, id)).waiver.last_used_at).toBeNull();
		wait(30 * day - 1);
		expect(okay(await gate.waivers.list(uma, { standings: ['unused'] }))).toEqual([]);
		wait(1);
		expect(okay(await gate.waivers.list(uma, { standings: ['unused'] }))).toMatchObject([{ waiver: { id } }]);
		sessionOf(await gate.request(uma, wants(vm('a'))));
		expect(okay(await gate.waivers.list(uma))).toMatchObject([
			{ standing: 'active', waiver: { id, last_used_at: now() } },
		]);
	});
});

describe('who asks for a waiver', () => {
	test('never approves it, an administrator neither, whatever the binding says of its requester', async () => {
		const made = await shop('hard', { requester_counts: true });
		const { gate, ada, ben } = made;
		const { session, may_approve } = okay(await gate.waivers.request(ada, waiver(made)));
		expect(may_approve).toEqual(['ben']);
		expect(refusedWith(await gate.approve(ada, session.id), 'APPROVER_NOT_ENTITLED').message).toContain('own approval');
		expect(okay(await gate.waivers.list(ada))).toEqual([]);
		expect(okay(await gate.approve(ben, session.id)).session.status).toBe('completed');
	});

	test('must see where it holds, and still when it is approved', async () => {
		const made = await shop();
		const { gate, ada, ben, actor } = made;
		const eve = await actor('eve');
		refusedWith(await gate.waivers.request(eve, waiver(made)), 'CAPABILITY_MISSING');
		const pia = await actor('pia', { role: 'CloudUser', project: 'shop' });
		refusedWith(await gate.waivers.request(pia, waiver(made, { scope: {} })), 'CAPABILITY_MISSING');
		const { session } = okay(await gate.waivers.request(pia, waiver(made)));
		const grants = okay(await gate.grants.list(ada));
		okay(await gate.grants.remove(ada, grants.find((grant) => grant.actor === 'pia')?.id ?? ''));
		refusedWith(await gate.approve(ben, session.id), 'CAPABILITY_MISSING');
		expect(okay(await gate.show(ada, session.id))).toMatchObject({ session: { status: 'open' }, approvals: [] });
		expect(okay(await gate.waivers.list(ada))).toEqual([]);
		expect(okay(await gate.history(ada, { session: session.id }))[0]).toMatchObject({ event: 'approval.refused' });
	});

	test('is told of a policy, a project and a moment that cannot be', async () => {
		const made = await shop();
		const { gate, ada, uma, now } = made;
		const ask = (fields: object) => gate.waivers.request(uma, waiver(made, fields));
		refusedWith(await ask({ policy: 'cost.hourly_limt' }), 'POLICY_UNKNOWN');
		refusedWith(await ask({ policy: 'portcullis.nothing_judged' }), 'POLICY_UNKNOWN');
		refusedWith(await ask({ policy: 'security.imds' }), 'BINDING_UNKNOWN');
		refusedWith(await ask({ scope: { project: 'nowhere' } }), 'PROJECT_UNKNOWN');
		refusedWith(await ask({ reason: ' ' }), 'INPUT_INVALID');
		refusedWith(await ask({ expires_at: now() }), 'INPUT_INVALID');
		const late = refusedWith(await ask({ expires_at: now() + longestWaiver + 1 }), 'INPUT_INVALID');
		expect(late.problems[0]).toMatchObject({
			path: ['expires_at'],
			message: 'must be at most 90 days from now: 2027-02-22 12:00:00Z at the latest',
		});
		okay(await gate.setLongestWaiver(ada, day));
		refusedWith(await ask({ expires_at: now() + day + 1 }), 'INPUT_INVALID');
		okay(await ask({ expires_at: now() + day }));
	});

	test('has one waiver of the same waiting: the newer takes the place of the older', async () => {
		const made = await shop();
		const { gate, uma } = made;
		const { session } = okay(await gate.waivers.request(uma, waiver(made)));
		okay(await gate.waivers.request(uma, waiver(made, { reason: 'another' })));
		expect(okay(await gate.show(uma, session.id)).session.status).toBe('superseded');
	});
});

describe('the approval of a waiver', () => {
	test('is by the owners of every binding that it lifts, in their stages', async () => {
		const made = await shop();
		const { gate, ada, uma, ben, store, actor } = made;
		await store.write((tx) =>
			tx.roles.put('demo', { name: 'Lead', capabilities: ['can_approve'], max_vm_size: 'none' }),
		);
		const owned = { policy: 'cost.price_known', level: 'hard', owner_roles: ['Lead', 'CloudAdmin'] };
		okay(await gate.bindings.add(ada, owned));
		const lea = await actor('lea', { role: 'Lead' });
		const { session } = okay(await gate.waivers.request(uma, waiver(made, { policy: 'cost.price_known' })));
		refusedWith(await gate.approve(ben, session.id), 'APPROVER_NOT_ENTITLED');
		expect(okay(await gate.approve(lea, session.id)).session.status).toBe('open');
		expect(okay(await gate.approve(ben, session.id)).session.status).toBe('completed');
		expect(okay(await gate.waivers.show(uma, session.id)).waiver.approved_by).toEqual(['lea', 'ben']);
	});

	test('of the whole tenant is not by who approves in one project or on one cloud', async () => {
		const made = await shop();
		const { gate, uma, ben, actor } = made;
		const pia = await actor('pia', { role: 'CloudAdmin', project: 'shop' });
		const gil = await actor('gil', { role: 'CloudAdmin', provider: 'gcp' });
		const { session, may_approve } = okay(await gate.waivers.request(uma, waiver(made, { scope: {} })));
		expect(may_approve).toEqual(['ada', 'ben']);
		for (const one of [pia, gil]) {
			refusedWith(await gate.approve(one, session.id), 'APPROVER_NOT_ENTITLED');
			refusedWith(await gate.reject(one, session.id, 'no'), 'CAPABILITY_MISSING');
		}
		expect(okay(await gate.approve(ben, session.id)).session.status).toBe('completed');
	});

	test('of the whole tenant is not by who is kept from approving in one of its projects', async () => {
		const made = await shop();
		const { gate, ada, uma, ben } = made;
		okay(await gate.grants.add(ada, { actor: 'ben', role: 'CloudAdmin', project: 'shop', minus: ['can_approve'] }));
		const { session, may_approve } = okay(await gate.waivers.request(uma, waiver(made, { scope: {} })));
		expect(may_approve).toEqual(['ada']);
		refusedWith(await gate.approve(ben, session.id), 'APPROVER_NOT_ENTITLED');
		const elsewhere = okay(
			await gate.waivers.request(uma, waiver(made, { scope: { provider: 'aws' }, policy: 'regions.allowed' })),
		);
		expect(elsewhere.may_approve).toEqual(['ada']);
	});

	test('is of what was shown: not of a binding that became stricter, nor of another digest', async () => {
		const made = await shop('soft');
		const { gate, ada, uma, ben } = made;
		const narrow = okay(await gate.waivers.request(uma, waiver(made))).session;
		const wide = okay(await gate.waivers.request(uma, waiver(made, { scope: {} }))).session;
		refusedWith(await gate.approve(ben, wide.id, narrow.subject_digest), 'SUBJECT_CHANGED');
		okay(await gate.bindings.add(ada, { ...strict, level: 'hard', scope: { project: 'shop', kind: 'vm' } }));
		refusedWith(await gate.approve(ben, narrow.id), 'SUBJECT_CHANGED');
		refusedWith(await gate.approve(ben, narrow.id, narrow.subject_digest), 'SUBJECT_CHANGED');
		const { session } = okay(await gate.show(uma, narrow.id));
		expect(okay(await gate.approve(ben, narrow.id, session.subject_digest)).session.status).toBe('completed');
	});

	test('does not go by itself where nothing is left that it could lift', async () => {
		const made = await shop();
		const { gate, ada, uma, ben } = made;
		const bound = okay(await gate.bindings.add(ada, { policy: 'security.imds', level: 'hard' }));
		const { session } = okay(await gate.waivers.request(uma, waiver(made, { policy: 'security.imds' })));
		const id = bound.kind === 'applied' ? bound.change.binding.id : '';
		okay(await gate.bindings.remove(ada, id));
		for (const one of [ben, uma]) refusedWith(await gate.approve(one, session.id), 'BINDING_UNKNOWN');
		expect(okay(await gate.show(uma, session.id)).session.status).toBe('open');
	});

	test('does not count by the word of a front end alone', async () => {
		const made = await shop();
		const { gate, uma } = made;
		const { session } = okay(await gate.waivers.request(uma, waiver(made)));
		const told: Caller = { tenant: 'demo', actor: { id: 'ben', source: 'asserted' } };
		expect(refusedWith(await gate.approve(told, session.id), 'APPROVER_NOT_ENTITLED').message).toContain('--as');
	});

	test('by two at once makes one waiver, and is told to both', async () => {
		const made = await shop();
		const { gate, uma, ada, ben } = made;
		const { session } = okay(await gate.waivers.request(uma, waiver(made)));
		const both = await Promise.all([gate.approve(ada, session.id), gate.approve(ben, session.id)]);
		expect(both.map((one) => (one.kind === 'ok' ? one.value.session.status : one.code)).sort()).toEqual([
			'SESSION_CLOSED',
			'completed',
		]);
		expect(okay(await gate.waivers.list(uma))).toHaveLength(1);
	});

	test('comes too late once the session or the waiver itself has expired', async () => {
		const made = await shop();
		const { gate, uma, ben, wait, now, ada } = made;
		const short = okay(await gate.waivers.request(uma, waiver(made, { expires_at: now() + minute }))).session;
		const long = okay(await gate.waivers.request(uma, waiver(made, { policy: 'regions.allowed' }))).session;
		wait(minute);
		refusedWith(await gate.approve(ben, short.id), 'INPUT_INVALID');
		wait(29 * minute);
		refusedWith(await gate.approve(ben, long.id), 'SESSION_EXPIRED');
		expect((await gate.sweep()).expired).toHaveLength(2);
		expect(okay(await gate.waivers.list(ada))).toEqual([]);
	});

	test('can be taken back, refused, and given once by one request id', async () => {
		const made = await shop('hard', { quorum: 2 });
		const { gate, uma, ada, ben } = made;
		const asking = { ...uma, request_id: 'm1' };
		const { session } = okay(await gate.waivers.request(asking, waiver(made)));
		expect(okay(await gate.waivers.request(asking, waiver(made))).session.id).toBe(session.id);
		okay(await gate.approve({ ...ben, request_id: 'm2' }, session.id));
		okay(await gate.approve({ ...ben, request_id: 'm2' }, session.id));
		expect(okay(await gate.withdraw(ben, session.id)).approvals).toMatchObject([{ standing: 'withdrawn' }]);
		expect(okay(await gate.list(ada, { statuses: ['open'] })).map((view) => view.session.id)).toEqual([session.id]);
		expect(okay(await gate.reject(ada, session.id, 'no')).status).toBe('rejected');
		refusedWith(await gate.approve(ben, session.id), 'SESSION_CLOSED');
	});
});

test('a waiver is revoked by its owner, an actor or a role, or who manages policies there, and by nobody else', async () => {
	const made = await shop();
	const { gate, uma, ben, actor } = made;
	const una = await actor('una', { role: 'CloudViewer' });
	const first = await waived(made);
	refusedWith(await gate.waivers.remove(una, first), 'CAPABILITY_MISSING');
	expect(okay(await gate.waivers.remove(uma, first))).toMatchObject({ id: first });
	refusedWith(await gate.waivers.remove(uma, first), 'WAIVER_UNKNOWN');
	okay(await gate.waivers.remove(una, await waived(made, { owner: 'CloudViewer' })));
	okay(await gate.waivers.remove(ben, await waived(made)));
});

test('a waiver of a project goes with it', async () => {
	const made = await shop();
	const { gate, ada } = made;
	await waived(made);
	okay(await gate.projects.remove(ada, 'shop'));
	expect(okay(await gate.waivers.list(ada))).toEqual([]);
});

test('facts with a waiver that its own requester approved are not decided on', async () => {
	const made = await shop();
	const { gateWith, uma, store } = made;
	const own: Waiver = {
		...waiver(made),
		category: 'accepted',
		id: 'w',
		requested_by: 'uma',
		approved_by: ['uma'],
		created_at: 1,
	};
	await store.write((tx) => tx.waivers.insert('demo', own));
	expect(deniedOf(await gateWith().request(uma, wants(vm('a')))).code).toBe('INPUT_INVALID');
});
