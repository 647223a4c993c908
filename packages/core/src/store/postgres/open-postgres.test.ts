import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasPostgres, PostgresServer } from '../../../../../test/contracts/postgres-server.js';
import { openStore, type StoreOptions } from '../open-store.js';
import { migrations } from '../sql/migrations.js';
import type { Store } from '../store.js';

const tenant = { id: 'local', facts_version: 1, asserted_may_approve: false, created_at: 1 };

describe.skipIf(!hasPostgres)('a PostgreSQL store', () => {
	let server: PostgresServer;
	let url: string;
	let opened: Store[];
	beforeAll(async () => {
		server = await PostgresServer.start();
	});
	afterAll(() => server?.remove());
	beforeEach(async () => {
		opened = [];
		url = await server.newSchema();
	});
	afterEach(() => Promise.all(opened.map((store) => store.close())));

	async function open(options: Partial<StoreOptions> = {}): Promise<Store> {
		const store = await openStore({ url, ...options });
		opened.push(store);
		return store;
	}

	test('shows its URL without secrets', async () => {
		const store = await open({ url: url.replace('owner@', 'owner:secret@') });
		expect(store.url).toBe(`postgres://owner@/postgres?host=${server.folder}`);
	});
	test('holds what was written when it is opened again, by several at once', async () => {
		const [one, two] = await Promise.all([open(), open()]);
		await one.write((tx) => tx.tenants.insert(tenant));
		expect(await two.read((tx) => tx.tenants.list())).toEqual([tenant]);
		expect(await (await open({ mode: 'read' })).read((tx) => tx.tenants.list())).toEqual([tenant]);
	});
	test('opened to be read refuses to be written, and is not made', async () => {
		await expect(open({ mode: 'read' })).rejects.toMatchObject({ code: 'STORE_MISSING' });
		await open();
		const reader = await open({ mode: 'read' });
		await expect(reader.write(async () => 1)).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
		expect(reader.snapshot_at).toBeNull();
	});
	test('is made once by eight that open it at once, beside others in other schemas', async () => {
		const stores = await Promise.all(Array.from({ length: 8 }, () => open({ postgres: { pool_size: 2 } })));
		await Promise.all(stores.map((store) => store.read((tx) => tx.tenants.list())));
		const done = await server.run('select name from kysely_migration', url);
		expect(done).toEqual(Object.keys(migrations).map((name) => ({ name })));
	});
	test('of a newer schema is left alone', async () => {
		await open();
		await server.run(`insert into kysely_migration values ('9999-later', '2030')`, url);
		await expect(open()).rejects.toMatchObject({ code: 'STORE_SCHEMA_NEWER' });
	});
	test("of somebody else's tables is left alone", async () => {
		await server.run('create table songs (title text)', url);
		await expect(open()).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
		expect(await server.run('select tablename from pg_tables where schemaname = current_schema()', url)).toHaveLength(
			1,
		);
	});
	test('reading stands on one state, whatever others commit meanwhile', async () => {
		const store = await open();
		await store.write((tx) => tx.tenants.insert(tenant));
		const other = await open();
		await store.read(async (tx) => {
			expect(await tx.tenants.get('local')).toEqual(tenant);
			await other.write((tx) => tx.tenants.raiseFactsVersion('local'));
			expect(await tx.tenants.get('local')).toEqual(tenant);
		});
	});
	test('texts sort by their bytes, as in a file', async () => {
		const store = await open();
		const ids = ['b', 'a', 'B', 'é', '_', 'A-b', 'Ab'];
		await store.write(async (tx) => {
			for (const id of ids) await tx.tenants.insert({ ...tenant, id });
		});
		expect((await store.read((tx) => tx.tenants.list())).map(({ id }) => id)).toEqual([...ids].sort());
	});
	test.each([
		['an update', `update deployment_history set actor = 'eve'`],
		['a deletion', 'delete from deployment_history'],
		['to be emptied', 'truncate deployment_history'],
		['to be emptied with the rest', 'truncate tenants, deployment_history cascade'],
		[
			'an update by a session that asks no triggers',
			`set session_replication_role = replica; delete from deployment_history`,
		],
	])('the history refuses %s', async (_, statement) => {
		const store = await open();
		await store.write((tx) =>
			tx.history.append({
				tenant: 'local',
				at: 1,
				actor: 'ada',
				actor_source: 'verified',
				event: 'e',
				project: null,
				session: null,
				body: {},
			}),
		);
		await expect(server.run(statement, url)).rejects.toThrow('deployment_history is append-only');
		expect(await store.read((tx) => tx.history.verify())).toMatchObject({ kind: 'intact', rows: 1 });
	});
	test('waiting for what others hold is given up in time, and the next attempt works', async () => {
		const store = await open({ postgres: { lock_timeout: 50 } });
		await store.write((tx) => tx.tenants.insert(tenant));
		let release = (): void => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		let holds = (): void => {};
		const holding = new Promise<void>((resolve) => {
			holds = resolve;
		});
		const first = store.write(async (tx) => {
			await tx.tenants.get('local');
			holds();
			await held;
		});
		await holding;
		const second = () => store.write((tx) => tx.tenants.get('local'));
		await expect(second()).rejects.toMatchObject({ code: 'STORE_BUSY' });
		release();
		await first;
		expect(await second()).toEqual(tenant);
	});
	test('a transaction that falls asleep is ended by the server, and undone', async () => {
		// Making the schema on a busy machine can take longer between two statements.
		await open();
		const store = await open({ postgres: { idle_timeout: 50 } });
		const asleep = store.write(async (tx) => {
			await tx.tenants.insert(tenant);
			await new Promise((resolve) => setTimeout(resolve, 300));
			await tx.tenants.list();
		});
		await expect(asleep).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
		expect(await store.read((tx) => tx.tenants.list())).toEqual([]);
	});
	test('more transactions than connections wait for their turn, longer than connecting may take', async () => {
		const store = await open({ postgres: { pool_size: 1, connect_timeout: 200 } });
		await store.write((tx) => tx.tenants.insert(tenant));
		const slow = () =>
			store.write(async (tx) => {
				await new Promise((resolve) => setTimeout(resolve, 120));
				return await tx.tenants.raiseFactsVersion('local');
			});
		expect(await Promise.all([slow(), slow(), slow(), slow()])).toEqual([true, true, true, true]);
	});
	test('the time is the one of the server', async () => {
		const store = await open();
		const [{ now } = expect.fail()] = await server.run(
			'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
			url,
		);
		expect(Math.abs(store.now() - Number(now))).toBeLessThan(1000);
	});
});

