import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { PortcullisError } from '../../model/portcullis-error.js';
import { kyselyStore } from '../kysely-store.js';
import { noLocks } from '../sql/locks.js';
import type { HistoryEntry, Store } from '../store.js';
import { type OpenImage, openImage } from './open-image.js';
import type { SavedFile } from './saved-file.js';

const tenant = { id: 'local', facts_version: 1, asserted_may_approve: false, created_at: 1 };
const entry: HistoryEntry = {
	tenant: 'local',
	at: 1,
	actor: 'ada',
	actor_source: 'verified',
	event: 'tenant.added',
	project: null,
	session: null,
	body: {},
};

/** A file in memory that counts what is written to it, and fails when told to. */
class CountedFile implements SavedFile {
	bytes: Uint8Array = new Uint8Array();
	writes = 0;
	fails: 'never' | 'write' | 'after write' | 'write and read' = 'never';

	async read(): Promise<Uint8Array> {
		if (this.fails === 'write and read') throw new Error('gone');
		return this.bytes;
	}
	async write(bytes: Uint8Array): Promise<void> {
		const full = new PortcullisError('STORE_SAVE_FAILED', 'no space');
		if (this.fails === 'write' || this.fails === 'write and read') throw full;
		this.bytes = bytes;
		this.writes++;
		if (this.fails === 'after write') throw full;
	}
}

let file: CountedFile;
let open: OpenImage;
let store: Store;

beforeEach(async () => {
	file = new CountedFile();
	open = await openImage(null, file, 'a test');
	await open.image.save();
	file.writes = 0;
	store = kyselyStore({
		url: 'file:a',
		snapshot_at: null,
		read_only: false,
		now: Date.now,
		locks: noLocks,
		db: open.db,
		close: async () => open.image.close(),
	});
});

describe('saving', () => {
	test('a transaction is saved once, before it is acknowledged', async () => {
		await store.write(async (tx) => {
			await tx.tenants.insert(tenant);
			await tx.history.append(entry);
			expect(file.writes).toBe(0);
		});
		expect(file.writes).toBe(1);
		const { db, image } = await openImage(file.bytes, null, 'the saved file');
		expect(await db.selectFrom('tenants').select('id').execute()).toEqual([{ id: 'local' }]);
		image.close();
	});
	test('a transaction that changed nothing, and one that was undone, are not saved', async () => {
		await store.read((tx) => tx.tenants.list());
		await store.write((tx) => tx.tenants.list());
		await store.write((tx) => tx.tenants.raiseFactsVersion('nobody'));
		await store
			.write(async (tx) => {
				await tx.tenants.insert(tenant);
				throw new Error('undone');
			})
			.catch(() => {});
		expect(file.writes).toBe(0);
	});
	test('nobody is told what is not on disk yet', async () => {
		let saved = false;
		const write = file.write.bind(file);
		file.write = async (bytes) => {
			await new Promise((resolve) => setTimeout(resolve, 20));
			await write(bytes);
			saved = true;
		};
		const writing = store.write((tx) => tx.tenants.insert(tenant));
		const tenants = await store.read((tx) => tx.tenants.list());
		expect({ tenants, saved }).toEqual({ tenants: [tenant], saved: true });
		await writing;
	});
	test('after a failed save the caller is told, and memory is what the file is', async () => {
		await store.write((tx) => tx.tenants.insert(tenant));
		file.fails = 'write';
		const raise = () => store.write((tx) => tx.tenants.raiseFactsVersion('local'));
		await expect(raise()).rejects.toMatchObject({ code: 'STORE_SAVE_FAILED', message: 'no space' });
		expect(await store.read((tx) => tx.tenants.list())).toEqual([tenant]);
		file.fails = 'never';
		expect(await raise()).toBe(true);
		expect(await store.read((tx) => tx.tenants.list())).toEqual([{ ...tenant, facts_version: 2 }]);
	});
	test('where a failed save has changed the file after all, memory has the change', async () => {
		file.fails = 'after write';
		const failed = store.write((tx) => tx.tenants.insert(tenant));
		await expect(failed).rejects.toMatchObject({ code: 'STORE_SAVE_FAILED' });
		expect(await store.read((tx) => tx.tenants.list())).toEqual([tenant]);
	});
	test('several that wait are saved once, and none is acknowledged before that', async () => {
		const acknowledged: number[] = [];
		const many = Array.from({ length: 20 }, async (_, index) => {
			await store.write((tx) => tx.tenants.insert({ ...tenant, id: `t${index}` }));
			acknowledged.push(file.writes);
		});
		const reading = store.read((tx) => tx.tenants.list());
		expect(await reading).toHaveLength(20);
		await Promise.all(many);
		expect(acknowledged).toEqual(Array.from({ length: 20 }, () => 1));
		const { db, image } = await openImage(file.bytes, null, 'the saved file');
		expect(await db.selectFrom('tenants').select('id').execute()).toHaveLength(20);
		image.close();
	});
	test('a failed save fails all that waited for it, and memory is what the file is', async () => {
		await store.write((tx) => tx.tenants.insert(tenant));
		file.fails = 'write';
		const raise = () => store.write((tx) => tx.tenants.raiseFactsVersion('local'));
		const outcomes = await Promise.allSettled([
			raise(),
			raise(),
			// Both have seen what is not kept: what they would say is not true.
			store.read((tx) => tx.tenants.get('local')),
			store.write(async (tx) => {
				throw new RangeError(`${(await tx.tenants.get('local'))?.facts_version}`);
			}),
		]);
		expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual(
			Array.from({ length: 4 }, () => 'STORE_SAVE_FAILED'),
		);
		file.fails = 'never';
		expect(await store.read((tx) => tx.tenants.list())).toEqual([tenant]);
	});
	test('what waits for a save is saved even if the last in the row is undone, or closes the store', async () => {
		const [first, undone] = await Promise.allSettled([
			store.write((tx) => tx.tenants.insert(tenant)),
			store.write(async () => {
				throw new RangeError('undone');
			}),
		]);
		expect(first).toMatchObject({ status: 'fulfilled', value: true });
		expect(undone).toMatchObject({ status: 'rejected', reason: expect.any(RangeError) });
		expect(file.writes).toBe(1);
		const last = store.write((tx) => tx.tenants.raiseFactsVersion('local'));
		await store.close();
		expect(await last).toBe(true);
		expect(file.writes).toBe(2);
	});
	test('the first is not kept waiting for all that come after it', async () => {
		await store.write((tx) => tx.tenants.insert(tenant));
		const raise = () => store.write((tx) => tx.tenants.raiseFactsVersion('local'));
		await Promise.all(Array.from({ length: 130 }, raise));
		expect(file.writes).toBe(4);
	});
	test('where not even the file can be read again, nothing is answered from memory', async () => {
		file.fails = 'write and read';
		const failed = store.write((tx) => tx.tenants.insert(tenant));
		await expect(failed).rejects.toMatchObject({ code: 'STORE_SAVE_FAILED', message: 'no space' });
		await expect(store.read((tx) => tx.tenants.list())).rejects.toMatchObject({ code: 'STORE_SAVE_FAILED' });
		await expect(store.write(async () => 1)).rejects.toMatchObject({ code: 'STORE_SAVE_FAILED' });
		await store.close();
	});
});

