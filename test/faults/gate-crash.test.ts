import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
	type Caller,
	createGate,
	type DeploymentSession,
	type Gate,
	openStore,
	type Project,
	type Session,
	type Store,
} from '@portcullis/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasPostgres, PostgresServer } from '../contracts/postgres-server.js';
import { okay } from '../end-to-end/world.js';
import { Child, faultRounds } from './child.js';
import { parts } from './gate-parts.mjs';
import { dueSession, happened } from './prepared-store.js';

/*
 * A process that is in the middle of approving, deploying or sweeping is killed. Whatever it was told is there; nothing
 * that it held is held for ever; nothing is done twice; and who asks again by the same id gets the one answer.
 */

const minute = 60_000;
/** Longer than a lease holds. */
const ahead = 6 * minute;
const phases = ['approve', 'deploy', 'sweep'] as const;
const as = (id: string): Caller => ({ tenant: 'local', actor: { id, source: 'verified' } });

/**
 * Opens the store and, a while later than it is, a gate over it: every lease has run out by then, also that of a sweep
 * that was killed, whose clock was ahead already.
 */
async function reopened(url: string, root: string): Promise<{ store: Store; gate: Gate }> {
	const store = await openStore({ url });
	const clock = () => store.now() + 2 * ahead;
	return { store, gate: createGate({ ...parts, store, terraformRoot: root, clock }) };
}

async function prepare(url: string, root: string, phase: (typeof phases)[number]): Promise<void> {
	const store = await openStore({ url });
	const gate = createGate({ ...parts, store, terraformRoot: root });
	okay(await gate.createTenant(as('ada')));
	okay(await gate.projects.add(as('ada'), { name: 'shop', provider: 'gcp', region: 'us-central1' }));
	okay(await gate.grants.add(as('ada'), { actor: 'uma', role: 'CloudUser', plus: ['can_delete'] }));
	okay(await gate.grants.add(as('ada'), { actor: 'ben', role: 'CloudAdmin' }));
	okay(await gate.quotas.set(as('ada'), { project: 'shop', kind: 'vm', limit: 1000 }));
	if (phase === 'approve') {
		const asks = {
			policy: 'cost.hourly_limit',
			level: 'soft',
			quorum: 3,
			parameters: { max_hourly_micros: 1 },
		} as const;
		okay(await gate.bindings.add(as('ada'), { ...asks, scope: { project: 'shop' } }));
	}
	await store.close();
}

/** Sessions that a sweep has to end: many that are due, and one whose process is gone. */
async function fill(store: Store, round: number): Promise<void> {
	await store.write(async (tx) => {
		for (let index = 0; index < 250; index++) {
			const id = `due-${round}-${index}`;
			await tx.sessions.insert(dueSession(id));
			await tx.history.append(happened('session.opened', id));
		}
		const id = `left-${round}`;
		const left: DeploymentSession = { ...dueSession(id), status: 'deploying', deploying_since: 1 };
		await tx.sessions.insert(left);
		await tx.history.append(happened('session.opened', id));
		await tx.history.append(happened('deployment.started', id));
		const [quota = expect.fail()] = await tx.quotas.list('local', 1);
		await tx.quotas.reserve(
			{ id, tenant: 'local', quota: quota.id, session: id, amount: 1, window_starts_at: 0, created_at: 1 },
			null,
		);
		const lease = { tenant: 'local', project: 'shop', session: id, holder: 'gone', token: id };
		expect(await tx.leases.take({ ...lease, taken_at: 1, expires_at: 2 })).toBe(true);
	});
}

/** What must hold after a crash, once what was left behind has been tidied. */
async function isWhole(store: Store, gate: Gate, root: string): Promise<Map<string, Session>> {
	const swept = await gate.sweep();
	expect(swept.stray).toEqual([]);
	const standing = okay(await gate.resources(as('ada'), 'shop'));
	const project = okay(await gate.projects.list(as('ada')))[0] as Project;
	const path = join(root, 'terraform_gcp_shop', 'main.tf.json');
	const document = await readFile(path, 'utf8').then(JSON.parse, () => null);
	if (document !== null) {
		const provider = parts.providers.find(({ id }) => id === 'gcp') ?? expect.fail();
		const desired = standing.map(({ resource }) => resource);
		expect(document).toEqual(await provider.synthesize(project, desired));
	}
	return store.read(async (tx) => {
		expect(await tx.history.verify()).toMatchObject({ kind: 'intact' });
		expect(await tx.leases.get('local', 'shop')).toBeNull();
		const [quota] = await tx.quotas.list('local', 1, 'shop');
		expect(quota).toMatchObject({ used: standing.length, reserved: 0 });
		const sessions = await tx.sessions.list({ tenant: 'local' });
		expect(sessions.filter(({ status }) => status === 'deploying')).toEqual([]);
		const told = new Map<string, string[]>();
		for (const { session, event } of await tx.history.list({ tenant: 'local', limit: 1_000_000 })) {
			if (session !== null) told.set(session, [event, ...(told.get(session) ?? [])]);
		}
		const ends = /^(session\.(expired|superseded)|deployment\.(completed|failed))$/;
		for (const { id, status, approvals } of sessions) {
			const events = told.get(id) ?? [];
			const count = (event: string) => events.filter((one) => one === event).length;
			expect(count('session.opened'), id).toBe(1);
			expect(count('deployment.started'), id).toBeLessThanOrEqual(1);
			expect(
				events.filter((event) => ends.test(event)),
				id,
			).toHaveLength(status === 'open' ? 0 : 1);
			expect(count('session.approved'), id).toBe(approvals.length);
			const withdrawn = approvals.filter(({ withdrawn_at }) => withdrawn_at !== undefined);
			expect(count('approval.withdrawn'), id).toBe(withdrawn.length);
		}
		return new Map(sessions.map((session) => [session.id, session]));
	});
}

