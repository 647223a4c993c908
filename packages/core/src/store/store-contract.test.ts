import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { hasPostgres, PostgresServer } from '../../../../test/contracts/postgres-server.js';
import { storeContract } from '../../../../test/contracts/store-contract.js';
import type { Image } from './embedded/image.js';
import { loadSqlJs } from './embedded/load-sqljs.js';
import { openImage } from './embedded/open-image.js';
import { readWhole } from './embedded/saved-file.js';
import { kyselyStore } from './kysely-store.js';
import { openStore } from './open-store.js';
import { noLocks } from './sql/locks.js';
import type { Store } from './store.js';

const withoutTriggers = [
	'drop trigger deployment_history_no_update',
	'drop trigger deployment_history_no_delete',
] as const;

const images = new WeakMap<Store, Image>();

storeContract('in memory', {
	runs: 20,
	async open() {
		const { image, db } = await openImage(null, null, 'memory:');
		const store = kyselyStore({
			url: 'memory:',
			snapshot_at: null,
			read_only: false,
			now: Date.now,
			locks: noLocks,
			db,
			close: async () => image.close(),
		});
		images.set(store, image);
		return store;
	},
	async tamper(store, statements) {
		images.get(store)?.database.exec([...withoutTriggers, ...statements].join(';'));
		return store;
	},
});

const folder = await mkdtemp(join(tmpdir(), 'portcullis-store-'));
afterAll(() => rm(folder, { recursive: true }));
let files = 0;

storeContract('in a file', {
	runs: 10,
	open: () => openStore({ url: `file:${join(folder, `${files++}.db`)}` }),
	async tamper(store, statements) {
		await store.close();
		const path = store.url.slice('file:'.length);
		const sqlite = await loadSqlJs();
		const database = new sqlite.Database((await readWhole(path)).bytes);
		database.exec([...withoutTriggers, ...statements].join(';'));
		await writeFile(path, database.export());
		database.close();
		return await openStore({ url: store.url });
	},
});

describe.skipIf(!hasPostgres)('with a server', () => {
	let server: PostgresServer;
	let url: string | undefined;
	beforeAll(async () => {
		server = await PostgresServer.start();
	});
	afterAll(() => server?.remove());

	storeContract('in PostgreSQL', {
		runs: 10,
		async open() {
			url ??= await server.newSchema();
			const store = await openStore({ url });
			// Emptied, which takes a tenth of the time that a new one takes; a TRUNCATE would make each table's file anew.
			await server.run(
				`do $$ declare one text; begin
					alter table deployment_history disable trigger all;
					set local session_replication_role = replica;
					for one in select tablename from pg_tables
						where schemaname = current_schema() and tablename not like 'kysely%' loop
						execute 'delete from ' || one;
					end loop;
					alter table deployment_history enable always trigger deployment_history_append_only;
				end $$`,
				url,
			);
			return store;
		},
		async tamper(store, statements) {
			const all = ['alter table deployment_history disable trigger all', ...statements];
			await server.run(all.join(';'), url);
			return store;
		},
	});
});
