import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Provider } from '@portcullis/core';
import { describe, expect, test } from 'vitest';
import {
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

const day = 24 * 60 * minute;

const asks = {
	policy: 'cost.hourly_limit',
	level: 'soft',
	quorum: 2,
	parameters: { max_hourly_micros: 1 },
	scope: { project: 'shop' },
} as const;

async function asking() {
	const made = await world();
	okay(await made.gate.bindings.add(made.ada, asks));
	const [uma, ben] = [await made.actor('uma', { role: 'CloudUser' }), await made.actor('ben', { role: 'CloudAdmin' })];
	const { session } = sessionOf(await made.gate.request(uma, wants(vm('a'))));
	return { ...made, uma, ben, id: session.id };
}

async function events({ gate, ada }: World, session: string): Promise<string[]> {
	return okay(await gate.history(ada, { session }))
		.map(({ event }) => event)
		.reverse();
}

describe('an approval', () => {
	test('is taken back by who gave it, is shown as that, counts no more, and may be given again', async () => {
		const made = await asking();
		const { gate, ada, ben, id } = made;
		okay(await gate.approve(ada, id));
		const after = okay(await gate.withdraw(ada, id));
		expect(after).toMatchObject({
			session: { status: 'open' },
			void_approvals: [],
			may_approve: ['ada', 'ben'],
			approvals: [{ actor: 'ada', standing: 'withdrawn', reason: 'taken back by who gave it' }],
		});
		expect(after.progress).toMatchObject([{ awaiting: { missing: 2 }, counted: [] }]);
		// One of two is not two, though three were given in all.
		expect(okay(await gate.approve(ben, id)).session.status).toBe('open');
		const again = okay(await gate.approve(ada, id));
		expect(again.session.status).toBe('completed');
		expect(again.approvals.map(({ actor, standing }) => [actor, standing])).toEqual([
			['ada', 'withdrawn'],
			['ben', 'counts'],
			['ada', 'counts'],
		]);
		expect((await events(made, id)).slice(0, 3)).toEqual(['session.opened', 'session.approved', 'approval.withdrawn']);
	});

	test('of somebody else, or of nobody, is not taken back', async () => {
		const { gate, ada, ben, id, rows, actor } = await asking();
		okay(await gate.approve(ada, id));
		const before = await rows();
		for (const other of [ben, await actor('mallory')]) refusedWith(await gate.withdraw(other, id), 'NOT_APPROVED');
		refusedWith(await gate.withdraw(ada, 'nothing'), 'SESSION_UNKNOWN');
		const asserted = { ...ada, actor: { id: 'ada', source: 'asserted' } } as const;
		refusedWith(await gate.withdraw(asserted, id), 'APPROVER_NOT_ENTITLED');
		expect(await rows()).toEqual(before);
		okay(await gate.withdraw(ada, id));
		refusedWith(await gate.withdraw(ada, id), 'NOT_APPROVED');
	});

	test('is not taken back once the session is closed or has expired', async () => {
		const { gate, ada, ben, uma, id, wait } = await asking();
		okay(await gate.approve(ada, id));
		okay(await gate.approve(ben, id));
		refusedWith(await gate.withdraw(ada, id), 'SESSION_CLOSED');
		const other = sessionOf(await gate.request(uma, wants(vm('b')))).session.id;
		okay(await gate.approve(ada, other));
		wait(30 * minute);
		refusedWith(await gate.withdraw(ada, other), 'SESSION_EXPIRED');
	});

	test('that is taken back while the last one is decided does not start anything', async () => {
		const made = await asking();
		const { gate, gateWith, meanwhile, ada, ben, id } = made;
		okay(await gate.approve(ada, id));
		const store = meanwhile(async () => okay(await gate.withdraw(ada, id)));
		const after = okay(await gateWith({ store }).approve(ben, id));
		expect(after).toMatchObject({ session: { status: 'open' } });
		expect(after.progress).toMatchObject([{ awaiting: { missing: 1 }, counted: ['ben'] }]);
	});

	test('that is void is shown with why', async () => {
		const { gate, ada, ben, id, actor } = await asking();
		const cleo = await actor('cleo', { role: 'CloudAdmin' });
		okay(await gate.approve(ben, id));
		const grant = okay(await gate.grants.list(ada)).find((one) => one.actor === 'ben');
		okay(await gate.grants.remove(ada, grant?.id ?? ''));
		expect(okay(await gate.show(ada, id)).approvals).toMatchObject([
			{ actor: 'ben', standing: 'void', reason: 'ben may not approve any more' },
		]);
		okay(await gate.bindings.add(ada, { policy: 'cost.price_known', level: 'advisory' }));
		refusedWith(await gate.approve(cleo, id), 'SUBJECT_CHANGED');
		okay(await gate.approve(cleo, id));
		expect(okay(await gate.show(ada, id)).approvals).toMatchObject([
			{ actor: 'ben', standing: 'void', reason: 'what it approved has changed' },
			{ actor: 'cleo', standing: 'counts', reason: null },
		]);
	});
});

test('a rejected session stays rejected, whatever is done', async () => {
	const { gate, ada, ben, uma, id } = await asking();
	okay(await gate.approve(ada, id));
	okay(await gate.reject(ben, id, 'too dear'));
	for (const late of [
		await gate.approve(ben, id),
		await gate.withdraw(ada, id),
		await gate.cancel(uma, id),
		await gate.reject(ada, id, 'no'),
	]) {
		expect(refusedWith(late, 'SESSION_CLOSED').message).toContain('too dear');
	}
	expect(okay(await gate.show(ada, id)).session.status).toBe('rejected');
});

describe('how long sessions wait', () => {
	test('is set for a tenant, for those that are opened from then on, and taken back', async () => {
		const { gate, ada, uma, id } = await asking();
		const left = async (name: string) => sessionOf(await gate.request(uma, wants(vm(name)))).remaining_ms;
		expect(okay(await gate.setSessionLifetime(ada, 2 * 60 * minute))).toBe(120 * minute);
		expect(await left('b')).toBe(120 * minute);
		expect(okay(await gate.show(ada, id)).remaining_ms).toBe(30 * minute);
		expect(okay(await gate.setSessionLifetime(ada, null))).toBeNull();
		expect(await left('c')).toBe(30 * minute);
		expect(okay(await gate.history(ada, { limit: 3 })).map(({ event }) => event)).toContain(
			'tenant.session_lifetime_set',
		);
	});

	test.each([0, 5 * minute - 1, 7 * day + 1, 1.5, '30', undefined])('is not set to %s', async (given) => {
		const { gate, ada, rows } = await world();
		const before = await rows();
		refusedWith(await gate.setSessionLifetime(ada, given), 'INPUT_INVALID');
		expect(await rows()).toEqual(before);
	});

	test('is set by those only who manage policies in the whole tenant', async () => {
		const { gate, actor } = await world();
		const ben = await actor('ben', { role: 'CloudAdmin', project: 'shop' });
		refusedWith(await gate.setSessionLifetime(ben, 10 * minute), 'CAPABILITY_MISSING');
	});
});

describe('warnings', () => {
	const short = (warnings: readonly { session: string; before_ms: number }[]) =>
		warnings.map(({ session, before_ms }) => [session, before_ms / minute]);

	test('are due 10 and 2 minutes before the end, each once', async () => {
		const { gate, id, wait, now } = await asking();
		wait(20 * minute - 1);
		expect(await gate.warnings.claim()).toEqual([]);
		wait(1);
		const [ten = expect.fail(), ...more] = await gate.warnings.claim();
		expect(more).toEqual([]);
		expect(ten).toMatchObject({ kind: 'warning', tenant: 'demo', session: id, before_ms: 10 * minute });
		expect(ten.view).toMatchObject({ remaining_ms: 10 * minute, may_approve: ['ada', 'ben'] });
		expect(await gate.warnings.delivered(ten)).toBe(true);
		expect(await gate.warnings.delivered(ten)).toBe(false);
		wait(8 * minute - 1);
		expect(await gate.warnings.claim()).toEqual([]);
		wait(1);
		expect(short(await gate.warnings.claim())).toEqual([[id, 2]]);
		wait(2 * minute);
		expect(await gate.warnings.claim()).toEqual([]);
		expect(now()).toBe(
			okay(await gate.show({ tenant: 'demo', actor: { id: 'ada', source: 'verified' } }, id)).session.expires_at,
		);
	});

	test('are handed to one of two processes; to the other, a minute later, where the first has not delivered', async () => {
		const { gate, gateWith, id, wait } = await asking();
		wait(20 * minute);
		const both = await Promise.all([gate.warnings.claim(), gateWith().warnings.claim()]);
		expect(short(both.flat())).toEqual([[id, 10]]);
		wait(minute - 1);
		expect(await gate.warnings.claim()).toEqual([]);
		wait(1);
		const [again = expect.fail()] = await gateWith().warnings.claim();
		expect(again.session).toBe(id);
		await gate.warnings.delivered(again);
		wait(2 * minute);
		expect(await gate.warnings.claim()).toEqual([]);
	});

	test('are not both given where the first comes late, nor for what is closed, nor of a time that never was', async () => {
		const { gate, ada, uma, id, wait } = await asking();
		wait(28 * minute);
		expect(short(await gate.warnings.claim())).toEqual([[id, 2]]);
		okay(await gate.setSessionLifetime(ada, 8 * minute));
		const brief = sessionOf(await gate.request(uma, wants(vm('b')))).session.id;
		const gone = sessionOf(await gate.request(uma, wants(vm('c')))).session.id;
		okay(await gate.cancel(uma, gone));
		wait(2 * minute);
		expect(await gate.warnings.claim()).toEqual([]);
		wait(4 * minute);
		expect(short(await gate.warnings.claim())).toEqual([[brief, 2]]);
	});
});

describe('a sweep', () => {
	test('says what it did: sessions, reservations, answers, caches, and what ends soon', async () => {
		const made = await asking();
		const { gate, gateWith, ada, uma, wait, store } = made;
		await store.write((tx) => tx.policyCache.used({ digest: 'p', source: 's', opa_version: '1' }, made.now()));
		okay(await gate.reject({ ...ada, request_id: 'r' }, made.id, 'no'));
		const soft = okay(await gate.bindings.list(ada)).find(
			({ level, policy }) => level === 'soft' && policy === asks.policy,
		);
		okay(await gate.bindings.remove(ada, soft?.id ?? ''));
		const expiring = sessionOf(await gate.request(uma, wants(vm('b')))).session.id;
		const { id: left } = await forgotten(made);
		wait(29 * minute);
		const soon = sessionOf(await gate.request(uma, wants(vm('c')))).session.id;
		wait(21 * minute);
		const asked: number[] = [];
		const cache = {
			removeOlderThan: async (moment: number) => {
				asked.push(moment);
				return 3;
			},
		};
		const broken = {
			removeOlderThan: async () => {
				throw new Error('/somewhere on this machine');
			},
		};
		const report = await gateWith({ caches: [cache, broken] }).sweep();
		expect(report).toEqual({
			expired: [{ id: expiring, tenant: 'demo', project: 'shop' }],
			recovered: [{ id: left, tenant: 'demo', project: 'shop' }],
			released: 1,
			ending: 1,
			stray: [],
			answers_forgotten: 0,
			caches: { removed: 3, faults: ['something went wrong that was not foreseen'] },
		});
		expect(asked).toEqual([made.now() - 30 * day]);
		wait(7 * day);
		expect(await gate.sweep()).toMatchObject({ expired: [{ id: soon }], answers_forgotten: 1, caches: { removed: 0 } });
		wait(30 * day);
		expect((await gate.sweep()).caches.removed).toBe(1);
	});

	test('of one session leaves the others', async () => {
		const made = await asking();
		const { gate, uma, ada, wait } = made;
		const other = sessionOf(await gate.request(uma, wants(vm('b')))).session.id;
		wait(30 * minute);
		const swept = await gate.sweep({ session: { tenant: 'demo', id: other } });
		expect(swept.expired.map(({ id }) => id)).toEqual([other]);
		expect((await gate.sweep({ session: { tenant: 'demo', id: 'none' } })).expired).toEqual([]);
		expect(await events(made, made.id)).toEqual(['session.opened']);
		expect(okay(await gate.show(ada, made.id)).session.status).toBe('expired');
		expect((await gate.sweep()).expired.map(({ id }) => id)).toEqual([made.id]);
	});

	test('finds a document that is not the one that was put there', async () => {
		const made = await world();
		const { gate, ada, root } = made;
		const { session } = await deployed(made, ada, wants(vm('a')));
		expect((await gate.sweep()).stray).toEqual([]);
		await writeFile(join(root, 'terraform_gcp_shop', 'main.tf.json'), '{}');
		expect((await gate.sweep()).stray).toEqual([
			{
				tenant: 'demo',
				project: 'shop',
				expected: session.document?.digest,
				found: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
			},
		]);
		await deployed(made, ada, wants(vm('b')));
		expect((await gate.sweep()).stray).toEqual([]);
	});
});

/** A deployment whose process never comes back. */
async function forgotten({ gate, ada, gateWith }: World): Promise<{ id: string }> {
	let begun = (): void => {};
	const started = new Promise<void>((resolve) => {
		begun = resolve;
	});
	const dead = (): Partial<Provider> => ({
		write() {
			begun();
			return new Promise<never>(() => {});
		},
	});
	const { session } = sessionOf(await gate.request(ada, wants(vm('left'))));
	void gateWith({ providers: providersWith(dead) }).approve(ada, session.id);
	await started;
	return { id: session.id };
}

describe('a deployment whose process is known to be gone', () => {
	test('is given up before its time by who may approve, and told as theirs', async () => {
		const made = await world();
		const { gate, ada, actor } = made;
		const uma = await actor('uma', { role: 'CloudUser' });
		const { id } = await forgotten(made);
		refusedWith(await gate.giveUp(uma, id), 'CAPABILITY_MISSING');
		expect((await gate.sweep()).recovered).toEqual([]);
		const failed = okay(await gate.giveUp(ada, id));
		expect(failed).toMatchObject({
			status: 'failed',
			status_reason: expect.stringMatching(/^given up by ada while process/),
		});
		expect(okay(await gate.quotas.list(ada, 'shop'))).toMatchObject([{ used: 0, reserved: 0 }]);
		expect(okay(await gate.history(ada, { session: id, limit: 1 }))).toMatchObject([
			{ event: 'deployment.failed', actor: 'ada' },
		]);
		refusedWith(await gate.giveUp(ada, id), 'NOT_DEPLOYING');
		await deployed(made, ada, wants(vm('b')));
	});
});
