import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openStore } from '@portcullis/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPostgres, PostgresServer } from '../../../../test/contracts/postgres-server.js';
import { shop, vm, type Workshop, workshop } from '../../test/workshop.js';
import { createProgram } from '../commands/program.js';
import { parseDatabase } from '../gate/database.js';
import { progressLine } from '../io/progress.js';

const file = '.portcullis/portcullis.db';
const head = async (made: Workshop, ...args: readonly string[]) =>
	(await made.must('audit', 'head', ...args)).out.split('\t')[0];

describe('--db', () => {
	it('names a file in whatever way, and anything else is refused with what would be right', async () => {
		const at = (path: string) => ({
			kind: 'understood',
			value: { kind: 'file', url: `file:${path}`, path, shown: path },
		});
		expect(parseDatabase('x.db', '/home')).toEqual(at('/home/x.db'));
		expect(parseDatabase('file:x.db', '/home')).toEqual(at('/home/x.db'));
		expect(parseDatabase('file:///var/my%20x.db', '/home')).toEqual(at('/var/my x.db'));
		expect(parseDatabase('a:b.db', '/home')).toEqual(at('/home/a:b.db'));
		expect(parseDatabase('postgresql://db/x', '/home')).toMatchObject({ value: { kind: 'postgres' } });
		const { run } = workshop();
		for (const [given, words] of [
			['memory:', /gone when the command ends/],
			['mysql://ada:s3cret@db/x', /does not start with mysql:/],
			['file://far/x.db', /on this machine/],
			['file:', /must name a file/],
		] as const) {
			const ran = await run(['list', '--db', given]);
			expect(ran.status).toBe(2);
			expect(ran.err).toMatch(words);
			expect(ran.err).not.toContain('s3cret');
		}
	});
});

