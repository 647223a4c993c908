import type { Caller, capabilities, GrantRequest, Result } from '@portcullis/core';
import { describe, expect, test } from 'vitest';
import { deniedOf, minute, okay, refusedWith, sessionOf, vm, type World, wants, world } from './world.js';

/** Every change that needs a capability, and how to try it. */
const changes: readonly [
	what: string,
	capability: (typeof capabilities)[number],
	act: (made: World, caller: Caller) => Promise<Result<unknown>>,
][] = [
	[
		'add a project',
		'can_manage_projects',
		({ gate }, caller) => gate.projects.add(caller, { name: 'more', provider: 'gcp', region: 'us-central1' }),
	],
	['remove a project', 'can_manage_projects', ({ gate }, caller) => gate.projects.remove(caller, 'shop')],
	['grant', 'can_grant', ({ gate }, caller) => gate.grants.add(caller, { actor: 'zoe', role: 'CloudViewer' })],
	['take a grant back', 'can_grant', ({ gate }, caller) => gate.grants.remove(caller, 'spare')],
	[
		'set a quota',
		'can_set_quota',
		({ gate }, caller) => gate.quotas.set(caller, { project: 'shop', kind: 'vm', limit: 3 }),
	],
	[
		'override a quota',
		'can_set_quota',
		({ gate, now }, caller) =>
			gate.quotas.override(caller, { project: 'shop', kind: 'vm', limit: 30, until: now() + minute, reason: 'launch' }),
	],
	['remove a quota', 'can_set_quota', ({ gate }, caller) => gate.quotas.remove(caller, 'project:shop:database:count')],
	[
		'bind',
		'can_manage_policies',
		({ gate }, caller) => gate.bindings.add(caller, { policy: 'cost.price_known', level: 'hard' }),
	],
	[
		'unbind',
		'can_manage_policies',
		async ({ gate, ada }, caller) => gate.bindings.remove(caller, okay(await gate.bindings.list(ada))[0]?.id ?? ''),
	],
	[
		'reject',
		'can_approve',
		async ({ gate, ada }, caller) => gate.reject(caller, okay(await gate.list(ada))[0]?.session.id ?? '', 'no'),
	],
	[
		'cancel what somebody else asked for',
		'can_approve',
		async ({ gate, ada }, caller) => gate.cancel(caller, okay(await gate.list(ada))[0]?.session.id ?? ''),
	],
	['list what there is', 'can_view', ({ gate }, caller) => gate.projects.list(caller)],
	['read the history', 'can_view', ({ gate }, caller) => gate.history(caller)],
];

async function prepared(): Promise<World> {
	const made = await world();
	await made.store.write((tx) =>
		tx.grants.insert('demo', { id: 'spare', actor: 'yan', role: 'CloudViewer', plus: [], minus: [] }, 'ada', 1),
	);
	okay(await made.gate.quotas.set(made.ada, { project: 'shop', kind: 'database', limit: 1 }));
	return made;
}

describe('every change needs its capability', () => {
	test.each(changes)('to %s needs %s', async (what, capability, act) => {
		const made = await prepared();
		const { gate, ada, actor, rows } = made;
		// Everything else is held: it is this one capability that is looked at.
		const without = await actor('nora', { role: 'CloudAdmin', minus: [capability] });
		const withIt = await actor('will', { role: 'CloudAdmin' });
		if (capability === 'can_approve') sessionOf(await gate.request(ada, wants(vm('a'))));
		if (what === 'remove a project')
			for (const { session } of okay(await gate.list(ada))) okay(await gate.cancel(ada, session.id));
		const before = await rows();
		const refusal = refusedWith(await act(made, without), 'CAPABILITY_MISSING');
		expect(refusal.message).toContain(capability);
		expect(refusal.message).toContain('ask CloudAdmin');
		expect(await rows()).toEqual(before);
		okay(await act(made, withIt));
		if (capability === 'can_view') return;
		const [row] = okay(await gate.history(ada, { limit: 1 }));
		expect(row).toMatchObject({ actor: 'will', actor_source: 'verified', at: made.now() });
		// What decides has changed, and whoever decided on what was has to look again. A session is no such thing.
		const raised = (await rows()).facts_version ?? 0;
		expect(raised).toBe((before.facts_version ?? 0) + (capability === 'can_approve' ? 0 : 1));
	});

	test.each(changes)('to %s, nobody is let in who is in no grant', async (_what, capability, act) => {
		const made = await prepared();
		if (capability === 'can_approve') sessionOf(await made.gate.request(made.ada, wants(vm('a'))));
		refusedWith(await act(made, await made.actor('mallory')), 'CAPABILITY_MISSING');
	});

	test('who holds nothing in a project is refused, and leaves no row in the history', async () => {
		const { gate, actor, rows } = await world();
		const before = await rows();
		const mallory = await actor('mallory');
		refusedWith(await gate.request(mallory, wants(vm('a'))), 'CAPABILITY_MISSING');
		refusedWith(await gate.preview(mallory, [wants(vm('a'))]), 'CAPABILITY_MISSING');
		expect(await rows()).toEqual(before);
	});

	test('a tenant that is set up already is not set up again, nor by somebody else', async () => {
		const { gate, actor } = await world();
		refusedWith(await gate.createTenant(await actor('mallory')), 'TENANT_EXISTS');
	});
});

