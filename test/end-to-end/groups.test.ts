import { type Caller, sessionRevision } from '@portcullis/core';
import { expect, test } from 'vitest';
import { minute, okay, refusedWith, sessionOf, vm, type World, wants, world } from './world.js';

const hour = 60 * minute;

/** Somebody of whom the front end says to which groups they belong. */
const member = (id: string, ...groups: string[]): Caller => ({
	tenant: 'demo',
	actor: { id, source: 'verified' },
	groups,
});

/** A world in which `devs` are users, `leads` are administrators, and every machine needs some approvals. */
async function grouped(quorum = 1): Promise<World> {
	const made = await world();
	const { gate, ada } = made;
	okay(await gate.grants.add(ada, { group: 'devs', role: 'CloudUser' }));
	okay(await gate.grants.add(ada, { group: 'leads', role: 'CloudAdmin', project: 'shop' }));
	const asks = { policy: 'cost.hourly_limit', level: 'soft', parameters: { max_hourly_micros: 1 } };
	okay(await gate.bindings.add(ada, { ...asks, scope: { project: 'shop' }, quorum }));
	return made;
}

test('what a group was granted holds for its members, beside what is their own, and for nobody else', async () => {
	const { gate, actor } = await grouped();
	expect(okay(await gate.projects.list(member('uma', 'devs', 'others')))).toHaveLength(1);
	// No front end said so, and nobody has seen it.
	refusedWith(
		await gate.projects.list({ tenant: 'demo', actor: { id: 'uma', source: 'verified' } }),
		'CAPABILITY_MISSING',
	);
	refusedWith(await gate.projects.list(member('uma', 'others')), 'CAPABILITY_MISSING');
	// A group's name is nobody's own.
	refusedWith(await gate.projects.list(member('devs')), 'CAPABILITY_MISSING');
	const viewer = await actor('vic', { role: 'CloudViewer' });
	refusedWith(
		await gate.quotas.set({ ...viewer, groups: ['devs'] }, { project: 'shop', kind: 'vm', measure: 'count', limit: 1 }),
		'CAPABILITY_MISSING',
	);
	okay(
		await gate.quotas.set(
			{ ...viewer, groups: ['devs', 'leads'] },
			{ project: 'shop', kind: 'vm', measure: 'count', limit: 9 },
		),
	);
});

test('a grant of a group ends, is listed and taken back as any other, and takes nothing away', async () => {
	const made = await grouped();
	const { gate, ada, wait, now } = made;
	refusedWith(await gate.grants.add(ada, { group: 'devs', role: 'CloudUser' }), 'GRANT_EXISTS');
	refusedWith(await gate.grants.add(ada, { group: 'devs', role: 'King' }), 'ROLE_UNKNOWN');
	const taking = await gate.grants.add(ada, { group: 'devs', role: 'CloudUser', minus: ['can_view'] });
	expect(refusedWith(taking, 'INPUT_INVALID').problems).toMatchObject([{ path: ['minus'] }]);
	refusedWith(await gate.grants.add(ada, { group: 'devs', actor: 'uma', role: 'CloudUser' }), 'INPUT_INVALID');
	const own = okay(await gate.grants.list(ada)).find(({ actor }) => actor === 'ada');
	okay(await gate.grants.add(ada, { group: 'all', role: 'CloudAdmin' }));
	// A group is nobody: it may be empty tomorrow.
	refusedWith(await gate.grants.remove(ada, own?.id ?? ''), 'LAST_ADMIN');
	refusedWith(
		await gate.grants.add(member('lea', 'leads'), { group: 'leads', role: 'CloudAdmin' }),
		'CAPABILITY_MISSING',
	);
	refusedWith(await gate.roles.remove(ada, 'CloudUser'), 'ROLE_IN_USE');

	okay(await gate.grants.add(ada, { group: 'guests', role: 'CloudViewer', expires_at: now() + hour }));
	expect(okay(await gate.projects.list(member('gil', 'guests')))).toHaveLength(1);
	wait(hour);
	refusedWith(await gate.projects.list(member('gil', 'guests')), 'CAPABILITY_MISSING');
	const devs = okay(await gate.grants.list(ada)).find((grant) => 'group' in grant && grant.group === 'devs');
	expect(okay(await gate.grants.remove(ada, devs?.id ?? ''))).toMatchObject({ group: 'devs', role: 'CloudUser' });
	refusedWith(await gate.projects.list(member('uma', 'devs')), 'CAPABILITY_MISSING');
	expect(
		okay(await gate.history(ada, { event: 'grant' })).map(({ event, body }) => [event, body.group]),
	).toContainEqual(['grant.removed', 'devs']);
});

test('a session names the groups that may approve it, and an approval counts as long as its giver belongs to one', async () => {
	const { gate, ada } = await grouped(2);
	const { session, may_approve, may_approve_groups } = sessionOf(
		await gate.request(member('uma', 'devs'), wants(vm('a'))),
	);
	expect([may_approve, may_approve_groups]).toEqual([['ada'], ['leads']]);
	refusedWith(await gate.approve(member('una', 'devs'), session.id), 'APPROVER_NOT_ENTITLED');
	okay(await gate.approve(member('lea', 'leads'), session.id));
	expect(okay(await gate.show(ada, session.id)).approvals).toMatchObject([{ actor: 'lea', standing: 'counts' }]);
	// Taken the role of the server away, they have not approved what starts after that.
	await gate.groups.seen({ tenant: 'demo', actor: 'lea', groups: ['others'] });
	const after = okay(await gate.approve(ada, session.id));
	expect(after).toMatchObject({ session: { status: 'open' }, void_approvals: ['lea'] });
	expect(okay(await gate.approve(member('lou', 'leads'), session.id)).session.status).toBe('completed');
});

