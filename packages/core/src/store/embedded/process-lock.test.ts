import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity.js';
import { takeProcessLock } from './process-lock.js';

// The pid of init, started at another moment than it: someone who had that pid before, and has ended.
const dead: ProcessIdentity = { ...ownIdentity(), pid: 1, started: '999999999999' };

let folder: string;
let path: string;
const files = () => readdir(folder).then((names) => names.sort());
const holder = (token: string, fields: Partial<ProcessIdentity> = {}) =>
	JSON.stringify({ ...dead, ...fields, token, since: 1000 });

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'portcullis-lock-'));
	path = join(folder, 'x.db');
});
afterEach(() => rm(folder, { recursive: true }));

describe('the lock', () => {
	test('is held by one until it is released', async () => {
		const first = takeProcessLock(path, Date.now);
		expect(() => takeProcessLock(path, Date.now)).toThrow(`process ${process.pid} on`);
		first.check();
		first.release();
		expect(() => first.check()).toThrow('Someone removed or replaced it');
		takeProcessLock(path, Date.now).release();
		expect(await files()).toEqual([]);
	});
	test('of a dead process is taken over', async () => {
		await writeFile(`${path}.lock`, holder('t0'));
		const lock = takeProcessLock(path, Date.now);
		lock.check();
		expect(await files()).toEqual(['x.db.lock']);
		lock.release();
	});
	test('of a chain of processes that died taking it over is taken over, and the chain tidied away', async () => {
		await writeFile(`${path}.lock`, holder('t0'));
		await writeFile(`${path}.lock.t0`, holder('t1'));
		await writeFile(`${path}.lock.t1`, holder('t2'));
		takeProcessLock(path, Date.now).check();
		expect(await files()).toEqual(['x.db.lock']);
	});
	test('that a living process is taking over is left to it', async () => {
		const alive = ownIdentity();
		await writeFile(`${path}.lock`, holder('t0'));
		await writeFile(`${path}.lock.t0`, holder('t1', alive));
		expect(() => takeProcessLock(path, Date.now)).toThrow(`process ${alive.pid}`);
		expect(await files()).toEqual(['x.db.lock', 'x.db.lock.t0']);
	});
	test('of a process that cannot be told alive or dead is left alone, with what to do', async () => {
		await writeFile(`${path}.lock`, holder('t0', { host: 'elsewhere', boot: 'another' }));
		expect(() => takeProcessLock(path, Date.now)).toThrow(`if it does not, remove ${path}.lock`);
	});
	test('that is no lock is left alone, with what to do', async () => {
		await writeFile(`${path}.lock`, '');
		expect(() => takeProcessLock(path, Date.now)).toThrow('Remove it if no process uses the database');
		expect(await readFile(`${path}.lock`, 'utf8')).toBe('');
		expect(await files()).toEqual(['x.db.lock']);
	});
	test("that became another's is not released", async () => {
		const lock = takeProcessLock(path, Date.now);
		await writeFile(`${path}.lock`, holder('t9'));
		lock.release();
		expect(await files()).toEqual(['x.db.lock']);
	});
});

describe('a process', () => {
	const self = ownIdentity();
	test.each<[string, Partial<ProcessIdentity>, boolean | null]>([
		['this one', {}, true],
		['one whose pid is gone', { pid: 2 ** 30 }, false],
		['one whose pid is another process by now', { started: '1' }, false],
		['one of before the machine was started anew', { boot: 'before' }, false],
		['one in another container of this machine', { pid_namespace: 'pid:[1]' }, null],
		['one on another machine', { host: 'elsewhere', boot: 'another' }, null],
		['one where the system tells neither start nor boot, and its pid is there', { started: null }, true],
	])('%s', (_, fields, alive) => {
		expect(isAlive({ ...self, ...fields }, self)).toBe(alive);
	});
	test.runIf(process.platform === 'linux')('that has ended and waits for its parent to ask is dead', async () => {
		// The shell starts a process and becomes another, which never asks for it.
		const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60']);
		const [line] = await once(parent.stdout, 'data');
		const zombie = { ...self, pid: Number(String(line)), started: null };
		await expect.poll(() => isAlive(zombie, self)).toBe(false);
		expect(process.kill(zombie.pid, 0)).toBe(true);
		parent.kill();
	});
	test('is judged by its pid alone where the system tells nothing else', () => {
		const bare = { ...self, started: null, boot: null, pid_namespace: null };
		expect(isAlive(bare, bare)).toBe(true);
		expect(isAlive({ ...bare, pid: 2 ** 30 }, bare)).toBe(false);
		expect(isAlive({ ...bare, host: 'elsewhere' }, bare)).toBeNull();
	});
});