describe('grants', () => {
	test('add single capabilities and take them away; taking away wins, whichever grant it stands in', async () => {
		const { gate, actor } = await world();
		const vera = await actor('vera', { role: 'CloudViewer', plus: ['can_create_vm'], max_vm_size: 'micro' });
		expect(deniedOf(await gate.request(vera, wants(vm('a')))).violations[0]).toMatchObject({
			policy: 'permissions.vm_size',
		});
		sessionOf(await gate.request(vera, wants(vm('a', { size: 'e2-micro' }))));
		await actor('vera', { role: 'CloudAdmin', minus: ['can_create_vm'] });
		expect(deniedOf(await gate.request(vera, wants(vm('b')))).violations[0]).toMatchObject({
			policy: 'permissions.capability',
		});
	});

	test.each<[string, Omit<GrantRequest, 'actor'>]>([
		['another project', { role: 'CloudUser', project: 'lab' }],
		['another cloud', { role: 'CloudUser', provider: 'aws' }],
	])('hold only where they are narrowed to: not in %s', async (_where, grant) => {
		const { gate, ada, actor } = await world();
		okay(await gate.projects.add(ada, { name: 'lab', provider: 'aws', region: 'us-east-1' }));
		const uma = await actor('uma', grant);
		refusedWith(await gate.request(uma, wants(vm('a'))), 'CAPABILITY_MISSING');
		sessionOf(await gate.request(uma, { project: 'lab', resources: [vm('a', { size: 't3.micro' })] }));
	});

	test('end at their moment exactly', async () => {
		const { gate, actor, now, wait } = await world();
		const uma = await actor('uma', { role: 'CloudUser', expires_at: now() + minute });
		wait(minute - 1);
		sessionOf(await gate.request(uma, wants(vm('a'))));
		wait(1);
		refusedWith(await gate.request(uma, wants(vm('b'))), 'CAPABILITY_MISSING');
	});

	test('of a role, a project or a moment that is not there are refused', async () => {
		const { gate, ada, now } = await world();
		refusedWith(await gate.grants.add(ada, { actor: 'uma', role: 'Boss' }), 'ROLE_UNKNOWN');
		refusedWith(await gate.grants.add(ada, { actor: 'uma', role: 'CloudUser', project: 'nowhere' }), 'PROJECT_UNKNOWN');
		refusedWith(await gate.grants.add(ada, { actor: 'uma', role: 'CloudUser', expires_at: now() }), 'INPUT_INVALID');
		refusedWith(
			await gate.grants.add(ada, { actor: 'uma', role: 'CloudUser', project: 'shop', provider: 'aws' }),
			'INPUT_INVALID',
		);
	});
});