describe('where there is no server', () => {
	test('a socket that is not there', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'portcullis-none-'));
		const url = `postgres://ada:secret@/x?host=${folder}`;
		await expect(openStore({ url })).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
		await expect(openStore({ url })).rejects.toThrow(/^((?!secret).)*$/);
		await rm(folder, { recursive: true });
	});
	test('a server that never answers is given up', async () => {
		const mute = createServer(() => {});
		await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
		const { port } = mute.address() as AddressInfo;
		const opening = openStore({ url: `postgres://ada@127.0.0.1:${port}/x`, postgres: { connect_timeout: 100 } });
		await expect(opening).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
		mute.close();
	});
	test.each([
		['in the URL', '?sslmode=verify-full', {}],
		['as an option', '', { ssl: { servername: 'db' } }],
	])('TLS asked for %s is insisted upon', async (_, more, postgres) => {
		// The server says that it has none; a client that did not care would go on without.
		const plain = createServer((socket) => socket.once('data', () => socket.end('N')));
		await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
		const { port } = plain.address() as AddressInfo;
		const opening = openStore({ url: `postgres://ada@127.0.0.1:${port}/x${more}`, postgres });
		await expect(opening).rejects.toMatchObject({ code: 'STORE_UNREACHABLE', message: expect.stringContaining('SSL') });
		plain.close();
	});
	test.each([
		'postgres://ada:secret@host:99999999/x',
		'postgres://ada:secret@127.0.0.1/x?port=x',
		'postgres://ada:secret@127.0.0.1/x?port=0',
		'postgres://ada:secret@[::1/x',
	])('a URL that cannot be understood is refused at once, and not repeated', async (url) => {
		const opening = openStore({ url });
		await expect(opening).rejects.toMatchObject({ code: 'STORE_URL_UNKNOWN' });
		await expect(opening).rejects.toThrow(/^((?!secret).)*$/);
	});
});
