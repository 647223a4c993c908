import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Caller, createGate, type Gate, openStore, type Result, type Store } from '@portcullis/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasPostgres, PostgresServer } from '../contracts/postgres-server.js';
import { okay, sessionOf, vm, wants } from '../end-to-end/world.js';
import { faultRounds } from './child.js';
import { type CuttingProxy, cuttingProxy } from './cutting-proxy.js';
import { parts } from './gate-parts.mjs';

const as = (id: string): Caller => ({ tenant: 'local', actor: { id, source: 'verified' } });
const ada = as('ada');

describe.skipIf(!hasPostgres)('a gate on PostgreSQL', () => {
	let server: PostgresServer;
	let proxy: CuttingProxy;
	let root: string;
	let store: Store;
	let gate: Gate;
	let opened: Store[];

	beforeAll(async () => {
		server = await PostgresServer.start();
	});
	afterAll(() => server?.remove());
	beforeEach(async () => {
		root = await mkdtemp(join(tmpdir(), 'portcullis-commit-'));
		opened = [];
		proxy = await cuttingProxy(server);
		const url = await server.newSchema();
		store = await open(url);
		gate = createGate({ ...parts, store: await open(proxy.through(url)), terraformRoot: root });
		okay(await gate.createTenant(ada));
		okay(await gate.projects.add(ada, { name: 'shop', provider: 'gcp', region: 'us-central1' }));
	});
	afterEach(async () => {
		proxy.close();
		await Promise.all(opened.map((one) => one.close()));
		await rm(root, { recursive: true });
	});

	async function open(url: string): Promise<Store> {
		const made = await openStore({ url, postgres: { connect_timeout: 1000 } });
		opened.push(made);
		return made;
	}

	/** Asks by one id until there is an answer, as a front end does; answers it with what was thrown before. */
	async function asked<Value>(
		call: () => Promise<Result<Value>>,
	): Promise<{ answer: Result<Value>; thrown: unknown[] }> {
		const thrown: unknown[] = [];
		const began = performance.now();
		for (;;) {
			try {
				return { answer: await call(), thrown };
			} catch (error) {
				thrown.push((error as { code?: unknown }).code);
				if (performance.now() - began > 60_000) throw error;
				await wait(20);
			}
		}
	}

	async function nothingTwice(completed: number): Promise<void> {
		await store.read(async (tx) => {
			expect(await tx.history.verify()).toMatchObject({ kind: 'intact' });
			expect(await tx.leases.get('local', 'shop')).toBeNull();
			const resources = await tx.resources.list('local', 'shop');
			expect(resources).toHaveLength(completed);
			const quotas = await tx.quotas.list('local', 1, 'shop');
			expect(quotas.map(({ used, reserved }) => [used, reserved])).toEqual(
				completed === 0 ? quotas.map(() => [0, 0]) : [[completed, 0]],
			);
			const events = (await tx.history.list({ tenant: 'local', limit: 1000 })).map(({ event }) => event);
			for (const once of ['session.opened', 'session.approved', 'deployment.started']) {
				expect(events.filter((event) => event === once).length, once).toBeLessThanOrEqual(1);
			}
		});
	}

	test.each(['before', 'after'] as const)(
		'opens one session, though the connection was lost %s its COMMIT was heard, once it is asked again by the same id',
		async (when) => {
			const click = { ...ada, request_id: 'click-1' };
			proxy.arm(when);
			const { answer, thrown } = await asked(() => gate.request(click, wants(vm('a'))));
			expect(thrown).toEqual(['STORE_COMMIT_UNKNOWN']);
			const { session } = sessionOf(answer);
			expect(await store.read((tx) => tx.sessions.list({ tenant: 'local' }))).toMatchObject([{ id: session.id }]);
			await nothingTwice(0);
		},
	);

	// The COMMITs of an approval that deploys: that it starts, that it is still its own, that it is completed.
	test.each([
		['start', 1, 'before', ['STORE_COMMIT_UNKNOWN']],
		['start', 1, 'after', []],
		['lease', 2, 'before', []],
		['lease', 2, 'after', []],
		['end', 3, 'before', []],
		['end', 3, 'after', []],
	] as const)(
		'deploys once, though the connection was lost at the COMMIT of its %s (%i, %s it was heard)',
		async (_what, nth, when, throws) => {
			const { session } = sessionOf(await gate.request(ada, wants(vm('a'))));
			const click = { ...ada, request_id: 'click-1' };
			proxy.arm(when, nth);
			const { answer, thrown } = await asked(() => gate.approve(click, session.id));
			expect(proxy.cut).toBe(true);
			expect(thrown).toEqual(throws);
			expect(okay(answer).session.status).toBe('completed');
			expect(okay(await gate.approve(click, session.id)).session.status).toBe('completed');
			await nothingTwice(1);
		},
	);

	test('stopped and started under load: whoever asks again by the same id gets one answer, and nothing is doubled', async () => {
		const codes = new Set<unknown>();
		let running = true;
		const done: string[] = [];
		const worker = async (name: number): Promise<void> => {
			for (let number = 0; running; number++) {
				const machine = wants(vm(`m${name}-${number}`));
				const once = (step: string) => ({ ...ada, request_id: `${name}-${number}-${step}` });
				const requested = await asked(() => gate.request(once('request'), machine));
				const { session } = sessionOf(requested.answer);
				const cancelled = await asked(() => gate.cancel(once('cancel'), session.id, 'not needed'));
				okay(cancelled.answer);
				for (const code of [...requested.thrown, ...cancelled.thrown]) codes.add(code);
				done.push(session.id);
			}
		};
		const workers = Array.from({ length: 4 }, (_, index) => worker(index));
		for (let round = 0; round < faultRounds; round++) {
			await wait(150 + Math.random() * 150);
			await server.down(round % 2 === 0 ? 'immediate' : 'fast');
			await wait(100);
			await server.up();
		}
		await wait(150);
		running = false;
		await Promise.all(workers);
		expect([...codes].filter((code) => code !== 'STORE_UNREACHABLE' && code !== 'STORE_COMMIT_UNKNOWN')).toEqual([]);
		await store.read(async (tx) => {
			const sessions = await tx.sessions.list({ tenant: 'local' });
			expect(new Set(sessions.map(({ id }) => id))).toEqual(new Set(done));
			for (const { status } of sessions) expect(status).toBe('cancelled');
			expect(await tx.history.verify()).toMatchObject({ kind: 'intact', rows: 2 + 2 * done.length });
		});
	});
});
