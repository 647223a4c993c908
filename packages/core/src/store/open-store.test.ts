import {
	appendFile,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rm,
	stat,
	symlink,
	truncate,
	utimes,
	writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadSqlJs } from './embedded/load-sqljs.js';
import { openStore, type StoreOptions } from './open-store.js';
import type { Store } from './store.js';

const tenant = { id: 'local', facts_version: 1, asserted_may_approve: false, created_at: 1 };

let folder: string;
let path: string;
let opened: Store[];

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'portcullis-open-'));
	path = join(folder, 'x.db');
	opened = [];
});
afterEach(async () => {
	await Promise.all(opened.map((store) => store.close()));
	await rm(folder, { recursive: true });
});

async function open(options: Partial<StoreOptions> = {}): Promise<Store> {
	const store = await openStore({ url: `file:${path}`, ...options });
	opened.push(store);
	return store;
}

/** Makes the file, with one tenant in it, and closes it. */
async function made(): Promise<void> {
	const store = await open();
	await store.write((tx) => tx.tenants.insert(tenant));
	await store.close();
}

async function editRaw(sql: string): Promise<void> {
	const sqlite = await loadSqlJs();
	const database = new sqlite.Database(await readFile(path).catch(() => null));
	database.exec(sql);
	await writeFile(path, database.export());
	database.close();
}

describe('the URL', () => {
	test.each([
		['x.db', 'file:x.db'],
		['./.portcullis/x.db', 'file:./.portcullis/x.db'],
		['', 'file:PATH'],
		['file:', 'file:PATH'],
		['memory', 'memory:'],
		['file://elsewhere/x.db', 'file:PATH'],
		['mysql://host/x', 'file:PATH'],
	])('%j is refused, naming what is right', async (url, right) => {
		await expect(open({ url })).rejects.toMatchObject({
			code: 'STORE_URL_UNKNOWN',
			message: expect.stringContaining(right),
		});
	});
	test('what may be a password is not repeated', async () => {
		await expect(open({ url: 'mysql://ada:secret@host/x' })).rejects.toThrow(/^((?!secret).)*$/);
	});
	test.each(['file:', 'file://'])('%s takes a path', async (prefix) => {
		const store = await open({ url: `${prefix}${path}` });
		expect(store).toMatchObject({ url: `${prefix}${path}`, snapshot_at: null });
		expect(await readdir(folder)).toContain('x.db');
	});
});

describe('a file', () => {
	test('is made with its folder, for its owner alone', async () => {
		path = join(folder, 'a', 'b', 'x.db');
		await open();
		expect((await stat(path)).mode & 0o777).toBe(0o600);
		expect((await stat(join(folder, 'a', 'b'))).mode & 0o777).toBe(0o700);
	});
	test('holds what was written when it is opened again', async () => {
		await made();
		const store = await open();
		expect(await store.read((tx) => tx.tenants.list())).toEqual([tenant]);
	});
	test('that was opened and not changed is not written', async () => {
		await made();
		await utimes(path, 1000, 1000);
		const store = await open();
		await store.read((tx) => tx.tenants.list());
		await store.close();
		expect((await stat(path)).mtimeMs).toBe(1_000_000);
	});
	test('leaves nothing beside it when it is closed', async () => {
		await made();
		expect(await readdir(folder)).toEqual(['x.db']);
	});
	test('opened through a link is saved where it lies, under one lock', async () => {
		await made();
		const link = join(folder, 'link.db');
		await symlink(path, link);
		const store = await open({ url: `file:${link}` });
		await store.write((tx) => tx.tenants.raiseFactsVersion('local'));
		await expect(open()).rejects.toMatchObject({ code: 'STORE_BUSY' });
		await store.close();
		expect(await (await open()).read((tx) => tx.tenants.get('local'))).toMatchObject({ facts_version: 2 });
	});
	test('with a link in place of its temporary file does not write through it', async () => {
		await made();
		const victim = join(folder, 'victim');
		await writeFile(victim, 'mine');
		await symlink(victim, `${path}.tmp`);
		const store = await open();
		const write = store.write((tx) => tx.tenants.raiseFactsVersion('local'));
		await expect(write).rejects.toMatchObject({ code: 'STORE_SAVE_FAILED' });
		expect(await readFile(victim, 'utf8')).toBe('mine');
	});
	test('is refused to a second writer, with who has it, and still shown to readers', async () => {
		await made();
		await open({ clock: () => Date.UTC(2026, 0, 2, 3, 4, 5) });
		const second = open();
		await expect(second).rejects.toMatchObject({ code: 'STORE_BUSY' });
		await expect(second).rejects.toThrow(`process ${process.pid} on `);
		await expect(second).rejects.toThrow('since 2026-01-02 03:04:05Z');
		await expect(second).rejects.toThrow(/list, show and history still work, and PostgreSQL takes several writers/);
		expect(await (await open({ mode: 'read' })).read((tx) => tx.tenants.list())).toEqual([tenant]);
	});
	test('whose lock was removed is not written any more', async () => {
		const store = await open();
		const before = await readFile(path);
		await rm(`${path}.lock`);
		const write = store.write((tx) => tx.tenants.insert(tenant));
		await expect(write).rejects.toMatchObject({ code: 'STORE_BUSY' });
		expect(before.equals(await readFile(path))).toBe(true);
		const next = await open();
		await expect(store.write((tx) => tx.tenants.insert(tenant))).rejects.toMatchObject({ code: 'STORE_BUSY' });
		await store.close();
		expect(await next.write((tx) => tx.tenants.insert(tenant))).toBe(true);
	});
});