describe('nobody rises by granting', () => {
	test('who may grant in one project cannot grant beyond it', async () => {
		const { gate, ada, actor } = await world();
		okay(await gate.projects.add(ada, { name: 'lab', provider: 'gcp', region: 'us-central1' }));
		const pia = await actor('pia', { role: 'CloudAdmin', project: 'shop' });
		okay(await gate.grants.add(pia, { actor: 'uma', role: 'CloudUser', project: 'shop' }));
		for (const wider of [{}, { project: 'lab' }, { provider: 'gcp' as const }]) {
			refusedWith(await gate.grants.add(pia, { actor: 'pia', role: 'CloudAdmin', ...wider }), 'CAPABILITY_MISSING');
		}
		const tenantWide = okay(await gate.grants.list(ada)).find(({ project }) => project === undefined);
		refusedWith(await gate.grants.remove(pia, tenantWide?.id ?? ''), 'CAPABILITY_MISSING');
		refusedWith(
			await gate.projects.add(pia, { name: 'mine', provider: 'gcp', region: 'us-central1' }),
			'CAPABILITY_MISSING',
		);
		refusedWith(await gate.quotas.set(pia, { project: 'lab', kind: 'vm', limit: 99 }), 'CAPABILITY_MISSING');
	});

	test('nobody grants a capability or a size that they do not hold', async () => {
		const { gate, actor } = await world();
		const gus = await actor('gus', { role: 'CloudUser', plus: ['can_grant'] });
		okay(await gate.grants.add(gus, { actor: 'uma', role: 'CloudUser' }));
		expect(
			refusedWith(await gate.grants.add(gus, { actor: 'gus', role: 'CloudAdmin' }), 'CAPABILITY_MISSING').message,
		).toContain('can_');
		refusedWith(
			await gate.grants.add(gus, { actor: 'gus', role: 'CloudUser', plus: ['can_delete'] }),
			'CAPABILITY_MISSING',
		);
		refusedWith(
			await gate.grants.add(gus, { actor: 'gus', role: 'CloudUser', max_vm_size: 'any' }),
			'CAPABILITY_MISSING',
		);
	});

	test('nobody gives for longer than they hold it themselves', async () => {
		const { gate, actor, now } = await world();
		const end = now() + 60 * minute;
		const tom = await actor('tom', { role: 'CloudAdmin', expires_at: end });
		refusedWith(await gate.grants.add(tom, { actor: 'tom', role: 'CloudAdmin' }), 'CAPABILITY_MISSING');
		refusedWith(
			await gate.grants.add(tom, { actor: 'tom', role: 'CloudAdmin', expires_at: end + 1 }),
			'CAPABILITY_MISSING',
		);
		okay(await gate.grants.add(tom, { actor: 'uma', role: 'CloudAdmin', expires_at: end }));
	});

	test('nobody gives what was taken from them for a time, before that time is over', async () => {
		const { gate, actor, now, wait } = await world();
		const ben = await actor('ben', { role: 'CloudAdmin' });
		await actor('ben', { role: 'CloudViewer', minus: ['can_approve'], expires_at: now() + minute });
		refusedWith(await gate.grants.add(ben, { actor: 'uma', role: 'CloudAdmin' }), 'CAPABILITY_MISSING');
		wait(minute);
		okay(await gate.grants.add(ben, { actor: 'uma', role: 'CloudAdmin' }));
	});

	test('nobody gives themselves back what was taken from them', async () => {
		const { gate, ada, actor } = await world();
		const ben = await actor('ben', { role: 'CloudAdmin' });
		const taken = okay(await gate.grants.add(ada, { actor: 'ben', role: 'CloudViewer', minus: ['can_approve'] }));
		refusedWith(await gate.grants.remove(ben, taken.id), 'CAPABILITY_MISSING');
		okay(await gate.grants.remove(ada, taken.id));
	});

	test('who may grant in one project cannot shut out of it who may grant beyond it', async () => {
		const { gate, actor } = await world();
		const pia = await actor('pia', { role: 'CloudAdmin', project: 'shop' });
		const gil = await actor('gil', { role: 'CloudAdmin', provider: 'gcp' });
		for (const above of ['ada', 'gil']) {
			refusedWith(
				await gate.grants.add(pia, { actor: above, role: 'CloudViewer', project: 'shop', minus: ['can_grant'] }),
				'CAPABILITY_MISSING',
			);
		}
		okay(await gate.grants.add(gil, { actor: 'pia', role: 'CloudViewer', project: 'shop', minus: ['can_grant'] }));
	});

	test('the last who can grant for good stays, whether a grant is taken back or one that takes away is given', async () => {
		const { gate, ada, actor, now } = await world();
		await actor('tom', { role: 'CloudAdmin', expires_at: now() + minute });
		const [own] = okay(await gate.grants.list(ada));
		refusedWith(await gate.grants.remove(ada, own?.id ?? ''), 'LAST_ADMIN');
		refusedWith(await gate.grants.add(ada, { actor: 'ada', role: 'CloudViewer', minus: ['can_grant'] }), 'LAST_ADMIN');
		const ben = await actor('ben', { role: 'CloudAdmin' });
		// A second grant that ends is no grant for good, whatever else its holder has for good.
		okay(await gate.grants.add(ada, { actor: 'vera', role: 'CloudViewer' }));
		okay(await gate.grants.add(ada, { actor: 'vera', role: 'CloudAdmin', expires_at: now() + minute }));
		okay(await gate.grants.remove(ben, own?.id ?? ''));
		const bens = okay(await gate.grants.list(ben)).find(({ actor: of }) => of === 'ben');
		refusedWith(await gate.grants.remove(ben, bens?.id ?? ''), 'LAST_ADMIN');
	});

	test('who manages policies in one project cannot put a weaker binding over what holds in the tenant', async () => {
		const { gate, ada, actor } = await world();
		const pia = await actor('pia', { role: 'CloudAdmin', project: 'shop' });
		const weaker = {
			policy: 'cost.hourly_limit',
			level: 'advisory',
			parameters: { max_hourly_micros: 1 },
			scope: { project: 'shop' },
		} as const;
		expect(refusedWith(await gate.bindings.add(pia, weaker), 'CAPABILITY_MISSING').message).toContain('overrule');
		okay(await gate.bindings.add(pia, { policy: 'cost.price_known', level: 'hard', scope: { project: 'shop' } }));
		okay(await gate.bindings.add(ada, weaker));
		for (const { id, scope } of okay(await gate.bindings.list(ada))) {
			if (scope.project === undefined) refusedWith(await gate.bindings.remove(pia, id), 'CAPABILITY_MISSING');
		}
	});
});

