import type { Caller, PolicyChange, PolicyChanged, Result, SessionView } from '@portcullis/core';
import { describe, expect, test } from 'vitest';
import { okay, refusedWith, type World, world } from './world.js';

const limit = { policy: 'cost.hourly_limit', level: 'soft', parameters: { max_hourly_micros: 1 } } as const;

/** A tenant with the administrators ada, ben and cyd, that asks for one other of them. */
async function strictTenant(approvals = 1) {
	const made = await world();
	const ben = await made.actor('ben', { role: 'CloudAdmin' });
	const cyd = await made.actor('cyd', { role: 'CloudAdmin' });
	expect(okay(await made.gate.setPolicyChangeApprovals(made.ada, approvals)).kind).toBe('applied');
	return { ...made, ben, cyd };
}

function waitsIn(result: Result<PolicyChanged<PolicyChange>>): SessionView {
	const changed = okay(result);
	if (changed.kind !== 'session') throw new Error('it was made at once');
	return changed.view;
}

const policies = async ({ gate }: World, caller: Caller) =>
	okay(await gate.bindings.list(caller)).filter(({ scope }) => scope.project === 'shop');

const shopLimit = { ...limit, scope: { project: 'shop' } };

describe('a tenant that asks for others to approve changes of policy', () => {
	test('adds and removes no binding until they have, and then as if it had been asked for at that moment', async () => {
		const made = await strictTenant(2);
		const { gate, ada, ben, cyd, store } = made;
		const view = waitsIn(await gate.bindings.add(ada, shopLimit));
		expect(view).toMatchObject({
			session: { subject: 'policy_change', project: 'shop', change: { kind: 'binding.add' } },
			progress: [{ awaiting: { role: null, missing: 2 } }],
			may_approve: ['ben', 'cyd'],
		});
		refusedWith(await gate.approve(ada, view.session.id), 'APPROVER_NOT_ENTITLED');
		okay(await gate.approve(ben, view.session.id));
		expect(await policies(made, ada)).toEqual([]);
		const version = async () => store.read(async (tx) => (await tx.tenants.get('demo'))?.facts_version ?? 0);
		const before = await version();
		expect(okay(await gate.approve(cyd, view.session.id, view.session.subject_digest)).session.status).toBe(
			'completed',
		);
		expect(await version()).toBe(before + 1);
		const [binding] = await policies(made, ada);
		expect(binding).toMatchObject(shopLimit);
		const removal = waitsIn(await gate.bindings.remove(ben, binding?.id ?? ''));
		okay(await gate.approve(ada, removal.session.id));
		expect(await policies(made, ada)).toHaveLength(1);
		okay(await gate.approve(cyd, removal.session.id));
		expect(await policies(made, ada)).toEqual([]);
		const events = okay(await gate.history(ada, { session: removal.session.id })).map(({ event, actor }) => [
			event,
			actor,
		]);
		expect(events).toEqual([
			['binding.removed', 'ben'],
			['session.approved', 'cyd'],
			['session.approved', 'ada'],
			['session.opened', 'ben'],
		]);
	});

	test('is not rid of that by one person, neither by setting it lower nor by removing a project with its bindings', async () => {
		const made = await strictTenant();
		const { gate, ada, ben, store } = made;
		const approvals = () => store.read(async (tx) => (await tx.tenants.get('demo'))?.policy_change_approvals ?? 0);
		const lower = waitsIn(await gate.setPolicyChangeApprovals(ada, 0));
		refusedWith(await gate.approve(ada, lower.session.id), 'APPROVER_NOT_ENTITLED');
		expect(await approvals()).toBe(1);
		waitsIn(await gate.setLongestWaiver(ada, null));
		const view = waitsIn(await gate.bindings.add(ada, shopLimit));
		okay(await gate.approve(ben, view.session.id));
		expect(refusedWith(await gate.projects.remove(ada, 'shop'), 'PROJECT_IN_USE').message).toContain('1 bindings');
		okay(await gate.approve(ben, lower.session.id));
		expect(await approvals()).toBe(0);
		expect(okay(await gate.bindings.add(ada, { ...limit, scope: { provider: 'gcp' } })).kind).toBe('applied');
	});

	test('has as many others: it is refused to ask for more than could approve', async () => {
		const made = await world();
		const { gate, ada, actor } = made;
		refusedWith(await gate.setPolicyChangeApprovals(ada, 1), 'APPROVERS_TOO_FEW');
		await actor('pia', { role: 'CloudAdmin', project: 'shop' });
		refusedWith(await gate.setPolicyChangeApprovals(ada, 1), 'APPROVERS_TOO_FEW');
		await actor('ben', { role: 'CloudAdmin' });
		okay(await gate.setPolicyChangeApprovals(ada, 1));
		for (const wrong of [-1, 17, 1.5, '1']) {
			refusedWith(await gate.setPolicyChangeApprovals(ada, wrong), 'INPUT_INVALID');
		}
	});

	test('refuses at once what could not be made', async () => {
		const made = await strictTenant();
		const { gate, ada, actor, rows } = made;
		const uma = await actor('uma', { role: 'CloudUser' });
		const before = await rows();
		refusedWith(await gate.bindings.add(uma, shopLimit), 'CAPABILITY_MISSING');
		refusedWith(await gate.bindings.add(ada, { ...limit, scope: { project: 'nowhere' } }), 'PROJECT_UNKNOWN');
		refusedWith(await gate.bindings.add(ada, { policy: 'regions.allowed', level: 'soft' }), 'BINDING_EXISTS');
		refusedWith(await gate.bindings.remove(ada, 'none'), 'BINDING_UNKNOWN');
		expect(await rows()).toEqual(before);
	});
});