test('what the requester holds by a group is what was last seen, and counts for an hour', async () => {
	const { gate, ada, wait } = await grouped();
	okay(await gate.setSessionLifetime(ada, 6 * hour));
	const { session } = sessionOf(await gate.request(member('uma', 'devs'), wants(vm('a'))));
	wait(hour - 1);
	await gate.groups.seen({ tenant: 'demo', actor: 'uma', groups: [] });
	refusedWith(await gate.approve(ada, session.id), 'DECISION_DENIED');
	await gate.groups.seen({ tenant: 'demo', actor: 'uma', groups: ['devs'] });
	wait(hour);
	refusedWith(await gate.approve(ada, session.id), 'DECISION_DENIED');
	await gate.groups.seen({ tenant: 'demo', actor: 'uma', groups: ['devs'] });
	expect(okay(await gate.approve(ada, session.id)).session.status).toBe('completed');
});

test('a change of policy that waits is made in the name of who asked, as long as their group lets them', async () => {
	const { gate, ada, actor } = await grouped();
	okay(await gate.grants.add(ada, { group: 'chiefs', role: 'CloudAdmin' }));
	// A group is nobody to rely on.
	await gate.groups.seen({ tenant: 'demo', actor: 'lou', groups: ['chiefs'] });
	refusedWith(await gate.setPolicyChangeApprovals(ada, 1), 'APPROVERS_TOO_FEW');
	await actor('cleo', { role: 'CloudAdmin' });
	okay(await gate.setPolicyChangeApprovals(ada, 1));
	const binding = { policy: 'cost.price_known', level: 'soft', scope: { project: 'shop' } };
	const asked = okay(await gate.bindings.add(member('lea', 'chiefs'), binding));
	if (asked.kind !== 'session') throw new Error('it did not wait');
	expect(asked.view.may_approve_groups).toEqual(['chiefs', 'leads']);
	const { id } = asked.view.session;
	await gate.groups.seen({ tenant: 'demo', actor: 'lea', groups: [] });
	refusedWith(await gate.approve(ada, id), 'CAPABILITY_MISSING');
	await gate.groups.seen({ tenant: 'demo', actor: 'lea', groups: ['chiefs'] });
	expect(okay(await gate.approve(ada, id)).session.status).toBe('completed');
});

test('a role that is lost while an approval is decided stops it', async () => {
	const { gate, gateWith, meanwhile, ada } = await grouped();
	const { session } = sessionOf(await gate.request(member('uma', 'devs'), wants(vm('a'))));
	const store = meanwhile(() => gate.groups.seen({ tenant: 'demo', actor: 'uma', groups: [] }));
	refusedWith(await gateWith({ store }).approve(ada, session.id), 'DECISION_DENIED');
});

test('the history is read and exported by session and by event, and a mistyped event is refused', async () => {
	const { gate, ada } = await grouped();
	const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
	okay(await gate.cancel(ada, session.id));
	const events = async (filter: Record<string, string>) =>
		okay(await gate.history(ada, filter)).map(({ event }) => event);
	expect(await events({ session: session.id })).toEqual(['session.cancelled', 'session.opened']);
	expect(await events({ session: session.id, event: 'session.opened' })).toEqual(['session.opened']);
	expect(await events({ event: 'binding' })).toEqual(['binding.added']);
	const exported: string[] = [];
	for await (const rows of okay(await gate.audit.export(ada, { event: 'session', actor: 'ada' }))) {
		exported.push(...rows.map(({ event }) => event));
	}
	expect(exported).toEqual(['session.opened', 'session.cancelled']);
	refusedWith(await gate.history(ada, { event: 'sesion' }), 'INPUT_INVALID');
	refusedWith(await gate.audit.export(ada, { event: 'session.' }), 'INPUT_INVALID');
	refusedWith(await gate.audit.export(ada, { session: 'none' }), 'SESSION_UNKNOWN');
});

test('what changes about a waiting session makes what a front end shows of it stale, and warnings are of what it shows', async () => {
	const { gate, ada, wait } = await grouped(2);
	const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
	const post = {
		frontend: 'web',
		tenant: 'demo',
		session: session.id,
		channel: 'c',
		message: 'm',
		shown: 'open',
	} as const;
	const view = okay(await gate.show(ada, session.id));
	await gate.posts.put({ ...post, revision: sessionRevision(view) });
	expect(await gate.posts.stale('web')).toEqual([]);
	okay(await gate.approve(member('lea', 'leads'), session.id));
	const [stale] = await gate.posts.stale('web');
	expect(stale?.view?.approvals).toMatchObject([{ actor: 'lea' }]);
	wait(21 * minute);
	expect(await gate.warnings.claim('discord')).toEqual([]);
	expect(await gate.warnings.claim('web')).toMatchObject([{ session: session.id }]);
});
