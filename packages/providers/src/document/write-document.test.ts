import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { sha256 } from '@portcullis/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { createProviders } from '../create-providers.js';
import { digestInPlace } from './digest-in-place.js';
import { projectFolder } from './project-folder.js';
import { writeDocument } from './write-document.js';

const project = exampleProject('gcp');
const failed = expect.objectContaining({ code: 'DOCUMENT_WRITE_FAILED' });
let root = '';
let folder = '';

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'portcullis-documents-'));
	folder = projectFolder(project, root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('the document lies in the folder of the project, whole, with the digest that is returned', async () => {
	const written = await writeDocument(project, { locals: { a: 1 } }, join(root, 'deep'));
	expect(written.path).toBe(join(root, 'deep', 'terraform_gcp_shop', 'main.tf.json'));
	const bytes = readFileSync(written.path);
	expect(JSON.parse(bytes.toString())).toEqual({ locals: { a: 1 } });
	expect(written.digest).toBe(sha256(bytes));
	expect(readdirSync(join(root, 'deep', 'terraform_gcp_shop'))).toEqual(['main.tf.json']);
});

it('nothing else in the folder changes over two deployments and the removal of the last resource', async () => {
	const [gcp] = createProviders();
	mkdirSync(folder);
	const others = {
		'terraform.tfstate': '{"version": 4, "serial": 7}',
		'terraform.tfstate.backup': 'x',
		'.terraform.lock.hcl': '# lock',
		'own.tf': 'locals {}\n',
		'own.tf.json': '{}',
		'terraform.tfvars': 'a = 1',
	};
	for (const [name, text] of Object.entries(others)) writeFileSync(join(folder, name), text);
	const digests = new Set<string | undefined>();
	for (const vms of [[exampleVm('gcp')], [exampleVm('gcp', { count: 2 })], []]) {
		digests.add((await gcp?.write(project, vms, root))?.digest);
		for (const [name, text] of Object.entries(others)) expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
		expect(readdirSync(folder).sort()).toEqual([...Object.keys(others), 'main.tf.json'].sort());
		expect(JSON.parse(readFileSync(join(folder, 'main.tf.json'), 'utf8'))).toHaveProperty('terraform');
	}
	expect(digests.size).toBe(3);
});

it('a reader sees the old document or the new one, never a part', async () => {
	const documents = ['a', 'b'].map((letter) => ({ locals: { letter, text: letter.repeat(300_000) } }));
	const { path } = await writeDocument(project, documents[0] ?? {}, root);
	const stop = new Int32Array(new SharedArrayBuffer(4));
	const reader = new Worker(
		`const { readFileSync } = require('node:fs');
		const { parentPort, workerData } = require('node:worker_threads');
		const seen = {};
		let bad = 0;
		let reads = 0;
		while (Atomics.load(workerData.stop, 0) === 0) {
			reads += 1;
			try {
				const { letter, text } = JSON.parse(readFileSync(workerData.path, 'utf8')).locals;
				seen[letter] = true;
				if (text !== letter.repeat(300000)) bad += 1;
			} catch {
				bad += 1;
			}
		}
		parentPort.postMessage({ bad, reads, seen: Object.keys(seen).sort() });`,
		{ eval: true, workerData: { path, stop } },
	);
	const result = new Promise<{ bad: number; reads: number; seen: string[] }>((resolve, reject) => {
		reader.once('message', resolve);
		reader.once('error', reject);
	});
	await new Promise((resolve) => reader.once('online', resolve));
	for (let round = 0; round < 120; round += 1) await writeDocument(project, documents[round % 2] ?? {}, root);
	Atomics.store(stop, 0, 1);
	const { bad, reads, seen } = await result;
	expect(bad).toBe(0);
	expect(reads).toBeGreaterThan(20);
	expect(seen).toEqual(['a', 'b']);
});

it('a link in place of the folder is refused, and what it points to is left alone', async () => {
	const elsewhere = join(root, 'elsewhere');
	mkdirSync(elsewhere);
	symlinkSync(elsewhere, folder);
	await expect(writeDocument(project, {}, root)).rejects.toThrowError(failed);
	await expect(writeDocument(project, {}, root)).rejects.toThrowError(/symbolic link/);
	expect(readdirSync(elsewhere)).toEqual([]);
});

it('a link in place of the file is refused, and what it points to is left alone', async () => {
	mkdirSync(folder);
	writeFileSync(join(root, 'precious'), 'x');
	symlinkSync(join(root, 'precious'), join(folder, 'main.tf.json'));
	await expect(writeDocument(project, {}, root)).rejects.toThrowError(failed);
	expect(readFileSync(join(root, 'precious'), 'utf8')).toBe('x');
	expect(readdirSync(folder)).toEqual(['main.tf.json']);
});

it('something else in place of the folder or the file is refused', async () => {
	writeFileSync(folder, 'x');
	await expect(writeDocument(project, {}, root)).rejects.toThrowError(failed);
	rmSync(folder);
	mkdirSync(join(folder, 'main.tf.json'), { recursive: true });
	await expect(writeDocument(project, {}, root)).rejects.toThrowError(/not a file/);
});

it('a document that cannot be written leaves the old one, and nothing beside it', async () => {
	const { path } = await writeDocument(project, { locals: { old: true } }, root);
	const cycle: Record<string, unknown> = {};
	cycle.self = cycle;
	await expect(writeDocument(project, cycle, root)).rejects.toThrowError(failed);
	expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ locals: { old: true } });
	expect(readdirSync(folder)).toEqual(['main.tf.json']);
});