describe('a snapshot', () => {
	test('says when what it shows was saved, and shows just that', async () => {
		await made();
		await utimes(path, 1000, 1000);
		const snapshot = await open({ mode: 'read' });
		const writer = await open();
		await writer.write((tx) => tx.tenants.raiseFactsVersion('local'));
		expect(snapshot.snapshot_at).toBe(1_000_000);
		expect(await snapshot.read((tx) => tx.tenants.list())).toEqual([tenant]);
		expect((await open({ mode: 'read' })).snapshot_at).toBeGreaterThan(1_000_000);
	});
	test('refuses to be written', async () => {
		await made();
		const snapshot = await open({ mode: 'read' });
		await expect(snapshot.write(async () => 1)).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
		const change = snapshot.read((tx) => tx.tenants.raiseFactsVersion('local'));
		await expect(change).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
	});
	test('takes no lock and leaves no trace', async () => {
		await made();
		await open({ mode: 'read' });
		expect(await readdir(folder)).toEqual(['x.db']);
	});
	test('of a file that is not there is refused, and nothing is made', async () => {
		path = join(folder, 'none', 'x.db');
		await expect(open({ mode: 'read' })).rejects.toMatchObject({
			code: 'STORE_MISSING',
			message: expect.stringContaining(path),
		});
		expect(await readdir(folder)).toEqual([]);
		await expect(open({ url: 'memory:', mode: 'read' })).rejects.toMatchObject({ code: 'STORE_MISSING' });
	});
	test('of a file without tables shows an empty store', async () => {
		await editRaw('pragma user_version = 1');
		expect(await (await open({ mode: 'read' })).read((tx) => tx.tenants.list())).toEqual([]);
		expect((await stat(path)).size).toBeLessThan(10_000);
	});
});

