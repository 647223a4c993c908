import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres, PostgresServer } from '../../../../../test/contracts/postgres-server.js';
import type { Result } from '../../model/result.js';
import { loadSqlJs } from '../embedded/load-sqljs.js';
import { openStore } from '../open-store.js';
import { migrations } from '../sql/migrations.js';
import type { Store, Tx } from '../store.js';
import { backupStore } from './backup-store.js';
import { copyStore } from './copy-store.js';
import { migrateStore } from './migrate-store.js';
import type { Progress } from './progress.js';
import { restoreStore } from './restore-store.js';
import { storeStatus } from './store-status.js';
import { tableOutlines } from './table-outline.js';

const folder = await mkdtemp(join(tmpdir(), 'portcullis-upkeep-'));
afterAll(() => rm(folder, { recursive: true }));
let made = 0;
const path = (name = 'x.db') => join(folder, `${++made}`, name);
const latest = Object.keys(migrations).at(-1);

function okay<Value>(result: Result<Value>): Value {
	if (result.kind === 'ok') return result.value;
	throw new Error(`${result.code}: ${result.message}`);
}

async function note(tx: Tx, event: string): Promise<void> {
	const entry = { tenant: 'local', at: 7, actor: 'ada', actor_source: 'verified', event } as const;
	await tx.history.append({ ...entry, project: null, session: null, body: { text: 'é 🏰 = "x"', n: 2 ** 53 - 1 } });
}

/** A store with something in it, and more rows of history than are read at a time. */
async function fill(url: string, rows = 2500): Promise<void> {
	const store = await openStore({ url });
	await store.write(async (tx) => {
		await tx.tenants.insert({ id: 'local', facts_version: 3, asserted_may_approve: true, created_at: 1 });
		const shop = { name: 'shop', provider: 'gcp', environment: 'test', region: 'r', regions: ['r'] } as const;
		await tx.projects.insert('local', { ...shop, regions: ['r'] }, 1);
		await tx.roles.put('local', { name: 'Boss', capabilities: ['can_view'], max_vm_size: 'any' });
		for (let row = 0; row < rows; row++) await note(tx, `event ${row}`);
	});
	await store.close();
}

async function filled(rows?: number): Promise<string> {
	const url = `file:${path()}`;
	await fill(url, rows);
	return url;
}

const state = (store: Store) =>
	store.read(async (tx) => ({
		tenants: await tx.tenants.list(),
		projects: await tx.projects.list('local'),
		roles: await tx.roles.list('local'),
		history: await tx.history.list({ tenant: 'local', limit: 10_000 }),
		chain: await tx.history.verify(),
	}));

async function stateOf(url: string): Promise<Awaited<ReturnType<typeof state>>> {
	const store = await openStore({ url, mode: 'read' });
	try {
		return await state(store);
	} finally {
		await store.close();
	}
}

/** Changes a file past the store, as somebody who has it can. */
async function tamper(file: string, statements: string): Promise<void> {
	const sqlite = await loadSqlJs();
	const database = new sqlite.Database(await readFile(file));
	database.exec(statements);
	await writeFile(file, database.export());
	database.close();
}

const changeRow = `drop trigger deployment_history_no_update; update deployment_history set actor = 'eve' where seq = 7`;

const fileOf = (url: string) => url.slice('file:'.length);

test('every table has a key and comes after those that it refers to', async () => {
	const names = (await tableOutlines()).map(({ name }) => name);
	const before = (first: string, second: string) => expect(names.indexOf(first)).toBeLessThan(names.indexOf(second));
	before('tenants', 'cloud_projects');
	before('cloud_projects', 'cloud_resources');
	before('cloud_quotas', 'quota_reservations');
	before('deployment_sessions', 'session_approvals');
	expect(names.some((name) => name.startsWith('kysely'))).toBe(false);
	for (const table of await tableOutlines()) expect(table.key.length, table.name).toBeGreaterThan(0);
});

