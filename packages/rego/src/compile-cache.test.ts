import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type CachedCompiled, closeToolbox, compile, compileCached, configureToolbox, removeCached } from './index.js';

configureToolbox({ baselineOnly: true });
afterAll(closeToolbox);

const sources = { 'a.rego': '# METADATA\n# title: A\npackage policies.a.b\n\nallow if input.x > data.limit\n' };
const entrypoints = ['policies/a/b/allow'];
const hour = 3_600_000;

function folderFor(name: string): string {
	return join(mkdtempSync(join(tmpdir(), 'cache-')), name);
}

async function cached(cacheFolder: string, now = 1_700_000_000_000): Promise<CachedCompiled> {
	const compiled = await compileCached(sources, { entrypoints, cacheFolder, clock: () => now });
	if (compiled.kind === 'refused') throw new Error(compiled.errors[0]?.message);
	return compiled;
}

function onlyEntry(folder: string): string {
	const names = readdirSync(folder);
	expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{64}-[\d.]+\.compiled$/)]);
	return join(folder, names[0] ?? '');
}

describe('a compiled policy', () => {
	it('is kept under its digest and given back the same to the byte', async () => {
		const folder = folderFor('deep/er');
		const first = await cached(folder);
		expect(first.cache).toBe('stored');
		const again = await cached(folder);
		expect(again.cache).toBe('used');
		const plain = await compile(sources, { entrypoints });
		expect({ ...again, cache: undefined }).toEqual({ ...plain, cache: undefined });
		expect({ ...first, cache: undefined }).toEqual({ ...plain, cache: undefined });
		expect(onlyEntry(folder)).toContain(again.digest);
		expect(statSync(onlyEntry(folder)).mode & 0o077).toBe(0);
	});

	it('is another one for other sources or entrypoints, and an error is never kept', async () => {
		const cacheFolder = folderFor('c');
		await cached(cacheFolder);
		const other = await compileCached(sources, { entrypoints: ['policies/a/b'], cacheFolder });
		expect(other).toMatchObject({ kind: 'compiled', cache: 'stored' });
		for (const _ of [1, 2]) {
			const refused = await compileCached({ 'a.rego': 'package' }, { entrypoints, cacheFolder });
			expect(refused).toMatchObject({ kind: 'refused' });
		}
		expect(readdirSync(cacheFolder)).toHaveLength(2);
	});

	it('is compiled all the same where the folder cannot be used', async () => {
		const file = folderFor('file');
		writeFileSync(file, '');
		expect(await cached(file)).toMatchObject({ kind: 'compiled', cache: 'not_stored' });
	});
});

describe('a damaged entry', () => {
	// What is damage and what is not, byte for byte, is tried in cache-entry.test.ts.
	const damages: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
		['is empty', () => Buffer.alloc(0)],
		['ends in its description', (bytes) => bytes.subarray(0, 100)],
		['has another byte in its module', (bytes) => flipped(bytes, bytes.length - 9)],
	];

	it.each(damages)('that %s is never used, but compiled again and replaced', async (_what, damage) => {
		const folder = folderFor('c');
		const { wasm } = await cached(folder);
		const path = onlyEntry(folder);
		const whole = readFileSync(path);
		writeFileSync(path, damage(Buffer.from(whole)));
		const again = await cached(folder);
		expect(again.cache).toBe('stored');
		expect(again.wasm).toEqual(wasm);
		expect(readFileSync(onlyEntry(folder)).equals(whole)).toBe(true);
	});

	it('is also one that was written for other sources', async () => {
		const cacheFolder = folderFor('c');
		await cached(cacheFolder);
		const path = onlyEntry(cacheFolder);
		const others = folderFor('o');
		await compileCached(
			{ 'a.rego': 'package a\n\nallow := true\n' },
			{ entrypoints: ['a/allow'], cacheFolder: others },
		);
		writeFileSync(path, readFileSync(onlyEntry(others)));
		expect(await cached(cacheFolder)).toMatchObject({ cache: 'stored', policies: [{ id: 'a.b' }] });
	});
});

describe('removing', () => {
	it('takes what was not used since, what writers left behind, and nothing else', async () => {
		const folder = folderFor('c');
		const now = 1_700_000_000_000;
		await cached(folder, now - 10 * hour);
		await compileCached(sources, { entrypoints: ['policies/a/b'], cacheFolder: folder, clock: () => now - 5 * hour });
		const left = join(folder, `${'0'.repeat(64)}-0.1.0.compiled.0123456789abcdef.tmp`);
		for (const path of [left, join(folder, 'mine.txt')]) {
			writeFileSync(path, '');
			utimesSync(path, 1, 1);
		}
		expect(await removeCached(folder, { unusedSince: now - 7 * hour })).toBe(2);
		expect(readdirSync(folder)).toHaveLength(2);
		// Being used again counts.
		await compileCached(sources, { entrypoints: ['policies/a/b'], cacheFolder: folder, clock: () => now });
		expect(await removeCached(folder, { unusedSince: now - hour })).toBe(0);
		expect(await removeCached(folder, { unusedSince: now + 1 })).toBe(1);
		expect(readdirSync(folder)).toEqual(['mine.txt']);
	});

	it('finds nothing where there is no folder', async () => {
		expect(await removeCached(folderFor('none'), { unusedSince: Date.now() })).toBe(0);
	});

	it('counts each file once where several remove at once', async () => {
		const folder = folderFor('c');
		await cached(folder, 1_000);
		const counts = await Promise.all([1, 2, 3, 4].map(() => removeCached(folder, { unusedSince: 2_000 })));
		expect(counts.reduce((sum, count) => sum + count)).toBe(1);
	});
});

it('serves processes that write, damage and remove at once, each the right module', async () => {
	const cacheFolder = folderFor('c');
	const { digest, wasm } = await cached(cacheFolder);
	const program = `
		import { createHash } from 'node:crypto';
		import { readdir, truncate } from 'node:fs/promises';
		import { join } from 'node:path';
		import { compileCached, configureToolbox, removeCached } from ${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)};
		configureToolbox({ baselineOnly: true });
		const [cacheFolder, given] = process.argv.slice(1);
		const seen = new Set();
		for (let round = 0; round < 8; round++) {
			const { wasm, digest } = await compileCached(JSON.parse(given), { entrypoints: ${JSON.stringify(entrypoints)}, cacheFolder });
			seen.add(digest + ' ' + createHash('sha256').update(wasm).digest('hex'));
			if (round % 4 === 1) await removeCached(cacheFolder, { unusedSince: Date.now() + 1000 });
			if (round % 4 === 3) for (const name of await readdir(cacheFolder)) await truncate(join(cacheFolder, name), 50).catch(() => undefined);
		}
		console.log([...seen].join());
	`;
	const args = ['--input-type=module', '-e', program, cacheFolder, JSON.stringify(sources)];
	const outputs = await Promise.all([1, 2].map(() => output(args)));
	const right = `${digest} ${createHash('sha256').update(wasm).digest('hex')}`;
	expect(outputs).toEqual([right, right]);
});

function flipped(bytes: Buffer, index: number): Buffer {
	bytes[index] = (bytes[index] ?? 0) ^ 1;
	return bytes;
}

function output(args: readonly string[]): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
		let out = '';
		child.stdout.on('data', (chunk) => {
			out += chunk;
		});
		child.on('error', reject);
		child.on('close', (status) => (status === 0 ? resolve(out.trim()) : reject(new Error(`status ${status}`))));
	});
}
