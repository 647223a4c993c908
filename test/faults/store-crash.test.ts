import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { standingCount } from '../../packages/core/src/model/quota.js';
import { loadSqlJs } from '../../packages/core/src/store/embedded/load-sqljs.js';
import { openStore } from '../../packages/core/src/store/open-store.js';
import { Child, faultRounds } from './child.js';

let folder: string;
let path: string;
let url: string;
let child: Child | undefined;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'portcullis-crash-'));
	path = join(folder, 'x.db');
	url = `file:${path}`;
	const store = await openStore({ url });
	await store.write(async (tx) => {
		await tx.tenants.insert({ id: 'local', facts_version: 0, asserted_may_approve: false, created_at: 1 });
		await tx.projects.insert(
			'local',
			{ name: 'shop', provider: 'gcp', environment: 'test', region: 'r', regions: ['r'] },
			1,
		);
		await tx.quotas.ensure('local', { ...standingCount('shop', 'vm'), id: 'q' });
		// Two megabytes make a save long enough to be hit in its middle.
		await tx.inputs.put('ballast', randomBytes(1_000_000).toString('hex'), 1);
	});
	await store.close();
});
afterEach(async () => {
	await child?.kill();
	await rm(folder, { recursive: true });
});

test('kill -9 in the middle of commits loses nothing that was acknowledged and leaves nothing half done', async () => {
	const acknowledged: string[] = [];
	for (let round = 0; round < faultRounds; round++) {
		child = new Child('store-writer.mjs', url);
		await child.line(1);
		await wait(Math.random() * 200);
		await child.kill();
		acknowledged.push(...child.lines);

		const sqlite = await loadSqlJs();
		const database = new sqlite.Database(await readFile(path));
		expect(database.exec('pragma integrity_check')[0]?.values).toEqual([['ok']]);
		database.close();

		// The lock of the dead is taken over at once.
		const store = await openStore({ url });
		await store.read(async (tx) => {
			const sessions = (await tx.sessions.list({ tenant: 'local' })).map((session) => session.id);
			expect(sessions).toEqual(expect.arrayContaining(acknowledged));
			const history = await tx.history.list({ tenant: 'local', limit: 1_000_000 });
			expect(new Set(history.map((row) => row.session))).toEqual(new Set(sessions));
			expect(await tx.history.verify()).toMatchObject({ kind: 'intact', rows: sessions.length });
			expect(await tx.tenants.get('local')).toMatchObject({ facts_version: sessions.length });
			expect(await tx.quotas.list('local', 0)).toMatchObject([{ used: 0, reserved: sessions.length }]);
		});
		await store.close();
	}
	expect(acknowledged.length).toBeGreaterThanOrEqual(faultRounds);
});

test('a snapshot taken in the middle of commits is whole, and says of when it is', async () => {
	child = new Child('store-writer.mjs', url);
	await child.line(1);
	let before = 0;
	for (let round = 0; round < faultRounds * 2; round++) {
		const acknowledged = child.lines.length;
		const snapshot = await openStore({ url, mode: 'read' });
		const sessions = await snapshot.read(async (tx) => {
			const found = await tx.sessions.list({ tenant: 'local' });
			expect(await tx.history.verify()).toMatchObject({ kind: 'intact', rows: found.length });
			return found;
		});
		expect(sessions.length).toBeGreaterThanOrEqual(acknowledged);
		expect(snapshot.snapshot_at).toBeGreaterThanOrEqual(before);
		before = snapshot.snapshot_at ?? 0;
		await snapshot.close();
	}
	expect(Date.now() - before).toBeLessThan(30_000);
});