describe('portcullis db', () => {
	it('migrates, and does nothing the second time', async () => {
		const { must } = workshop();
		expect((await must('db', 'migrate')).out).toMatch(/^Ran 0001-first-schema.*: file .*portcullis\.db, schema \d{4}-/);
		expect((await must('db', 'migrate')).out).toMatch(/^Up to date: file /);
		expect((await must('db', 'migrate', '--json')).json()).toMatchObject({
			kind: 'migrated',
			flavor: 'sqlite',
			ran: [],
		});
	});
	it('tells how the database is, and who has it', async () => {
		const made = await shop();
		const { out } = await made.must('db', 'status');
		expect(out).toMatch(
			/^database: file .*portcullis\.db\nschema: \d{4}-[^\n;]*\nsize: \d+ KiB\nwriter: none\nlast write: .* ago\nhistory: 2 rows, head [0-9a-f]{64}\nrows: .*cloud_projects 1/,
		);
		expect((await made.must('db', 'status', '--json')).json()).toMatchObject({
			kind: 'status',
			holder: null,
			rows: { tenants: 1 },
		});
		const store = await openStore({ url: `file:${join(made.folder, file)}`, clock: () => made.now - 60_000 });
		expect((await made.must('db', 'status')).out).toContain(`writer: process ${process.pid} on `);
		expect((await made.must('db', 'status')).out).toContain('for 1 min\n');
		await store.close();
		const none = await workshop().run(['db', 'status']);
		expect(none).toMatchObject({ status: 2, err: expect.stringContaining('STORE_MISSING') });
	});
	it('backs up, refuses to overwrite, and restores what was backed up', async () => {
		const made = await shop();
		const kept = await head(made);
		expect((await made.must('db', 'backup', 'b/one.db')).out).toMatch(
			/^Backed up .* to .*one\.db: \d+ KiB, \d+ rows in \d+ tables, history intact to row 2, head [0-9a-f]{64}\.\n$/,
		);
		expect(await made.run(['db', 'backup', 'b/one.db'])).toMatchObject({
			status: 1,
			err: expect.stringMatching(/BACKUP_EXISTS\)\nhint: --force/),
		});
		await made.must('grant', 'add', 'ben', '--role', 'CloudUser');
		expect(await made.run(['db', 'restore', 'b/one.db'])).toMatchObject({
			status: 1,
			err: expect.stringContaining('STORE_NOT_EMPTY'),
		});
		expect((await made.must('db', 'restore', 'b/one.db', '--db', 'new.db', '--head', kept ?? '')).out).toMatch(
			/^Restored .*new\.db: .*intact to row 2, head /,
		);
		expect(await head(made, '--db', 'new.db')).toBe(kept);
		const forced = await made.must('db', 'restore', 'b/one.db', '--force');
		expect(forced.out).toMatch(
			/\nWhat stood there before is kept: .*portcullis\.db\.before-restore-2026-11-24T10-00-00-000Z\n$/,
		);
		expect(await head(made)).toBe(kept);
		expect(readdirSync(join(made.folder, dirname(file))).length).toBe(2);
		const other = await made.run(['db', 'restore', 'b/one.db', '--db', 'x.db', '--head', 'f'.repeat(64)]);
		expect(other).toMatchObject({ status: 1, err: expect.stringContaining('HISTORY_BROKEN') });
	});
	it('refuses to copy a database onto itself, by whatever name, and says that it is the same', async () => {
		const made = await shop();
		for (const to of [file, `./${file}`, `file:${file}`]) {
			expect(await made.run(['db', 'copy', '--from', file, '--to', to])).toMatchObject({
				status: 2,
				err: expect.stringContaining('--from and --to are the same database (USAGE_INVALID)'),
			});
		}
	});
	it('says of a folder that it is one', async () => {
		const made = await shop();
		for (const args of [['list'], ['init'], ['db', 'migrate'], ['db', 'status']]) {
			const ran = await made.run([...args, '--db', '.portcullis']);
			expect(ran.status, args.join(' ')).toBe(2);
			expect(ran.err).toMatch(/--db: is a folder, and a database is a file: name one in it \(given: .*\.portcullis\)/);
		}
		expect((await made.run(['db', 'copy', '--from', '.', '--to', 'new.db'])).err).toContain('--from: is a folder');
		for (const args of [['restore'], ['backup'], ['backup', '--force']]) {
			expect(await made.run(['db', ...args, '.portcullis']), args.join(' ')).toMatchObject({
				status: 2,
				err: expect.stringMatching(/a backup is a file, and .*\.portcullis is a folder; name a file in it/),
			});
		}
	});
	it('does not offer --force for a backup onto the database itself', async () => {
		const made = await shop();
		for (const force of [[], ['--force']]) {
			const ran = await made.run(['db', 'backup', file, ...force]);
			expect(ran.status).toBe(1);
			expect(ran.err).toMatch(/^error: .* is the database itself; name another file \(BACKUP_EXISTS\)\n$/);
		}
	});
	it('says how a database is made where there is none to look at', async () => {
		for (const args of [['status'], ['backup', 'b.db']]) {
			const ran = await workshop().run(['db', ...args]);
			expect(ran.status).toBe(2);
			expect(ran.err).toMatch(/\(STORE_MISSING\)\nhint: portcullis init makes one/);
		}
	});
	it('shows progress on a terminal, and only of what takes long', () => {
		let time = 0;
		let shown = '';
		const stderr = { isTTY: true, write: (text: string) => (shown += text) };
		const line = progressLine({ stderr, clock: () => time });
		line.show({ step: 'copying', done: 1, total: 200 });
		line.end();
		expect(shown).toBe('');
		time = 1500;
		line.show({ step: 'copying', done: 100, total: 200 });
		line.show({ step: 'copying', done: 101, total: 200 });
		line.end();
		expect(shown).toBe('\r\u001b[Kcopying 100 of 200 (50 %)\r\u001b[K');
		shown = '';
		const piped = progressLine({ stderr: { ...stderr, isTTY: false }, clock: () => (time += 5000) });
		piped.show({ step: 'copying', done: 1, total: 2 });
		piped.end();
		expect(shown).toBe('');
	});
});