it('a root that is a file is an error that names the document', async () => {
	writeFileSync(join(root, 'file'), '');
	await expect(writeDocument(project, {}, join(root, 'file'))).rejects.toThrowError(
		/main\.tf\.json could not be written/,
	);
	await expect(writeDocument(project, {}, join(root, 'file'))).rejects.toThrowError(failed);
});

it.skipIf(process.platform === 'win32')(
	'a disk that is full in the middle leaves the old document, and nothing beside it',
	async () => {
		const { path } = await writeDocument(project, { locals: { old: true } }, root);
		const entry = new URL('../../dist/index.js', import.meta.url).href;
		const script = `
		const { createProviders } = await import(${JSON.stringify(entry)});
		const vms = Array.from({ length: 50 }, (_, index) => ({ ...${JSON.stringify(exampleVm('gcp'))}, name: 'vm-' + index }));
		const error = await createProviders()[0].write(${JSON.stringify(project)}, vms, ${JSON.stringify(root)}).catch((error) => error);
		console.log(error.code);`;
		// The shell's limit on the size of a file stands in for the disk.
		const limited = ['-c', 'ulimit -f 8; exec "$0" --input-type=module --eval "$1"', process.execPath, script];
		expect(execFileSync('sh', limited, { encoding: 'utf8' }).trim()).toBe('DOCUMENT_WRITE_FAILED');
		expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ locals: { old: true } });
		expect(readdirSync(folder)).toEqual(['main.tf.json']);
	},
);

it("a document that is somebody else's by now is not put in place, and nothing is left of it", async () => {
	const { path, digest } = await writeDocument(project, { locals: { old: true } }, root);
	const seen: string[][] = [];
	const written = writeDocument(project, { locals: { old: false } }, root, async () => {
		seen.push(readdirSync(folder));
		return false;
	});
	await expect(written).rejects.toThrowError(expect.objectContaining({ code: 'DOCUMENT_NOT_OURS' }));
	// All but the rename was done by then.
	expect(seen).toMatchObject([{ length: 2 }]);
	expect(readdirSync(folder)).toEqual(['main.tf.json']);
	expect(sha256(readFileSync(path))).toBe(digest);
	expect(await digestInPlace(project, root)).toBe(digest);
	expect(await digestInPlace({ ...project, name: 'other' }, root)).toBeNull();
});
