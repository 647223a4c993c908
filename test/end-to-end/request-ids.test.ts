import { PortcullisError, type Session, type SessionView } from '@portcullis/core';
import { describe, expect, test } from 'vitest';
import { minute, okay, providersWith, refusedWith, sessionOf, vm, type World, wants, world } from './world.js';

const asks = {
	policy: 'cost.hourly_limit',
	level: 'soft',
	quorum: 2,
	parameters: { max_hourly_micros: 1 },
	scope: { project: 'shop' },
} as const;

async function people(made: World) {
	const { ada, actor } = made;
	return {
		uma: await actor('uma', { role: 'CloudUser' }),
		ben: await actor('ben', { role: 'CloudAdmin' }),
		ada,
	};
}

describe('a call with the id of a message, repeated', () => {
	test('opens one session, by whichever process it comes again, and shows it as it is by then', async () => {
		const made = await world();
		const { gate, gateWith, ada, rows } = made;
		const click = { ...ada, request_id: 'click-1' };
		const first = sessionOf(await gate.request(click, wants(vm('a'))));
		const before = await rows();
		const again = sessionOf(await gateWith().request(click, wants(vm('a'))));
		expect(again).toEqual(first);
		expect(await rows()).toEqual(before);
		okay(await gate.approve(ada, first.session.id));
		expect(sessionOf(await gate.request(click, wants(vm('a')))).session).toMatchObject({
			id: first.session.id,
			status: 'completed',
		});
	});

	test('is denied once, in the same words', async () => {
		const { gate, ada, rows } = await world();
		const click = { ...ada, request_id: 'click-1' };
		const first = okay(await gate.request(click, wants(vm('a', { count: 11 }))));
		const before = await rows();
		expect(okay(await gate.request(click, wants(vm('a', { count: 11 }))))).toEqual(first);
		expect(first.kind).toBe('denied');
		expect(await rows()).toEqual(before);
	});

	test('approves, deploys, takes back, cancels and rejects once', async () => {
		const made = await world();
		const { gate, rows } = made;
		const { ada, uma, ben } = await people(made);
		okay(await gate.bindings.add(ada, asks));
		const open = async (name: string) => sessionOf(await gate.request(uma, wants(vm(name)))).session.id;
		const [a, b, c] = [await open('a'), await open('b'), await open('c')];
		const by = (caller: typeof ada, request_id: string) => ({ ...caller, request_id });
		const calls = [
			() => gate.approve(by(ada, '1'), a),
			() => gate.withdraw(by(ada, '2'), a),
			() => gate.approve(by(ada, '3'), a),
			() => gate.approve(by(ben, '4'), a),
			() => gate.cancel(by(uma, '5'), b, 'not needed'),
			() => gate.reject(by(ben, '6'), c, 'too dear'),
		];
		const statusOf = (answer: SessionView | Session) => ('session' in answer ? answer.session : answer).status;
		for (const call of calls) {
			const first = okay<SessionView | Session>(await call());
			const before = await rows();
			const again = okay<SessionView | Session>(await call());
			expect(statusOf(again)).toBe(statusOf(first));
			expect(await rows()).toEqual(before);
		}
		expect(okay(await gate.show(ada, a)).session.status).toBe('completed');
	});

	test.each<[string, (made: World, request_id: string) => Promise<unknown>]>([
		['a project', ({ gate, ada }, request_id) => gate.projects.add({ ...ada, request_id }, project('blog'))],
		[
			'a grant',
			({ gate, ada }, request_id) => gate.grants.add({ ...ada, request_id }, { actor: 'x', role: 'CloudUser' }),
		],
		['a binding', ({ gate, ada }, request_id) => gate.bindings.add({ ...ada, request_id }, asks)],
		[
			'a limit',
			({ gate, ada }, request_id) => gate.quotas.set({ ...ada, request_id }, { project: 'shop', kind: 'vm', limit: 3 }),
		],
		['the time zone', ({ gate, ada }, request_id) => gate.setTimeZone({ ...ada, request_id }, 'Europe/Berlin')],
		[
			'a role',
			({ gate, ada }, request_id) =>
				gate.roles.add({ ...ada, request_id }, { name: 'Lead', capabilities: ['can_view'], max_vm_size: 'none' }),
		],
		['a tenant', ({ gate, ada }, request_id) => gate.createTenant({ ...ada, tenant: 'other', request_id })],
		[
			'how long sessions wait',
			({ gate, ada }, request_id) => gate.setSessionLifetime({ ...ada, request_id }, 10 * minute),
		],
	])('adds %s once', async (_what, add) => {
		const made = await world();
		const first = await add(made, 'm1');
		expect(first).toMatchObject({ kind: 'ok' });
		const before = await made.rows();
		expect(await add(made, 'm1')).toEqual(first);
		expect(await made.rows()).toEqual(before);
	});

	test('removes once, and is not told that there is nothing to remove', async () => {
		const { gate, ada, rows } = await world();
		const project = { name: 'blog', provider: 'gcp', region: 'us-central1' };
		okay(await gate.projects.add(ada, project));
		const grant = okay(await gate.grants.add(ada, { actor: 'x', role: 'CloudUser' }));
		const calls = [
			() => gate.grants.remove({ ...ada, request_id: '1' }, grant.id),
			() => gate.projects.remove({ ...ada, request_id: '2' }, 'blog'),
		];
		for (const call of calls) {
			const first = okay<unknown>(await call());
			const before = await rows();
			expect(okay<unknown>(await call())).toEqual(first);
			expect(await rows()).toEqual(before);
		}
	});

	test('with something else in it is refused, and does nothing', async () => {
		const made = await world();
		const { gate, ada, rows } = made;
		const click = { ...ada, request_id: 'click-1' };
		const { session } = sessionOf(await gate.request(click, wants(vm('a'))));
		const before = await rows();
		refusedWith(await gate.request(click, wants(vm('b'))), 'REQUEST_ID_REUSED');
		refusedWith(await gate.approve(click, session.id), 'REQUEST_ID_REUSED');
		const asserted = { ...click, actor: { id: 'ada', source: 'asserted' } } as const;
		refusedWith(await gate.request(asserted, wants(vm('a'))), 'REQUEST_ID_REUSED');
		expect(await rows()).toEqual(before);
		// Somebody else's message of the same id is another message.
		const { uma } = await people(made);
		sessionOf(await gate.request({ ...uma, request_id: 'click-1' }, wants(vm('b'))));
	});

	test('at the same moment, by two processes: one does it, and both are told the same', async () => {
		const made = await world();
		const { gate, gateWith, ada, store } = made;
		const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
		const click = { ...ada, request_id: 'click-1' };
		const gates = [gate, gateWith(), gateWith(), gateWith()];
		const answers = await Promise.all(gates.map((one) => one.approve(click, session.id)));
		for (const answer of answers) expect(okay(answer).session.id).toBe(session.id);
		const started = okay(await gate.history(ada)).filter(({ event }) => event === 'deployment.started');
		expect(started).toHaveLength(1);
		const requested = await Promise.all(
			gates.map((one) => one.request({ ...ada, request_id: 'click-2' }, wants(vm('b')))),
		);
		expect(new Set(requested.map((one) => sessionOf(one).session.id)).size).toBe(1);
		expect(await store.read((tx) => tx.sessions.list({ tenant: 'demo' }))).toHaveLength(2);
	});

	test('does not approve what it has changed the session into, which nobody has seen', async () => {
		const made = await world();
		const { gate } = made;
		const { ada, uma } = await people(made);
		okay(await gate.bindings.add(ada, { ...asks, quorum: 1 }));
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		okay(await gate.bindings.add(ada, { policy: 'cost.price_known', level: 'advisory' }));
		const click = { ...ada, request_id: 'click-1' };
		refusedWith(await gate.approve(click, session.id), 'SUBJECT_CHANGED');
		refusedWith(await gate.approve(click, session.id), 'SUBJECT_CHANGED');
		expect(okay(await gate.show(ada, session.id)).session).toMatchObject({ status: 'open', approvals: [] });
		okay(await gate.approve({ ...ada, request_id: 'click-2' }, session.id));
	});

	test('is told once in the history that it was denied', async () => {
		const made = await world();
		const { gate, rows } = made;
		const { ada, uma } = await people(made);
		const { session } = sessionOf(await gate.request(uma, wants(vm('a'))));
		okay(await gate.quotas.set(ada, { project: 'shop', kind: 'vm', limit: 0 }));
		const click = { ...ada, request_id: 'click-1' };
		const first = refusedWith(await gate.approve(click, session.id), 'DECISION_DENIED');
		const before = await rows();
		expect(refusedWith(await gate.approve(click, session.id), 'DECISION_DENIED')).toEqual(first);
		expect(await rows()).toEqual(before);
	});

	test('is told that what it began has failed', async () => {
		const { gate, ada, gateWith, rows } = await world();
		const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
		const providers = providersWith(() => ({
			write: async () => {
				throw new PortcullisError('DOCUMENT_WRITE_FAILED', 'no space');
			},
		}));
		const click = { ...ada, request_id: 'click-1' };
		refusedWith(await gateWith({ providers }).approve(click, session.id), 'DEPLOYMENT_FAILED');
		const before = await rows();
		expect(refusedWith(await gate.approve(click, session.id), 'DEPLOYMENT_FAILED').message).toContain('no space');
		expect(await rows()).toEqual(before);
	});

	test('where a process began it and is gone: it is under way, and failed once its time is over', async () => {
		const made = await world();
		const { gate, ada, wait, gateWith } = made;
		const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
		const click = { ...ada, request_id: 'click-1' };
		const providers = providersWith(() => ({ write: () => new Promise<never>(() => {}) }));
		void gateWith({ providers }).approve(click, session.id);
		await expect.poll(async () => okay(await gate.show(ada, session.id)).session.status).toBe('deploying');
		expect(okay(await gate.approve(click, session.id)).session.status).toBe('deploying');
		wait(5 * minute);
		refusedWith(await gate.approve(click, session.id), 'DEPLOYMENT_FAILED');
		expect(okay(await gate.show(ada, session.id)).session.status).toBe('failed');
	});

	test('that was refused without changing anything is decided again', async () => {
		const made = await world();
		const { gate } = made;
		const { ada, uma, ben } = await people(made);
		okay(await gate.bindings.add(ada, { ...asks, quorum: 1 }));
		const { session } = sessionOf(await gate.request(ben, wants(vm('a'))));
		const click = { ...uma, request_id: 'click-1' };
		refusedWith(await gate.approve(click, session.id), 'APPROVER_NOT_ENTITLED');
		okay(await gate.grants.add(ada, { actor: 'uma', role: 'CloudAdmin' }));
		expect(okay(await gate.approve(click, session.id)).session.status).toBe('completed');
	});

	test('an id that could never be one is refused', async () => {
		const { gate, ada } = await world();
		refusedWith(await gate.request({ ...ada, request_id: '' }, wants(vm('a'))), 'INPUT_INVALID');
		refusedWith(await gate.request({ ...ada, request_id: 'a\0b' }, wants(vm('a'))), 'INPUT_INVALID');
	});
});

function project(name: string) {
	return { name, provider: 'gcp', region: 'us-central1' };
}