describe('a project that is removed', () => {
	test('takes its own grants and bindings with it, and the history keeps them', async () => {
		const { gate, ada, actor } = await world();
		okay(await gate.projects.add(ada, { name: 'lab', provider: 'gcp', region: 'us-central1' }));
		const pia = await actor('pia', { role: 'CloudAdmin', project: 'lab' });
		okay(await gate.bindings.add(ada, { policy: 'cost.price_known', level: 'hard', scope: { project: 'lab' } }));
		okay(await gate.projects.remove(ada, 'lab'));
		const [row] = okay(await gate.history(ada, { limit: 1 }));
		expect(row).toMatchObject({
			event: 'project.removed',
			body: { project: { name: 'lab' }, grants: [{ actor: 'pia' }], bindings: [{ policy: 'cost.price_known' }] },
		});
		okay(await gate.projects.add(ada, { name: 'lab', provider: 'gcp', region: 'us-central1' }));
		refusedWith(await gate.request(pia, { project: 'lab', resources: [vm('a')] }), 'CAPABILITY_MISSING');
		expect(okay(await gate.bindings.list(ada)).filter(({ scope }) => scope.project === 'lab')).toEqual([]);
	});

	test('is refused while something waits, but not for what has expired and was not swept', async () => {
		const { gate, ada, wait } = await world();
		sessionOf(await gate.request(ada, wants(vm('a'))));
		refusedWith(await gate.projects.remove(ada, 'shop'), 'PROJECT_IN_USE');
		wait(30 * minute);
		okay(await gate.projects.remove(ada, 'shop'));
		expect((await gate.sweep()).expired).toHaveLength(1);
	});
});

describe('bindings', () => {
	test('of what does not exist, or does not fit, are refused with what would', async () => {
		const { gate, ada } = await world();
		expect(
			refusedWith(await gate.bindings.add(ada, { policy: 'cost.hourly_limt', level: 'hard' }), 'POLICY_UNKNOWN')
				.message,
		).toContain('did you mean cost.hourly_limit or cost.monthly_limit?');
		refusedWith(
			await gate.bindings.add(ada, { policy: 'cost.hourly_limit', level: 'hard', scope: { kind: 'vm' } }),
			'INPUT_INVALID',
		);
		refusedWith(
			await gate.bindings.add(ada, { policy: 'cost.price_known', level: 'hard', scope: { project: 'nowhere' } }),
			'PROJECT_UNKNOWN',
		);
		refusedWith(
			await gate.bindings.add(ada, { policy: 'cost.price_known', level: 'soft', owner_roles: ['Boss'] }),
			'ROLE_UNKNOWN',
		);
		refusedWith(await gate.bindings.add(ada, { policy: 'regions.allowed', level: 'soft' }), 'BINDING_EXISTS');
	});
});
