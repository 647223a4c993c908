import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../packages/core/src/store/open-store.js';
import type { Store } from '../../packages/core/src/store/store.js';

const tenant = { id: 'local', facts_version: 1, asserted_may_approve: false, created_at: 1 };
const isRoot = process.getuid?.() === 0;

let folder: string;
let path: string;
let store: Store | undefined;
let mounted: boolean;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'portcullis-save-'));
	path = join(folder, 'x.db');
	store = undefined;
	mounted = false;
});
afterEach(async () => {
	await store?.close();
	if (mounted) execFileSync('umount', [folder]);
	await rm(folder, { recursive: true });
});

function mount(size: string): void {
	execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });
	mounted = true;
}

/** Whether this machine lets us make a small disk to fill. */
const canMount = await (async () => {
	const trial = await mkdtemp(join(tmpdir(), 'portcullis-mount-'));
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', trial], { stdio: 'ignore' });
		execFileSync('umount', [trial]);
		return true;
	} catch {
		console.log('A small disk cannot be mounted here (that takes root): the tests of a full disk are skipped.');
		return false;
	} finally {
		await rm(trial, { recursive: true });
	}
})();

/** Fails one save by what `hinder` does, and shows that nothing is lost by it and that it works again after `free`. */
async function survives(store: Store, reason: string, hinder: () => unknown, free: () => unknown): Promise<void> {
	await store.write((tx) => tx.tenants.insert(tenant));
	const before = await readFile(path);
	await hinder();
	const raise = () => store.write((tx) => tx.tenants.raiseFactsVersion('local'));
	for (let attempt = 0; attempt < 2; attempt++) {
		const failed = raise();
		await expect(failed).rejects.toMatchObject({ code: 'STORE_SAVE_FAILED' });
		await expect(failed).rejects.toThrow(reason);
		expect(await store.read((tx) => tx.tenants.list())).toEqual([tenant]);
		expect(before.equals(await readFile(path))).toBe(true);
	}
	await free();
	expect(await raise()).toBe(true);
	const snapshot = await openStore({ url: store.url, mode: 'read' });
	expect(await snapshot.read((tx) => tx.tenants.list())).toEqual([{ ...tenant, facts_version: 2 }]);
	await snapshot.close();
}

test('a folder in place of the temporary file fails the save and loses nothing', async () => {
	store = await openStore({ url: `file:${path}` });
	await survives(
		store,
		'EISDIR',
		() => mkdirSync(`${path}.tmp`),
		() => rmdirSync(`${path}.tmp`),
	);
});

// The bits of a folder do not stop root; a disk that is mounted for reading only does.
test.skipIf(isRoot && !canMount)('a folder that may not be written fails the save and loses nothing', async () => {
	if (isRoot) mount('16m');
	store = await openStore({ url: `file:${path}` });
	const remount = (mode: string) => execFileSync('mount', ['-o', `remount,${mode}`, folder]);
	await survives(
		store,
		isRoot ? 'EROFS' : 'EACCES',
		() => (isRoot ? remount('ro') : chmodSync(folder, 0o500)),
		() => (isRoot ? remount('rw') : chmodSync(folder, 0o700)),
	);
});

test.skipIf(!canMount)(
	'a full disk fails the save, loses nothing, and is left with the room that there was',
	async () => {
		mount('1m');
		store = await openStore({ url: `file:${path}` });
		const filler = join(folder, 'filler');
		// What is left after this does not hold the database a second time.
		await survives(
			store,
			'ENOSPC',
			() => writeFile(filler, Buffer.alloc(1024 * 1024 - 300_000)).catch(() => undefined),
			async () => {
				// The half that was written is gone.
				expect((await readdir(folder)).sort()).toEqual(['filler', 'x.db', 'x.db.lock']);
				await unlink(filler);
			},
		);
	},
);