/** Every line that was said before the end holds. */
function isThere(lines: readonly string[], sessions: ReadonlyMap<string, Session>): void {
	for (const line of lines) {
		const [what = '', id = '', who] = line.split(' ');
		const session = sessions.get(id);
		if (['completed', 'expired', 'failed'].includes(what)) expect(session?.status, line).toBe(what);
		if (what === 'approved')
			expect(
				session?.approvals.map(({ actor }) => actor),
				line,
			).toContain(who);
		if (what === 'withdrawn') {
			const own = session?.approvals.find(({ actor }) => actor === who);
			expect(own?.withdrawn_at, line).toBeTypeOf('number');
		}
	}
}

/** Asks again what was asked last, by its id: whether it had come about or not, it has once afterwards. */
async function askAgain(gate: Gate, lines: readonly string[]): Promise<void> {
	const [, who = '', request_id = '', call, session = ''] =
		lines.findLast((line) => line.startsWith('asks '))?.split(' ') ?? [];
	if (call === undefined) return;
	const asking = { ...as(who), request_id };
	const answer = call === 'approve' ? await gate.approve(asking, session) : await gate.withdraw(asking, session);
	// What had started is not run twice: its process was gone, and it has failed.
	if (answer.kind === 'refused') expect(answer.code, answer.message).toBe('DEPLOYMENT_FAILED');
}

function crashes(newUrl: () => Promise<string>): void {
	let root: string;
	let children: Child[];
	beforeEach(async () => {
		root = await mkdtemp(join(tmpdir(), 'portcullis-killed-'));
		children = [];
	});
	afterEach(async () => {
		await Promise.all(children.map((child) => child.kill()));
		await rm(root, { recursive: true });
	});

	test.each(phases)(
		'kill -9 in the middle of %s loses nothing acknowledged, leaks nothing and leaves nothing stuck',
		async (phase) => {
			const url = await newUrl();
			await prepare(url, root, phase);
			const worker = (): Child => {
				const child = new Child('gate-worker.mjs', url, root, phase, `${phase === 'sweep' ? ahead : 0}`);
				children.push(child);
				return child;
			};
			let next = worker();
			let acknowledged = 0;
			for (let round = 0; round < faultRounds; round++) {
				if (phase === 'sweep') {
					const store = await openStore({ url });
					await fill(store, round);
					await store.close();
				}
				const child = next;
				await child.line(1);
				// The next one loads what it needs meanwhile.
				next = worker();
				child.say('go');
				// A sweep says nothing before it is done.
				if (phase === 'sweep') await wait(30 + Math.random() * 300);
				else await child.line(3 + Math.floor(Math.random() * 6));
				await wait(Math.random() * 100);
				await child.kill();
				const { store, gate } = await reopened(url, root);
				isThere(child.lines, await isWhole(store, gate, root));
				await askAgain(gate, child.lines);
				isThere(child.lines, await isWhole(store, gate, root));
				acknowledged += child.lines.filter((line) => !/^(asks|ready)/.test(line)).length;
				await store.close();
			}
			if (phase !== 'sweep') expect(acknowledged).toBeGreaterThan(0);
		},
	);
}

describe('in a file', () => {
	let folder: string;
	let files = 0;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'portcullis-crashes-'));
	});
	afterAll(() => rm(folder, { recursive: true }));
	crashes(async () => `file:${join(folder, `${files++}.db`)}`);
});

describe.skipIf(!hasPostgres)('in PostgreSQL', () => {
	let server: PostgresServer;
	beforeAll(async () => {
		server = await PostgresServer.start();
	});
	afterAll(() => server?.remove());
	crashes(() => server.newSchema());
});