describe('migrating', () => {
	test('makes a database, and does nothing the second time', async () => {
		const url = `file:${path()}`;
		const first = await migrateStore(url);
		expect(first).toMatchObject({ url, flavor: 'sqlite', ran: Object.keys(migrations), schema: latest });
		expect(await migrateStore(url)).toMatchObject({ ran: [], schema: latest });
	});
	test('refuses a database of a newer schema, and one in memory', async () => {
		const url = await filled(1);
		await tamper(fileOf(url), `insert into kysely_migration values ('9999-later', '2030')`);
		await expect(migrateStore(url)).rejects.toMatchObject({ code: 'STORE_SCHEMA_NEWER' });
		await expect(storeStatus(url)).rejects.toMatchObject({ code: 'STORE_SCHEMA_NEWER' });
		await expect(migrateStore('memory:')).rejects.toMatchObject({ code: 'STORE_URL_UNKNOWN' });
	});
});

describe('the status of a file', () => {
	test('tells what it holds, and changes nothing', async () => {
		const url = await filled(3);
		const before = await readFile(fileOf(url));
		const status = await storeStatus(url);
		expect(status).toMatchObject({
			url,
			flavor: 'sqlite',
			schema: latest,
			pending: [],
			bytes: before.length,
			holder: null,
			warnings: [],
		});
		expect(status.rows).toMatchObject({ tenants: 1, cloud_projects: 1, deployment_history: 3, cloud_resources: 0 });
		expect(status.head).toMatchObject({ seq: 3, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
		expect(status.last_write_at).toBe(Math.floor((await stat(fileOf(url))).mtimeMs));
		expect(await readFile(fileOf(url))).toEqual(before);
	});
	test('names the process that writes to it', async () => {
		const url = await filled(1);
		const store = await openStore({ url, clock: () => 1234 });
		expect((await storeStatus(url)).holder).toMatchObject({ pid: process.pid, since: 1234, alive: true });
		await store.close();
		expect((await storeStatus(url)).holder).toBeNull();
	});
	test('warns of one past 10 MB, and names PostgreSQL', async () => {
		const url = await filled(1);
		await tamper(fileOf(url), `insert into decision_inputs values ('d', printf('%.*c', ${11 * 1024 * 1024}, 'x'), 1)`);
		expect((await storeStatus(url)).warnings).toEqual([expect.stringMatching(/10 MB.*PostgreSQL/)]);
	});
	test('of none says so', async () => {
		await expect(storeStatus(`file:${path()}`)).rejects.toMatchObject({ code: 'STORE_MISSING' });
	});
});

describe('a backup of a file', () => {
	test('is the store as it was saved, made while a process writes, and can be opened', async () => {
		const url = await filled();
		const writer = await openStore({ url });
		const backup = path('sub/b.db');
		const report = okay(await backupStore(url, backup));
		await writer.write((tx) => note(tx, 'later'));
		await writer.close();
		expect(report).toMatchObject({ url, path: backup, rows: { tenants: 1, deployment_history: 2500 } });
		expect(report.chain).toMatchObject({ kind: 'intact', rows: 2500 });
		expect((await stateOf(`file:${backup}`)).history).toHaveLength(2500);
		expect((await stat(backup)).mode & 0o777).toBe(0o600);
		expect(await readdir(join(backup, '..'))).toEqual(['b.db']);
	});
	test('overwrites nothing unless told to, and never the store itself', async () => {
		const url = await filled(1);
		const backup = path();
		await mkdir(join(backup, '..'));
		await writeFile(backup, 'mine');
		expect(await backupStore(url, backup)).toMatchObject({ kind: 'refused', code: 'BACKUP_EXISTS' });
		expect(await readFile(backup, 'utf8')).toBe('mine');
		expect(await readdir(join(backup, '..'))).toEqual(['x.db']);
		okay(await backupStore(url, backup, { overwrite: true }));
		expect((await stateOf(`file:${backup}`)).history).toHaveLength(1);
		const itself = await backupStore(url, fileOf(url), { overwrite: true });
		expect(itself).toMatchObject({ kind: 'refused', code: 'BACKUP_EXISTS' });
	});
	test('does not replace a database that a process has open, even if told to overwrite', async () => {
		const [url, other] = [await filled(1), await filled(2)];
		const writer = await openStore({ url: other });
		await expect(backupStore(url, fileOf(other), { overwrite: true })).rejects.toMatchObject({ code: 'STORE_BUSY' });
		await writer.close();
		expect((await stateOf(other)).history).toHaveLength(2);
	});
	test('of a damaged file is not made; of a broken history it is, and says so', async () => {
		const url = await filled(9);
		const backup = path();
		await tamper(fileOf(url), changeRow);
		expect(okay(await backupStore(url, backup)).chain).toMatchObject({ kind: 'broken', seq: 7 });
		await writeFile(fileOf(url), 'SQLite format 3\0 and then something else');
		const second = path();
		await expect(backupStore(url, second)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
		await expect(stat(second)).rejects.toThrow('ENOENT');
		await expect(backupStore(`file:${path()}`, second)).rejects.toMatchObject({ code: 'STORE_MISSING' });
	});
});

describe('restoring into a file', () => {
	test('puts the backup where nothing is, or where nothing is in it', async () => {
		const url = await filled();
		const backup = path();
		okay(await backupStore(url, backup));
		const absent = `file:${path()}`;
		const report = okay(await restoreStore(absent, backup));
		expect(report).toMatchObject({ url: absent, rows: { deployment_history: 2500 }, safety_copy: null });
		expect(await stateOf(absent)).toEqual(await stateOf(url));
		const empty = `file:${path()}`;
		await migrateStore(empty);
		okay(await restoreStore(empty, backup, { head: report.head.hash }));
		const store = await openStore({ url: empty });
		await store.write((tx) => note(tx, 'goes on'));
		expect(await store.read((tx) => tx.history.verify())).toMatchObject({ kind: 'intact', rows: 2501 });
		await store.close();
	});
	test('is refused where something is, and with force leaves a copy of that beside it', async () => {
		const [url, other] = [await filled(5), await filled(2)];
		const backup = path();
		okay(await backupStore(url, backup));
		const before = await readFile(fileOf(other));
		expect(await restoreStore(other, backup)).toMatchObject({ kind: 'refused', code: 'STORE_NOT_EMPTY' });
		expect(await readFile(fileOf(other))).toEqual(before);
		const report = okay(await restoreStore(other, backup, { overwrite: true, clock: () => 0 }));
		expect(report.safety_copy).toBe(`${fileOf(other)}.before-restore-1970-01-01T00-00-00-000Z`);
		expect(await readFile(report.safety_copy ?? '')).toEqual(before);
		expect((await stateOf(other)).history).toHaveLength(5);
		expect((await readdir(join(fileOf(other), '..'))).length).toBe(2);
	});
	test('treats a file that cannot be opened as something, and keeps it', async () => {
		const url = await filled(5);
		const backup = path();
		okay(await backupStore(url, backup));
		await writeFile(fileOf(url), 'torn');
		expect(await restoreStore(url, backup)).toMatchObject({ kind: 'refused', code: 'STORE_NOT_EMPTY' });
		const report = okay(await restoreStore(url, backup, { overwrite: true }));
		expect(await readFile(report.safety_copy ?? '', 'utf8')).toBe('torn');
		expect((await stateOf(url)).history).toHaveLength(5);
	});
	test.each([
		['that is not whole', async (file: string) => writeFile(file, (await readFile(file)).subarray(0, 8192))],
		[
			'with a page written over',
			async (file: string) => {
				const bytes = await readFile(file);
				await writeFile(file, bytes.fill(0x55, 4096 * 3, 4096 * 4));
			},
		],
		[
			'with a row that refers to none',
			(file: string) => tamper(file, `insert into roles values ('nobody', 'r', '[]', 'any')`),
		],
	])('refuses a backup %s, and leaves the place as it was', async (_, spoil) => {
		const backup = path();
		okay(await backupStore(await filled(), backup));
		await spoil(backup);
		const place = path();
		await expect(restoreStore(`file:${place}`, backup)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
		await expect(stat(place)).rejects.toThrow('ENOENT');
	});
	test('refuses a backup whose history was changed, or lacks the head that was kept', async () => {
		const url = await filled(9);
		const backup = path();
		okay(await backupStore(url, backup));
		const kept = await restoreStore(`file:${path()}`, backup, { head: 'f'.repeat(64) });
		expect(kept).toMatchObject({
			kind: 'refused',
			code: 'HISTORY_BROKEN',
			message: expect.stringContaining('kept head'),
		});
		await tamper(backup, changeRow);
		const changed = await restoreStore(`file:${path()}`, backup);
		expect(changed).toMatchObject({
			kind: 'refused',
			code: 'HISTORY_BROKEN',
			message: expect.stringContaining('row 7'),
		});
	});
	test('is refused while a process has the file open', async () => {
		const url = await filled(1);
		const backup = path();
		okay(await backupStore(url, backup));
		const writer = await openStore({ url });
		await expect(restoreStore(url, backup, { overwrite: true })).rejects.toMatchObject({ code: 'STORE_BUSY' });
		await writer.close();
	});
});

describe.skipIf(!hasPostgres)('with PostgreSQL', () => {
	let server: PostgresServer;
	beforeAll(async () => {
		server = await PostgresServer.start();
	});
	afterAll(() => server?.remove());

	test('migrating says which database it was, and does nothing the second time', async () => {
		const url = await server.newSchema();
		expect(await storeStatus(url)).toMatchObject({ flavor: 'postgres', schema: null, rows: {}, head: { seq: 0 } });
		expect(await migrateStore(url)).toMatchObject({ flavor: 'postgres', ran: Object.keys(migrations) });
		expect(await migrateStore(url)).toMatchObject({ ran: [], schema: latest });
		await server.run(`insert into kysely_migration values ('9999-later', '2030')`, url);
		await expect(migrateStore(url)).rejects.toMatchObject({ code: 'STORE_SCHEMA_NEWER' });
	});
	test('a file moves there, all of it, and work goes on in the copy', async () => {
		const from = await filled();
		const to = await server.newSchema();
		const told: Progress[] = [];
		const report = okay(await copyStore(from, to, { onProgress: (progress) => told.push(progress) }));
		const status = await storeStatus(to);
		expect(report.rows).toMatchObject({ tenants: 1, cloud_projects: 1, roles: 1, deployment_history: 2500 });
		expect(status).toMatchObject({ rows: report.rows, head: report.head, last_write_at: 7 });
		expect(status.bytes).toBeGreaterThan(100_000);
		expect(await stateOf(to)).toEqual(await stateOf(from));
		expect(told.some(({ step }) => step === 'copying deployment_history')).toBe(true);
		expect(told.every(({ done, total }) => done <= total)).toBe(true);
		const store = await openStore({ url: to });
		await store.write((tx) => note(tx, 'goes on'));
		expect(await store.read((tx) => tx.history.verify({ head: report.head.hash }))).toMatchObject({
			kind: 'intact',
			rows: 2501,
		});
		await store.close();
	});
	test('no column takes its values from a sequence, which a copy would have to set', async () => {
		const url = await server.newSchema();
		await migrateStore(url);
		expect(await server.run('select * from pg_sequences where schemaname = current_schema()', url)).toEqual([]);
	});
	test('the other way is as good', async () => {
		const from = await server.newSchema();
		await fill(from);
		const to = `file:${path()}`;
		okay(await copyStore(from, to));
		expect(await stateOf(to)).toEqual(await stateOf(from));
	});
	test('a target that holds something is refused, and left as it is', async () => {
		const to = await server.newSchema();
		await fill(to, 2);
		expect(await copyStore(await filled(5), to)).toMatchObject({
			kind: 'refused',
			code: 'STORE_NOT_EMPTY',
			message: expect.stringContaining('tenants'),
		});
		expect((await stateOf(to)).history).toHaveLength(2);
	});
	test('a history that is not intact is not copied: nothing of it is in the target', async () => {
		const from = await filled(9);
		await tamper(fileOf(from), changeRow);
		const to = await server.newSchema();
		expect(await copyStore(from, to)).toMatchObject({ kind: 'refused', code: 'HISTORY_BROKEN' });
		expect(Object.values((await storeStatus(to)).rows).every((rows) => rows === 0)).toBe(true);
	});
	test('what the target keeps otherwise than it was written is found, and undone', async () => {
		const to = await server.newSchema();
		await migrateStore(to);
		await server.run(
			`create function quiet() returns trigger language plpgsql as 'begin new.max_vm_size = ''small''; return new; end';
			create trigger quiet before insert on roles for each row execute function quiet()`,
			to,
		);
		await expect(copyStore(await filled(3), to)).rejects.toMatchObject({
			code: 'STORE_DAMAGED',
			message: expect.stringContaining('copy of roles'),
		});
		expect(Object.values((await storeStatus(to)).rows).every((rows) => rows === 0)).toBe(true);
	});
	test('a file that a process writes to is not copied, since what it writes would be left behind', async () => {
		const from = await filled(1);
		const writer = await openStore({ url: from });
		await expect(copyStore(from, await server.newSchema())).rejects.toMatchObject({ code: 'STORE_BUSY' });
		await writer.close();
	});
	test('others cannot write to the target while it is filled', async () => {
		const to = await server.newSchema();
		await migrateStore(to);
		const other = await openStore({ url: to, postgres: { lock_timeout: 100 } });
		// The copy goes on for as long as the other one tries, and no row of it is in its way: only the lock is.
		await server.run(
			`create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(3); return null; end';
			create trigger slow before insert on deployment_history for each statement execute function slow()`,
			to,
		);
		const late = { id: 'late', facts_version: 1, asserted_may_approve: false, created_at: 1 };
		let writing: Promise<unknown> | undefined;
		const copied = await copyStore(await filled(), to, {
			onProgress({ step }) {
				if (step !== 'copying deployment_history') return;
				writing ??= other.write((tx) => tx.tenants.insert(late)).catch((error: unknown) => error);
			},
		});
		expect(copied.kind).toBe('ok');
		expect(await writing).toMatchObject({ code: 'STORE_BUSY' });
		expect((await stateOf(to)).tenants).toHaveLength(1);
		await other.close();
	});
	test('a backup is a file of Portcullis, of one moment, and is restored into an empty schema', async () => {
		const url = await server.newSchema();
		await fill(url);
		const backup = path();
		const writer = await openStore({ url });
		let beside: Promise<unknown> | undefined;
		const report = okay(
			await backupStore(url, backup, {
				onProgress: () => {
					beside ??= writer.write((tx) => note(tx, 'beside'));
				},
			}),
		);
		await beside;
		await writer.close();
		expect(report.chain).toMatchObject({ kind: 'intact', rows: 2500 });
		expect((await stateOf(`file:${backup}`)).history).toHaveLength(2500);
		const to = await server.newSchema();
		const restored = okay(await restoreStore(to, backup));
		expect(restored.head).toEqual({ seq: 2500, hash: report.chain.kind === 'intact' ? report.chain.head : '' });
		expect(await stateOf(to)).toEqual(await stateOf(`file:${backup}`));
		expect(await restoreStore(to, backup)).toMatchObject({ kind: 'refused', code: 'STORE_NOT_EMPTY' });
		expect(await restoreStore(to, backup, { overwrite: true })).toMatchObject({ code: 'STORE_NOT_EMPTY' });
	});
	test('no password is in what any of them answers or throws', async () => {
		const url = (await server.newSchema()).replace('owner@', 'owner:s3cret@');
		const answers: unknown[] = [await migrateStore(url), await storeStatus(url)];
		answers.push(await copyStore(await filled(1), url), await copyStore(await filled(1), url));
		answers.push(await backupStore(url, path()), await restoreStore(url, join(folder, 'none')).catch(String));
		const gone = 'postgres://ada:s3cret@127.0.0.1:1/x?password=s3cret';
		for (const run of [migrateStore, storeStatus]) answers.push(await run(gone).catch(String));
		expect(answers).toHaveLength(8);
		expect(JSON.stringify(answers)).not.toContain('s3cret');
	});
});
