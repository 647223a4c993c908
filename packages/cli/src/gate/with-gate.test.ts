import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { shop, start, vm, type Workshop, workshop } from '../../test/workshop.js';

const holders: ChildProcess[] = [];

/** Has another process hold the database open for writing. */
async function hold({ folder }: Workshop): Promise<number> {
	const script = fileURLToPath(new URL('../../test/hold-lock.mjs', import.meta.url));
	const holder = spawn(process.execPath, [script, join(folder, '.portcullis/portcullis.db')], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	holders.push(holder);
	await once(holder.stdout, 'data');
	return holder.pid ?? 0;
}

async function release(): Promise<void> {
	for (const holder of holders.splice(0)) {
		holder.stdin?.end();
		if (holder.exitCode === null) await once(holder, 'exit');
	}
}

afterEach(release);

describe('a database that another process has open', () => {
	it('is shown as it was saved, with its age', async () => {
		const made = await shop();
		made.write('vm.json', vm());
		made.ids.push('abcdef');
		await made.must('request', 'vm.json');
		await hold(made);
		const file = join(made.folder, '.portcullis/portcullis.db');
		utimesSync(file, (start - 90_000) / 1000, (start - 90_000) / 1000);
		for (const args of [
			['list'],
			['show', 'abcdef'],
			['history'],
			['preview', 'vm.json'],
			['project', 'list'],
			['grant', 'list'],
			['quota', 'list'],
			['binding', 'list'],
		]) {
			const ran = await made.run(args);
			expect(ran.status, args.join(' ')).toBe(0);
			expect(ran.err).toMatch(
				/^note: another process has the database open; this is how it was saved 1 min 30 s ago \(2026-11-24 09:58:30Z\)\n/,
			);
		}
		const json = (await made.run(['list', '--json'])).json();
		expect(json).toMatchObject({ kind: 'sessions', snapshot_at: start - 90_000 });
	});

	it('is not written to: the refusal names the process that has it', async () => {
		const made = await shop();
		made.write('vm.json', vm());
		const pid = await hold(made);
		const before = made.read('.portcullis/portcullis.db');
		for (const args of [
			['init'],
			['project', 'remove', 'shop'],
			['grant', 'add', 'ben', '--role', 'CloudUser'],
			['quota', 'add', 'shop', 'vm', '3'],
			['request', 'vm.json'],
			['approve', 'x'],
			['reject', 'x', '--reason', 'x'],
			['cancel', 'x'],
			['sweep'],
		]) {
			const ran = await made.run([...args, '--json']);
			expect(ran.status, args.join(' ')).toBe(2);
			expect(ran.json()).toMatchObject({
				kind: 'error',
				code: 'STORE_BUSY',
				message: expect.stringContaining(`process ${pid} on`),
			});
		}
		expect(made.read('.portcullis/portcullis.db')).toBe(before);
		await release();
		expect((await made.run(['request', 'vm.json'])).status).toBe(0);
	});

	it('is free again after a command, whatever came of it', async () => {
		const made = await shop();
		await made.run(['project', 'remove', 'none']);
		await made.run(['approve', 'none']);
		expect(made.has('.portcullis/portcullis.db.lock')).toBe(false);
		await made.must('quota', 'add', 'shop', 'vm', '3');
	});
});

describe('a database that is only read', () => {
	it('is shown without a remark where nobody else has it, and stays as it is', async () => {
		const made = await shop();
		const file = join(made.folder, '.portcullis/portcullis.db');
		const before = statSync(file).mtimeMs;
		expect(await made.run(['project', 'list'])).toMatchObject({ status: 0, err: '' });
		expect(statSync(file).mtimeMs).toBe(before);
	});
});

describe('a database that is damaged', () => {
	it.each([
		['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
		['another file', () => Buffer.from('not a database')],
	])('is refused and left as it is: %s', async (_what, damage) => {
		const made = await shop();
		made.write('vm.json', vm());
		const file = join(made.folder, '.portcullis/portcullis.db');
		const damaged = damage(readFileSync(file));
		made.write('.portcullis/portcullis.db', damaged);
		for (const args of [['list'], ['init'], ['request', 'vm.json'], ['preview', 'vm.json']]) {
			const ran = await made.run(args);
			expect(ran, args.join(' ')).toMatchObject({ status: 2, out: '' });
			expect(ran.err).toMatch(/\(STORE_DAMAGED\)\n/);
			expect(ran.err).not.toMatch(/\n\s+at /);
		}
		expect(readFileSync(file).equals(damaged)).toBe(true);
	});
});

describe('a fault that nobody foresaw', () => {
	it('is told without a stack trace, unless PORTCULLIS_DEBUG asks for it', async () => {
		const made = workshop();
		const { main } = await import('../main.js');
		const run = async (env: Readonly<Record<string, string>>) => {
			let err = '';
			const status = await main(['init'], {
				stdin: (async function* () {})(),
				stdout: { write: () => true },
				stderr: { write: (text) => (err += text) },
				cwd: made.folder,
				env,
				wait: async () => {},
				clock: () => start,
				newId: () => '1',
				untilStopped: async () => 'SIGTERM',
				user: () => {
					throw new RangeError('no user');
				},
			});
			return { status, err };
		};
		expect(await run({})).toEqual({
			status: 2,
			err: 'error: no user (INTERNAL)\nhint: this is a bug in portcullis; PORTCULLIS_DEBUG=1 shows where\n',
		});
		expect((await run({ PORTCULLIS_DEBUG: '1' })).err).toMatch(/\n {4}at /);
	});
});