describe.skipIf(!hasPostgres)('on PostgreSQL', () => {
	let server: PostgresServer;
	beforeAll(async () => {
		server = await PostgresServer.start();
	});
	afterAll(() => server?.remove());

	it('a file is moved there, and the command goes on with it', async () => {
		const made = await shop();
		await made.must('request', made.write('vm.json', vm()));
		const to = await server.newSchema();
		const copied = await made.must('db', 'copy', '--from', file, '--to', to);
		expect(copied.out).toMatch(
			/^Copied .*portcullis\.db to postgres:\/\/owner@.*: \d+ rows in \d+ tables, each read again and compared; history intact to row 3, head /,
		);
		expect(await head(made, '--db', to)).toBe(await head(made));
		expect(await made.run(['db', 'copy', '--from', file, '--to', to])).toMatchObject({
			status: 1,
			err: expect.stringContaining('STORE_NOT_EMPTY'),
		});
		await made.must('grant', 'add', 'ben', '--role', 'CloudUser', '--db', to);
		expect((await made.must('audit', 'verify', '--db', to)).out).toMatch(/^Intact: 4 rows/);
		expect((await made.must('db', 'copy', '--from', to, '--to', 'back.db', '--json')).json()).toMatchObject({
			kind: 'copied',
			head: { seq: 4 },
		});
		expect(await made.run(['db', 'copy', '--from', file])).toMatchObject({
			status: 2,
			err: expect.stringContaining('--to'),
		});
	});

	it('every command works as it does on a file', async () => {
		const made = workshop();
		const url = await server.newSchema();
		const env = { PORTCULLIS_DB: url, PORTCULLIS_TERRAFORM_ROOT: 'tf' };
		const used = new Set<string>();
		const must = async (...args: readonly string[]) => {
			used.add(args[0] ?? '');
			const ran = await made.run(args, { env });
			if (ran.status !== 0) throw new Error(`${args.join(' ')} ended with ${ran.status}: ${ran.out}${ran.err}`);
			return ran.out;
		};
		const request = made.write('vm.json', vm());
		expect(await must('init')).toContain(`tenant local in postgres://owner@/postgres?host=${server.folder}`);
		await must('tenant', '--session-minutes', '60');
		await must('project', 'add', 'shop', '--provider', 'gcp', '--region', 'us-central1');
		await must('role', 'add', 'Operator', '--can', 'can_view,can_modify');
		await must('grant', 'add', 'ben', '--role', 'Operator');
		await must('quota', 'add', 'shop', 'vm', '5');
		expect(await must('binding', 'list')).toContain('\t');
		expect(await must('preview', request)).toContain('allow');
		const asked = /session: (\w+)/.exec(await must('request', request))?.[1] ?? '';
		await must('show', asked);
		await must('explain', asked);
		await must('approve', asked);
		expect(made.read('tf/terraform_gcp_shop/main.tf.json')).toContain('google_compute_instance');
		const second = made.write('db.json', vm({ name: 'db' }));
		const cancelled = /session: (\w+)/.exec(await must('request', second))?.[1] ?? '';
		// Nothing was approved yet: to be refused so, it has to find the session.
		expect(await made.run(['withdraw', cancelled], { env })).toMatchObject({ status: 1 });
		used.add('withdraw');
		await must('cancel', cancelled);
		const rejected = /session: (\w+)/.exec(await must('request', second))?.[1] ?? '';
		await must('reject', rejected, '--reason', 'no');
		expect(await must('list', '--status', 'completed')).toContain(asked);
		expect(await must('history')).toContain('deployment.completed');
		expect(await must('explain', asked)).toContain('permissions.capability');
		expect(await must('who-can', 'create', 'vm', '--project', 'shop')).toContain('ada');
		expect(await must('cost')).toContain('shop');
		await must('waiver', 'list');
		await must('sweep');
		expect(await must('audit', 'export')).toContain('deployment.completed');
		expect(await must('resources', 'list')).toMatch(/^vm\/web\tshop\twritten\te2-small\t1\t/);
		expect(await must('who-can', 'create', 'vm', '--project', 'shop')).toContain('allow');
		expect(await must('cost', '--project', 'shop')).toContain('shop');
		await must('waiver', 'list');
		expect(await must('policy', 'list')).toContain('cost.hourly_limit');
		expect((await made.run(['doctor'], { env })).out).toMatch(/^database\tgood\t/m);
		used.add('doctor');
		expect(await must('db', 'status')).toMatch(
			/^database: PostgreSQL postgres:[^\n]*\nschema: [^\n]*\nsize: [^\n]*\nlast write: /,
		);
		await must('db', 'backup', 'pg.db');
		expect((await made.must('audit', 'verify', '--db', 'pg.db')).out).toMatch(/^Intact/);
		const quiet = { out: () => {}, err: () => {} };
		const all = createProgram('0', async () => {}, { ...({} as Parameters<typeof createProgram>[2]) }, quiet).commands;
		// Settings, the catalogue, templates, plans by conftest's policies and deployment files alone use no database; the bot
		// runs until it is told to end, and has tests of its own (test/discord).
		const without = ['discord', 'complete', 'config', 'prices', 'template', 'synth', 'check'];
		const names = all.map((command) => command.name()).filter((name) => !without.includes(name));
		expect([...used].sort()).toEqual(names.sort());
	});

	it('Terraform folders have to be named there, before anything is written', async () => {
		const made = workshop();
		const env = { PORTCULLIS_DB: await server.newSchema() };
		await made.run(['init'], { env });
		for (const args of [['approve', 'abcd'], ['sweep']]) {
			const ran = await made.run(args, { env });
			expect(ran).toMatchObject({ status: 2, err: expect.stringContaining('PORTCULLIS_TERRAFORM_ROOT') });
		}
	});

	it('two processes write at once', async () => {
		const made = workshop();
		const env = { PORTCULLIS_DB: await server.newSchema() };
		await made.run(['init'], { env });
		const add = (name: string) => made.run(['grant', 'add', name, '--role', 'CloudUser'], { env });
		const ran = await Promise.all(['a', 'b', 'c', 'd'].map(add));
		expect(ran.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
		expect((await made.run(['grant', 'list'], { env })).out.trim().split('\n')).toHaveLength(5);
		expect((await made.run(['audit', 'verify'], { env })).out).toMatch(/^Intact: 5 rows/);
	});

	it('a password is shown by nothing', async () => {
		const made = workshop();
		const good = (await server.newSchema()).replace('owner@', 'owner:s3cret@');
		const bad = 'postgres://ada:s3cret@127.0.0.1:1/x?password=s3cret';
		const runs = [
			['init', '--db', good],
			['db', 'status', '--db', good],
			['db', 'migrate', '--db', good],
			['db', 'backup', 'b.db', '--db', good],
			['db', 'copy', '--from', 'b.db', '--to', good],
			['db', 'restore', 'b.db', '--db', good, '--force'],
			['list', '--db', bad],
			['db', 'status', '--db', bad],
			['db', 'copy', '--from', bad, '--to', good],
			['db', 'copy', '--from', 'b.db', '--to', bad],
			['db', 'backup', 'c.db', '--db', `${bad}&port=x`],
			['db', bad],
			[bad],
			['show', bad, '--db', good],
			['preview', bad, '--db', good],
			['db', 'backup', bad, '--db', good],
			['resources', 'sync', bad, '--db', good],
			['db', 'status', '--db', 'postgres://ada:s3cret@[::1/x'],
			['db', 'status', `--dbb=${bad}`],
		];
		for (const args of runs) {
			for (const more of [[], ['--json']]) {
				const ran = await made.run([...args, ...more]);
				expect(`${ran.out}${ran.err}`, args.join(' ')).not.toContain('s3cret');
				expect(`${ran.out}${ran.err}`, args.join(' ')).not.toBe('');
			}
		}
	});
});