describe('where SQLite has rolled back by itself', () => {
	test.each(['read', 'write'] as const)('a %s is told so, and the next transaction works', async (mode) => {
		const begin = mode === 'read' ? open.db.transaction().setAccessMode('read only') : open.db.transaction();
		const lost = begin.execute(async (db) => {
			await sql`rollback`.execute(db);
			if (mode === 'read') throw new Error('out of memory');
		});
		await expect(lost).rejects.toThrow(mode === 'read' ? 'out of memory' : 'cannot commit');
		expect(await store.write((tx) => tx.tenants.insert(tenant))).toBe(true);
		expect(file.writes).toBe(1);
	});
});

describe.each(['before a save', 'after a save'])('the history refuses, %s,', (when) => {
	beforeEach(async () => {
		await store.write(async (tx) => {
			await tx.tenants.insert(tenant);
			await tx.history.append(entry);
		});
		if (when === 'before a save') {
			// As a database that was just opened, whose connection no export has replaced.
			open = await openImage(file.bytes, null, 'a test');
		}
	});
	test.each([
		['an update', sql`update deployment_history set actor = 'eve'`],
		['a deletion', sql`delete from deployment_history`],
		[
			'a row in the place of another',
			sql`insert or replace into deployment_history
				select seq, tenant, at, 'eve', actor_source, event, project, session, body, prev_hash, hash from deployment_history`,
		],
	])('%s', async (_, statement) => {
		const change = open.db.transaction().execute((db) => statement.execute(db));
		await expect(change).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
		expect(await open.db.selectFrom('deployment_history').select('actor').execute()).toEqual([{ actor: 'ada' }]);
	});
	test('a project of a tenant that is not there', async () => {
		const insert = open.db
			.transaction()
			.execute((db) => sql`insert into roles values ('nobody', 'r', '[]', 'any')`.execute(db));
		await expect(insert).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
	});
});

test('columns hold values to their types', async () => {
	const insert = open.db
		.transaction()
		.execute((db) =>
			sql`insert into tenants (id, facts_version, asserted_may_approve, created_at) values ('a', 'b', 0, 0)`.execute(
				db,
			),
		);
	await expect(insert).rejects.toThrow('cannot store TEXT value in INTEGER column');
	const bit = open.db
		.transaction()
		.execute((db) =>
			sql`insert into tenants (id, facts_version, asserted_may_approve, created_at) values ('a', 1, 2, 0)`.execute(db),
		);
	await expect(bit).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
});

test('JSON that is none is called damage, with the column', async () => {
	await store.write((tx) => tx.tenants.insert(tenant));
	await open.db.transaction().execute((db) => sql`insert into roles values ('local', 'r', '[', 'any')`.execute(db));
	const list = store.read((tx) => tx.roles.list('local'));
	await expect(list).rejects.toMatchObject({
		code: 'STORE_DAMAGED',
		message: expect.stringContaining('roles.capabilities'),
	});
});