describe.each(['write', 'read'] as const)('opened to %s, a file', (mode) => {
	const refused = async (code: string, message: string | RegExp): Promise<void> => {
		const before = await readFile(path);
		const opening = open({ mode });
		await expect(opening).rejects.toMatchObject({ code });
		await expect(opening).rejects.toThrow(message);
		expect(before.equals(await readFile(path))).toBe(true);
		expect(await readdir(folder)).toEqual(['x.db']);
	};
	test('that is empty is damaged', async () => {
		await writeFile(path, '');
		await refused('STORE_DAMAGED', 'it is empty');
	});
	test('that is something else is damaged', async () => {
		await writeFile(path, 'tenant: local\n'.repeat(100));
		await refused('STORE_DAMAGED', 'does not start as a SQLite database');
	});
	test.each([50, 4096, 20_000])('cut off at %i bytes is damaged', async (length) => {
		await made();
		await truncate(path, length);
		await refused('STORE_DAMAGED', 'left as it is');
	});
	test('that another program has switched to write-ahead logging is refused, with what to do', async () => {
		await made();
		const bytes = await readFile(path);
		bytes.fill(2, 18, 20);
		await writeFile(path, bytes);
		await refused('STORE_DAMAGED', 'switch it back by `pragma journal_mode = delete`');
	});
	test('with more behind it than it says is damaged', async () => {
		await made();
		await appendFile(path, 'x'.repeat(4096));
		await refused('STORE_DAMAGED', 'its header says');
	});
	test('with a page overwritten is damaged', async () => {
		await made();
		// Migrations leave pages behind that hold nothing: what is in those is nobody's loss.
		await editRaw('vacuum');
		const bytes = await readFile(path);
		for (let page = 1; page < bytes.length / 4096; page++) {
			const spoilt = Buffer.from(bytes);
			spoilt.fill(0xa5, page * 4096, page * 4096 + 200);
			await writeFile(path, spoilt);
			await refused('STORE_DAMAGED', path);
		}
	});
	test("of somebody else's tables is left alone", async () => {
		await editRaw('create table songs (title text)');
		await refused('STORE_DAMAGED', 'not one of Portcullis');
	});
	test('of a newer schema is left alone', async () => {
		await made();
		await editRaw(`insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')`);
		await refused('STORE_SCHEMA_NEWER', '9999-later');
	});
});

describe('what cannot be made', () => {
	test('a folder in place of the file is refused', async () => {
		await mkdir(path);
		await expect(open()).rejects.toMatchObject({ code: 'STORE_DAMAGED', message: expect.stringContaining('EISDIR') });
		expect(await readdir(folder)).toEqual(['x.db']);
	});
	test('a file in place of the folder is refused', async () => {
		await writeFile(join(folder, 'file'), '');
		path = join(folder, 'file', 'x.db');
		await expect(open()).rejects.toMatchObject({ code: 'STORE_SAVE_FAILED' });
	});
	test('a new file that cannot be saved is refused, without a lock left behind', async () => {
		await mkdir(`${path}.tmp`);
		await expect(open()).rejects.toMatchObject({ code: 'STORE_SAVE_FAILED' });
		expect(await readdir(folder)).toEqual(['x.db.tmp']);
	});
});

test('a file that has outgrown being written whole is told of once', async () => {
	const told: string[] = [];
	const warn = (message: string) => told.push(message);
	const store = await open({ warn });
	const grow = (megabytes: number) =>
		store.write((tx) => tx.inputs.put(`${megabytes}`, 'x'.repeat(megabytes * 2 ** 20), 1));
	await grow(9);
	expect(told).toEqual([]);
	await grow(2);
	await grow(1);
	expect(told).toEqual([expect.stringMatching(/^\/.*x\.db has grown past 10 MB.*PostgreSQL/)]);
	await grow(40);
	await grow(3);
	expect(told).toEqual([expect.anything(), expect.stringMatching(/PAST 50 MB.*PostgreSQL/)]);
	await store.close();
	await open({ warn });
	expect(told).toHaveLength(2);
});

describe('in memory, a store', () => {
	test('starts empty each time, whatever another one in the process holds', async () => {
		const [first, second] = [await open({ url: 'memory:' }), await open({ url: 'memory:' })];
		await first.write((tx) => tx.tenants.insert(tenant));
		for (const store of [second, await open({ url: 'memory:' })]) {
			expect(await store.read((tx) => tx.tenants.list())).toEqual([]);
		}
	});

	test('lets a transaction of another one run inside its own, and inside that none of either', async () => {
		const [outer, inner] = [await open({ url: 'memory:' }), await open({ url: 'memory:' })];
		expect(await outer.write(() => inner.write(async () => 'both'))).toBe('both');
		for (const store of [outer, inner]) {
			const nested = outer.read(() => inner.read(() => store.read(async () => 1)));
			await expect(nested).rejects.toMatchObject({ code: 'STORE_NESTED' });
		}
		expect(await outer.read(async () => 'again')).toBe('again');
	});
});
