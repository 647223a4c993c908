import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../packages/core/src/store/open-store.js';
import type { Store, Tx } from '../../packages/core/src/store/store.js';
import { hasPostgres, PostgresServer } from '../contracts/postgres-server.js';
import { Child, faultRounds } from './child.js';
import { type CuttingProxy, cuttingProxy } from './cutting-proxy.js';
import { happened, preparedStore } from './prepared-store.js';

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
	let server: PostgresServer;
	let url: string;
	let store: Store;
	let child: Child | undefined;
	let proxy: CuttingProxy | undefined;

	beforeAll(async () => {
		// As it is installed: what is committed is on disk.
		server = await PostgresServer.start([]);
	});
	afterAll(() => server?.remove());
	beforeEach(async () => {
		url = await server.newSchema();
		store = await preparedStore(url);
		child = undefined;
		proxy = undefined;
	});
	afterEach(async () => {
		await child?.kill();
		proxy?.close();
		await store.close();
	});

	const take =
		(id: string) =>
		async (tx: Tx): Promise<boolean> => {
			const before = await tx.quotas.reservations('local', id);
			const held = await tx.quotas.reserve(
				{ id, tenant: 'local', quota: 'q', session: id, amount: 1, created_at: 1 },
				null,
			);
			if (held && before.length === 0) {
				await tx.tenants.raiseFactsVersion('local');
				await tx.history.append(happened('taken', id));
			}
			return held;
		};

	/** Everything that was taken is taken once: the quota, the version and the history agree. */
	async function takenOnce(): Promise<Set<string>> {
		return await store.read(async (tx) => {
			const rows = await tx.history.list({ tenant: 'local', limit: 100_000 });
			const ids = new Set(rows.map(({ session }) => session ?? ''));
			expect(ids.size).toBe(rows.length);
			expect(await tx.history.verify()).toMatchObject({ kind: 'intact', rows: rows.length });
			expect(await tx.quotas.list('local', 0)).toMatchObject([{ used: 0, reserved: rows.length }]);
			expect(await tx.tenants.get('local')).toMatchObject({ facts_version: rows.length });
			return ids;
		});
	}

	test('stopped and started under load: every error has a code, and asked again by its id nothing is doubled', async () => {
		const codes = new Set<string>();
		const acknowledged: string[] = [];
		let running = true;
		const worker = async (name: number): Promise<void> => {
			for (let number = 0; running; number++) {
				const id = `${name}-${number}`;
				// Asked again until it is answered, as whoever clicks again.
				for (;;) {
					try {
						await store.write(take(id));
						acknowledged.push(id);
						break;
					} catch (error) {
						codes.add((error as { code?: string }).code ?? String(error));
						await wait(20);
					}
				}
			}
		};
		const workers = Array.from({ length: 8 }, (_, index) => worker(index));
		for (let round = 0; round < Math.ceil(faultRounds / 2); round++) {
			await wait(150 + Math.random() * 150);
			await server.down(round % 2 === 0 ? 'immediate' : 'fast');
			await wait(100);
			await server.up();
		}
		await wait(150);
		running = false;
		await Promise.all(workers);
		const allowed = ['STORE_UNREACHABLE', 'STORE_COMMIT_UNKNOWN'];
		expect([...codes].filter((code) => !allowed.includes(code))).toEqual([]);
		expect(codes).toContain('STORE_UNREACHABLE');
		const ids = await takenOnce();
		expect(ids).toEqual(new Set(acknowledged));
	});

	test.each([
		['before it is heard', 'before', []],
		['before it is answered', 'after', ['x']],
	] as const)(
		'a connection lost at a COMMIT, %s, is unknown, and settled by asking again by the same id',
		async (_, when, there) => {
			proxy = await cuttingProxy(server);
			const client = await openStore({ url: proxy.through(url) });
			proxy.arm(when);
			await expect(client.write(take('x'))).rejects.toMatchObject({ code: 'STORE_COMMIT_UNKNOWN' });
			await expect.poll(async () => [...(await takenOnce())]).toEqual(there);
			expect(await client.write(take('x'))).toBe(true);
			expect([...(await takenOnce())]).toEqual(['x']);
			await client.close();
		},
	);

	test('kill -9 in the middle of commits loses nothing that was acknowledged and leaves nothing half done', async () => {
		const acknowledged: string[] = [];
		for (let round = 0; round < faultRounds; round++) {
			child = new Child('store-writer.mjs', url);
			await child.line(1);
			await wait(Math.random() * 200);
			await child.kill();
			acknowledged.push(...child.lines);
			// The server notices the loss by itself, and undoes what was not committed.
			await expect
				.poll(() =>
					server.run(`select 1 from pg_stat_activity where application_name = 'portcullis' and state <> 'idle'`),
				)
				.toEqual([]);
			const ids = await takenOnce();
			expect([...ids]).toEqual(expect.arrayContaining(acknowledged));
		}
		expect(acknowledged.length).toBeGreaterThanOrEqual(faultRounds);
	});
});