describe('of two changes of the same that wait', () => {
	test('the second is refused on what holds by then, and nothing of it is made', async () => {
		const made = await strictTenant();
		const { gate, ada, ben, cyd, rows } = made;
		const first = waitsIn(await gate.bindings.add(ada, shopLimit)).session;
		const second = waitsIn(await gate.bindings.add(ben, { ...shopLimit, level: 'advisory' })).session;
		okay(await gate.approve(cyd, first.id));
		const before = await rows();
		refusedWith(await gate.approve(cyd, second.id), 'BINDING_EXISTS');
		// But for the row of the history that says so.
		expect(await rows()).toEqual({ ...before, history: (before.history ?? 0) + 1 });
		expect(okay(await gate.show(ada, second.id))).toMatchObject({ session: { status: 'open' }, approvals: [] });
		expect(await policies(made, ada)).toMatchObject([{ level: 'soft' }]);
		const removals = await Promise.all(
			[ada, ben].map(async (one) => {
				const [binding] = await policies(made, one);
				return waitsIn(await gate.bindings.remove(one, binding?.id ?? '')).session;
			}),
		);
		const made2 = await Promise.all(removals.map(({ id }) => gate.approve(cyd, id)));
		expect(made2.map((one) => (one.kind === 'ok' ? one.value.session.status : one.code)).sort()).toEqual([
			'BINDING_UNKNOWN',
			'completed',
		]);
	});

	test('by the same actor the newer takes the place of the older', async () => {
		const { gate, ada } = await strictTenant();
		const first = waitsIn(await gate.bindings.add(ada, shopLimit)).session;
		waitsIn(await gate.bindings.add(ada, { ...shopLimit, level: 'hard' }));
		expect(okay(await gate.show(ada, first.id)).session.status).toBe('superseded');
	});
});

test('who asked for a change must still be able to make it when it is made', async () => {
	const { gate, ada, ben, cyd } = await strictTenant();
	const { session } = waitsIn(await gate.bindings.add(ben, shopLimit));
	const grants = okay(await gate.grants.list(ada));
	okay(await gate.grants.remove(ada, grants.find(({ actor }) => actor === 'ben')?.id ?? ''));
	refusedWith(await gate.approve(cyd, session.id), 'CAPABILITY_MISSING');
	expect(okay(await gate.bindings.list(ada)).some(({ scope }) => scope.project === 'shop')).toBe(false);
});

test('an approval takes can_manage_policies where the change bears on, not can_approve', async () => {
	const { gate, ada, store, actor } = await strictTenant();
	await store.write((tx) => tx.roles.put('demo', { name: 'Lead', capabilities: ['can_approve'], max_vm_size: 'none' }));
	const lea = await actor('lea', { role: 'Lead' });
	const pia = await actor('pia', { role: 'CloudAdmin', project: 'shop' });
	const wide = waitsIn(await gate.bindings.add(ada, { policy: 'security.imds', level: 'hard' })).session;
	for (const one of [lea, pia]) refusedWith(await gate.approve(one, wide.id), 'APPROVER_NOT_ENTITLED');
	const narrow = waitsIn(await gate.bindings.add(ada, shopLimit)).session;
	expect(okay(await gate.approve(pia, narrow.id)).session.status).toBe('completed');
});

test('who is kept from managing policies in one project changes none of the whole tenant', async () => {
	const { gate, ada, ben } = await strictTenant();
	const minus = ['can_manage_policies'] as const;
	okay(await gate.grants.add(ada, { actor: 'ben', role: 'CloudAdmin', project: 'shop', minus: [...minus] }));
	const wide = { policy: 'security.imds', level: 'advisory' };
	refusedWith(await gate.bindings.add(ben, wide), 'CAPABILITY_MISSING');
	expect(waitsIn(await gate.bindings.add(ada, wide)).may_approve).toEqual(['cyd']);
	okay(await gate.grants.add(ben, { actor: 'uma', role: 'CloudUser' }));
});

test('a larger number asked for meanwhile holds for what waits as well', async () => {
	const { gate, ada, ben, cyd } = await strictTenant();
	const waiting = waitsIn(await gate.bindings.add(ada, shopLimit)).session;
	const raise = waitsIn(await gate.setPolicyChangeApprovals(ada, 2)).session;
	okay(await gate.approve(ben, raise.id));
	refusedWith(await gate.approve(cyd, waiting.id), 'SUBJECT_CHANGED');
	expect(okay(await gate.approve(cyd, waiting.id)).session.status).toBe('open');
	expect(okay(await gate.approve(ben, waiting.id)).session.status).toBe('completed');
});

test('a change that waits is asked for once by one request id, and can be taken back', async () => {
	const { gate, ada, ben } = await strictTenant();
	const asking = { ...ada, request_id: 'm1' };
	const { session } = waitsIn(await gate.bindings.add(asking, shopLimit));
	expect(waitsIn(await gate.bindings.add(asking, shopLimit)).session.id).toBe(session.id);
	expect(okay(await gate.cancel(ada, session.id)).status).toBe('cancelled');
	refusedWith(await gate.approve(ben, session.id), 'SESSION_CLOSED');
	refusedWith(await gate.giveUp(ada, session.id), 'NOT_DEPLOYING');
});
