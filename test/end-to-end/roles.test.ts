import { expect, it } from 'vitest';
import { okay, refusedWith, world } from './world.js';

const operator = { name: 'Operator', capabilities: ['can_view', 'can_modify'], max_vm_size: 'small' } as const;

it('a tenant’s own role is added, granted, changed and removed, and the history says so', async () => {
	const { gate, ada, actor, store } = await world();
	const before = await store.read((tx) => tx.tenants.get('demo'));
	expect(
		okay(await gate.roles.add(ada, { ...operator, capabilities: ['can_view', 'can_modify', 'can_view'] })),
	).toEqual({
		...operator,
		capabilities: ['can_modify', 'can_view'],
	});
	expect(okay(await gate.roles.list(ada)).map(({ name }) => name)).toContain('Operator');
	await actor('ben', { role: 'Operator' });
	okay(await gate.roles.change(ada, { ...operator, max_vm_size: 'large' }));
	const grant = okay(await gate.grants.list(ada)).find(({ role }) => role === 'Operator');
	refusedWith(await gate.roles.remove(ada, 'Operator'), 'ROLE_IN_USE');
	okay(await gate.grants.remove(ada, grant?.id ?? ''));
	okay(await gate.roles.remove(ada, 'Operator'));
	const events = okay(await gate.history(ada, { limit: 5 })).map(({ event, body }) => [event, body]);
	expect(events.map(([event]) => event)).toEqual([
		'role.removed',
		'grant.removed',
		'role.changed',
		'grant.added',
		'role.added',
	]);
	expect(events[2]?.[1]).toMatchObject({ name: 'Operator', max_vm_size: 'large', was: { max_vm_size: 'small' } });
	const after = await store.read((tx) => tx.tenants.get('demo'));
	expect((after?.facts_version ?? 0) - (before?.facts_version ?? 0)).toBe(5);
});

it('a role that is there is not added, one that is not is neither changed nor removed', async () => {
	const { gate, ada } = await world();
	refusedWith(await gate.roles.add(ada, { ...operator, name: 'CloudUser' }), 'ROLE_EXISTS');
	refusedWith(await gate.roles.change(ada, operator), 'ROLE_UNKNOWN');
	expect(refusedWith(await gate.roles.remove(ada, 'Nobody'), 'ROLE_UNKNOWN').message).toContain('CloudAdmin');
	const bad = refusedWith(await gate.roles.add(ada, { name: '1x', capabilities: ['can_fly'] }), 'INPUT_INVALID');
	expect(bad.problems.map(({ path }) => path)).toEqual([['name'], ['capabilities', 0], ['max_vm_size']]);
});

it('nobody makes a role that is more than what they hold, nor widens their own', async () => {
	const { gate, ada, actor, rows } = await world();
	okay(await gate.roles.add(ada, { name: 'Granter', capabilities: ['can_grant', 'can_view'], max_vm_size: 'small' }));
	const ben = await actor('ben', { role: 'Granter' });
	const before = await rows();
	const wide = { name: 'Granter', capabilities: ['can_grant', 'can_view', 'can_delete'], max_vm_size: 'small' };
	refusedWith(await gate.roles.change(ben, wide), 'CAPABILITY_MISSING');
	refusedWith(
		await gate.roles.change(ben, { ...wide, capabilities: ['can_grant'], max_vm_size: 'any' }),
		'CAPABILITY_MISSING',
	);
	refusedWith(await gate.roles.add(ben, { ...wide, name: 'Wide' }), 'CAPABILITY_MISSING');
	// Taking from a role that is more than theirs would take from those above them.
	refusedWith(
		await gate.roles.change(ben, { name: 'CloudAdmin', capabilities: [], max_vm_size: 'none' }),
		'CAPABILITY_MISSING',
	);
	const eve = await actor('eve', { role: 'CloudUser' });
	refusedWith(await gate.roles.add(eve, { ...operator, name: 'Other' }), 'CAPABILITY_MISSING');
	refusedWith(await gate.roles.remove(eve, 'Granter'), 'CAPABILITY_MISSING');
	const { history, grants, facts_version, ...rest } = await rows();
	expect(rest).toEqual(Object.fromEntries(Object.keys(rest).map((name) => [name, before[name]])));
	// The one grant to eve, and nothing else.
	expect([history, grants, facts_version]).toEqual(
		[before.history, before.grants, before.facts_version].map((count) => (count ?? 0) + 1),
	);
});

it('what somebody holds for a time they do not put into a role, which is for good', async () => {
	const { gate, ada, actor, now } = await world();
	okay(await gate.roles.add(ada, { name: 'Granter', capabilities: ['can_grant', 'can_view'], max_vm_size: 'none' }));
	const ben = await actor('ben', { role: 'Granter' });
	await actor('ben', { role: 'CloudUser', expires_at: now() + 60_000 });
	const wide = { name: 'Granter', capabilities: ['can_grant', 'can_view', 'can_modify'], max_vm_size: 'none' };
	expect(refusedWith(await gate.roles.change(ben, wide), 'CAPABILITY_MISSING').message).toContain('can_modify ends');
});

it('somebody who can grant is left', async () => {
	const { gate, ada } = await world();
	refusedWith(
		await gate.roles.change(ada, { name: 'CloudAdmin', capabilities: ['can_view'], max_vm_size: 'any' }),
		'LAST_ADMIN',
	);
});

it('a role that a binding names as its owner stays', async () => {
	const { gate, ada } = await world();
	okay(await gate.roles.add(ada, operator));
	okay(
		await gate.bindings.add(ada, {
			policy: 'cost.hourly_limit',
			level: 'soft',
			parameters: { max_hourly_micros: 1 },
			scope: { project: 'shop' },
			owner_roles: ['Operator'],
		}),
	);
	expect(refusedWith(await gate.roles.remove(ada, 'Operator'), 'ROLE_IN_USE').message).toContain('cost.hourly_limit');
});
