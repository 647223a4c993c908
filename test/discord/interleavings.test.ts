import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gate, Result, SessionView } from '@portcullis/core';
import { expect, test } from 'vitest';
import { deployed, minute, okay, sessionOf, vm, type World, wants, world } from '../end-to-end/world.js';
import { faultRounds } from '../faults/child.js';
import { oneOf, seededRandom } from './seeded-random.js';
import { takeTurns } from './turns.js';

const rounds = faultRounds >= 50 ? 1000 : 40;

/** What somebody did, and what they were answered: `done`, or the code of the refusal. */
interface Told {
	readonly what: string;
	readonly who: string;
	readonly answer: string;
}

test(`approvals, rejection, cancellation and expiry at once, ${rounds} interleavings: one of them ends the session, and each is told the truth`, async () => {
	const made = await world();
	const { gate, ada, store } = made;
	const uma = await made.actor('uma', { role: 'CloudUser' });
	for (const who of ['ben', 'cleo', 'dan']) await made.actor(who, { role: 'CloudAdmin' });
	const limit = { policy: 'cost.hourly_limit', level: 'soft', parameters: { max_hourly_micros: 1000 } };
	okay(await gate.bindings.add(ada, { ...limit, scope: { project: 'shop' }, quorum: 2 }));
	const ends = new Map<string, number>();
	for (let seed = 0; seed < rounds; seed++) {
		const random = seededRandom(seed);
		const { session } = sessionOf(await gate.request(uma, wants(vm('web'))));
		const before = random() < 0.5;
		if (before) okay(await gate.approve({ ...ada, actor: { id: 'dan', source: 'verified' } }, session.id));
		const told = await takeTurns(store, actsOn(session.id, made, random), random);
		const end = okay(await gate.show(ada, session.id)).session;
		const about = `seed ${seed}: ${JSON.stringify({ end: [end.status, end.status_reason], told })}`;
		await hold(made, end, told, about);
		ends.set(end.status, (ends.get(end.status) ?? 0) + 1);
		if (end.status === 'open') okay(await gate.cancel(uma, session.id));
		if (end.status === 'completed')
			await deployed(made, ada, { action: 'delete', project: 'shop', resources: [{ kind: 'vm', name: 'web' }] });
	}
	// The seeds reach every end.
	expect([...ends.keys()].sort()).toEqual(expect.arrayContaining(['cancelled', 'completed', 'expired', 'rejected']));
	expect(await store.read((tx) => tx.history.verify())).toMatchObject({ kind: 'intact' });
});

/** Two to four people, or the sweep half an hour later, each with a gate of their own over a store whose turns a seed takes. */
function actsOn(session: string, { gateWith, wait, ada }: World, random: () => number) {
	const as = (id: string) => ({ ...ada, actor: { id, source: 'verified' as const } });
	const approve = (who: string) => async (gate: Gate) => ({
		what: 'approve',
		who,
		answer: answerOf(await gate.approve(as(who), session), ({ session: { status } }: SessionView) => status),
	});
	const others = [
		approve('cleo'),
		approve('dan'),
		async (gate: Gate) => ({
			what: 'reject',
			who: 'cleo',
			answer: answerOf(await gate.reject(as('cleo'), session, 'no'), ({ status }) => status),
		}),
		async (gate: Gate) => ({
			what: 'cancel',
			who: 'uma',
			answer: answerOf(await gate.cancel(as('uma'), session), ({ status }) => status),
		}),
		async (gate: Gate) => {
			// By the clock of its own moment: those who came before it are in the middle of what they do.
			wait(31 * minute);
			const { expired, recovered } = await gate.sweep();
			const found = [...expired, ...recovered].some(({ id }) => id === session);
			return { what: 'sweep', who: 'nobody', answer: found ? 'ended' : 'nothing' };
		},
	];
	const chosen = [approve('ada'), approve('ben')];
	const count = 1 + Math.floor(random() * 3);
	for (let index = 0; index < count; index++) chosen.push(oneOf(others, random));
	return chosen.slice(random() < 0.3 ? 1 : 0).map(
		(act) =>
			(store: World['store']): Promise<Told> =>
				act(gateWith({ store })),
	);
}

function answerOf<Value>(result: Result<Value>, status: (value: Value) => string): string {
	return result.kind === 'ok' ? status(result.value) : result.code;
}

async function hold(
	{ store, root }: World,
	end: SessionView['session'],
	told: readonly Told[],
	about: string,
): Promise<void> {
	const answered = (what: string, answer: string) =>
		told.filter((one) => one.what === what && one.answer === answer).length;
	const rows = await store.read((tx) => tx.history.list({ tenant: 'demo', session: end.id, limit: 100 }));
	const count = (event: string) => rows.filter((row) => row.event === event).length;
	const completed = end.status === 'completed' ? 1 : 0;
	// One commit, and one that is told of it.
	expect(count('deployment.started'), about).toBeLessThanOrEqual(1);
	expect(count('deployment.completed'), about).toBe(completed);
	// Whoever pressed twice may have two answers, by two clicks; what is deployed is deployed for one.
	expect(answered('approve', 'completed'), about).toBe(completed);
	expect(answered('reject', 'rejected'), about).toBe(end.status === 'rejected' ? 1 : 0);
	expect(answered('cancel', 'cancelled'), about).toBe(end.status === 'cancelled' ? 1 : 0);
	// Who is told that it counts has their approval in the session.
	const approvers = end.approvals.map(({ actor }) => actor);
	for (const { what, who, answer } of told)
		if (what === 'approve' && answer === 'open') expect(approvers, about).toContain(who);
	// One Terraform, and nothing held or counted beside.
	const [resources, quotas, lease] = await store.read(async (tx) => [
		await tx.resources.list('demo', 'shop'),
		await tx.quotas.list('demo', 1, 'shop'),
		await tx.leases.get('demo', 'shop'),
	]);
	expect(resources.length, about).toBe(completed);
	expect(
		quotas.every(({ reserved }) => reserved === 0),
		about,
	).toBe(true);
	expect(lease, about).toBeNull();
	const written = await readFile(join(root, 'terraform_gcp_shop', 'main.tf.json'), 'utf8').catch(() => '');
	expect(written.includes('google_compute_instance'), about).toBe(completed === 1);
}
