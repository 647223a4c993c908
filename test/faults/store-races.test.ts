import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { quotaAbout } from '../../packages/core/src/model/quota.js';
import { windowAt } from '../../packages/core/src/model/quota-window.js';
import { openStore } from '../../packages/core/src/store/open-store.js';
import type { Store } from '../../packages/core/src/store/store.js';
import { hasPostgres, PostgresServer } from '../contracts/postgres-server.js';
import { faultRounds } from './child.js';
import { dueSession, happened, preparedStore } from './prepared-store.js';

const day = 86_400_000;
const noon = Date.UTC(2026, 10, 24, 12);
const ofActor = quotaAbout({ actor: 'ada', kind: 'vm', measure: 'count' });
const ofWindow = quotaAbout({ project: 'shop', kind: 'vm', measure: 'count', per: 'day' });

/** How often something answers yes, of so many times at once, each one after the other. */
async function count(
	connections: number,
	times: number,
	run: (id: string, turn: number) => Promise<boolean>,
): Promise<number> {
	const connection = async (name: number): Promise<number> => {
		let yes = 0;
		for (let turn = 0; turn < times; turn++) if (await run(`s${name}-${turn}`, turn)) yes++;
		return yes;
	};
	const all = await Promise.all(Array.from({ length: connections }, (_, name) => connection(name)));
	return all.reduce((sum, yes) => sum + yes, 0);
}

/** Places of the quota, and how often each of eight tries to get one. */
const places = 50;
const attempts = faultRounds >= 50 ? 200 : 50;

/** Holds whatever a store is opened by to what races must not do; `open` opens the same one again, where there may be two. */
function races(prepared: () => Promise<Store>, another: (store: Store) => Promise<Store>): void {
	let store: Store;
	afterEach(() => store.close());

	test(`of 8 times ${attempts} that start at once for 50 places, exactly 50 start`, async () => {
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
		expect(await count(8, attempts, start)).toBe(places);
		await store.read(async (tx) => {
			expect(await tx.quotas.list('local', 0)).toMatchObject([{ used: 0, reserved: places }]);
			expect(await tx.sessions.list({ tenant: 'local' })).toHaveLength(places);
			expect(await tx.history.verify()).toMatchObject({ kind: 'intact', rows: places });
		});
	});

	// As many tries as the fault tests have rounds, several times over; never more than those for the count.
	const tries = Math.min(attempts, Math.max(24, 8 * faultRounds));

	test.each([
		['an actor', ofActor, null],
		['a window', ofWindow, windowAt('day', 'UTC', noon)],
	])('of 8 times many that start at once for 50 places of %s, exactly 50 start', async (_of, about, window) => {
		store = await prepared();
		await store.write((tx) => tx.quotas.ensure('local', { ...about, window }));
		const reserve = (id: string) =>
			store.write((tx) =>
				tx.quotas.reserve(
					{
						id,
						tenant: 'local',
						quota: about.id,
						session: id,
						amount: 1,
						created_at: 1,
						window_starts_at: window?.starts_at ?? 0,
					},
					places,
				),
			);
		expect(await count(8, tries, reserve)).toBe(places);
		const [quota] = (await store.read((tx) => tx.quotas.list('local', noon))).filter(({ id }) => id === about.id);
		expect(quota).toMatchObject({ used: 0, reserved: places });
	});

	test('of 8 times many that take of an actor and of one of two windows, as many start as fit both', async () => {
		store = await prepared();
		const windows = [noon, noon + day].map((at) => windowAt('day', 'UTC', at));
		await store.write(async (tx) => {
			await tx.quotas.ensure('local', { ...ofActor, window: null });
			for (const window of windows) await tx.quotas.ensure('local', { ...ofWindow, window });
		});
		// As an approval does it: in order of quota id, and all or nothing. Every third comes to nothing afterwards.
		const start = async (id: string, turn: number): Promise<boolean> => {
			const of = { tenant: 'local', session: id, amount: 1, created_at: 1 };
			const window_starts_at = windows[turn % 2]?.starts_at ?? 0;
			try {
				await store.write(async (tx) => {
					const held =
						(await tx.quotas.reserve({ ...of, id: `${id}:a`, quota: ofActor.id }, places)) &&
						(await tx.quotas.reserve({ ...of, id: `${id}:w`, quota: ofWindow.id, window_starts_at }, places / 5));
					if (!held) throw new RangeError('full');
				});
			} catch (error) {
				if (error instanceof RangeError) return false;
				throw error;
			}
			if (turn % 3 > 0) return true;
			await store.write((tx) => tx.quotas.settle('local', id, 'released'));
			return false;
		};
		const started = await count(8, tries, start);
		// Twice a fifth of what the actor may have: the windows are what there is too little of.
		expect(started).toBe((2 * places) / 5);
		const quotasAt = (at: number) => store.read((tx) => tx.quotas.list('local', at));
		for (const at of [noon, noon + day]) {
			expect((await quotasAt(at)).find(({ id }) => id === ofWindow.id)).toMatchObject({ reserved: places / 5 });
		}
		expect((await quotasAt(noon)).find(({ id }) => id === ofActor.id)).toMatchObject({ reserved: started });
	});

	test('of 600 sessions that are due, two sweepers end each once', async () => {
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
					const mine: string[] = [];
					for (const { id } of await tx.sessions.expire(10, 20)) {
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
