import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { storeContract } from '../../../../test/contracts/store-contract.js';
import type { Image } from './embedded/image.js';
import { loadSqlJs } from './embedded/load-sqljs.js';
import { openImage } from './embedded/open-image.js';
import { readWhole } from './embedded/saved-file.js';
import { kyselyStore } from './kysely-store.js';
import { openStore } from './open-store.js';
import type { Store } from './store.js';

const withoutTriggers = [
	'drop trigger deployment_history_no_update',
	'drop trigger deployment_history_no_delete',
] as const;

const images = new WeakMap<Store, Image>();

storeContract('in memory', {
	runs: 60,
	async open() {
		const { image, db } = await openImage(null, null, 'memory:');
		const store = kyselyStore({ url: 'memory:', snapshot_at: null, db, close: async () => image.close() });
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
