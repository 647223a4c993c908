import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../packages/core/src/store/open-store.js';
import type { Store } from '../../packages/core/src/store/store.js';
import { hasPostgres, PostgresServer } from '../contracts/postgres-server.js';
import { dueSession, happened, preparedStore } from './prepared-store.js';

/** Places of the quota, and how often each of eight tries to get one. */
const places = 50;
const attempts = 200;

/** Holds whatever a store is opened by to what races must not do; `open` opens the same one again, where there may be two. */
function races(prepared: () => Promise<Store>, another: (store: Store) => Promise<Store>): void {
	let store: Store;
	afterEach(() => store.close());

	test('of 8 times 200 that start at once for 50 places, exactly 50 start', { timeout: 60_000 }, async () => {
		store = await prepared();
		// As an approval does it: what was read decides, the quota is taken, the session moves, the history says so.
		const start = async (id: string): Promise<boolean> => {
			try {
				return await store.write(async (tx) => {
					await tx.sessions.insert({ ...dueSession(id), expires_at: 1_000_000 });
					const held = await tx.quotas.reserve(
						{ id, tenant: 'local', quota: 'q', session: id, amount: 1, created_at: 1 },
						places,
					);
					if (!held) throw new RangeError('full');
					await tx.sessions.move('local', id, 'open', 'deploying', { unexpired_at: 100 });
					await tx.history.append(happened('deployment.started', id));
					return true;
				});
			} catch (error) {
				if (error instanceof RangeError) return false;
				throw error;
			}
		};
		const connection = async (name: number): Promise<boolean[]> => {
			const started: boolean[] = [];
			for (let attempt = 0; attempt < attempts; attempt++) started.push(await start(`s${name}-${attempt}`));
			return started;
		};
		const all = (await Promise.all(Array.from({ length: 8 }, (_, index) => connection(index)))).flat();
		expect(all).toHaveLength(8 * attempts);
		expect(all.filter(Boolean)).toHaveLength(places);
		await store.read(async (tx) => {
			expect(await tx.quotas.list('local', 0)).toMatchObject([{ used: 0, reserved: places }]);
			expect(await tx.sessions.list({ tenant: 'local' })).toHaveLength(places);
			expect(await tx.history.verify()).toMatchObject({ kind: 'intact', rows: places });
		});
	});

	test('of 600 sessions that are due, two sweepers end each once', { timeout: 60_000 }, async () => {
		store = await prepared();
		await store.write(async (tx) => {
			for (let index = 0; index < 600; index++) {
				const id = `s${index}`;
				await tx.sessions.insert(dueSession(id));
				await tx.quotas.reserve({ id, tenant: 'local', quota: 'q', session: id, amount: 1, created_at: 1 }, null);
			}
		});
		const other = await another(store);
		const sweep = async (by: Store): Promise<string[]> => {
			const ended: string[] = [];
			for (;;) {
				const some = await by.write(async (tx) => {
					const due = await tx.sessions.due(10, 20);
					const mine: string[] = [];
					for (const { id } of due) {
						if ((await tx.sessions.move('local', id, 'open', 'expired')) === null) continue;
						await tx.quotas.settle('local', id, 'released');
						await tx.history.append(happened('session.expired', id));
						mine.push(id);
					}
					return mine;
				});
				ended.push(...some);
				if (some.length < 20) return ended;
			}
		};
		const both = await Promise.all([sweep(store), sweep(other)]);
		const late = await sweep(store);
		const ended = [...both.flat(), ...late];
		expect(ended).toHaveLength(600);
		expect(new Set(ended).size).toBe(600);
		await store.read(async (tx) => {
			expect(await tx.quotas.list('local', 0)).toMatchObject([{ used: 0, reserved: 0 }]);
			expect(await tx.history.verify()).toMatchObject({ kind: 'intact', rows: 600 });
			expect(await tx.sessions.list({ tenant: 'local', statuses: ['open'] })).toEqual([]);
		});
		if (other !== store) await other.close();
	});
}

describe('in a file', () => {
	let folder: string;
	let files = 0;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'portcullis-races-'));
	});
	afterAll(() => rm(folder, { recursive: true }));
	races(
		() => preparedStore(`file:${join(folder, `${files++}.db`)}`),
		async (store) => store,
	);
});

describe.skipIf(!hasPostgres)('in PostgreSQL', () => {
	let server: PostgresServer;
	let url: string;
	beforeAll(async () => {
		server = await PostgresServer.start();
	});
	afterAll(() => server?.remove());
	races(
		async () => {
			url = await server.newSchema();
			return await preparedStore(url, 8);
		},
		() => openStore({ url }),
	);
});
