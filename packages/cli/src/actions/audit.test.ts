import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@portcullis/core';
import { describe, expect, it } from 'vitest';
import { loadSqlJs } from '../../../core/src/store/embedded/load-sqljs.js';
import { shop, start, type Workshop } from '../../test/workshop.js';
import { resolveSettings } from '../config/resolve-settings.js';
import { exportHistory } from './audit.js';

const file = (made: Workshop) => join(made.folder, '.portcullis/portcullis.db');

/** Changes the database past Portcullis, as somebody who has the file can. */
async function tamper(made: Workshop, statements: string): Promise<void> {
	const sqlite = await loadSqlJs();
	const database = new sqlite.Database(readFileSync(file(made)));
	database.exec(`drop trigger deployment_history_no_update; drop trigger deployment_history_no_delete; ${statements}`);
	writeFileSync(file(made), database.export());
	database.close();
}

async function withGrants(): Promise<Workshop> {
	const made = await shop();
	for (const name of ['ben', 'eve', 'kim']) await made.must('grant', 'add', name, '--role', 'CloudUser');
	return made;
}

describe('portcullis audit verify and head', () => {
	it('says that nothing was touched, and that the kept head is in it', async () => {
		const made = await withGrants();
		const head = (await made.must('audit', 'head')).out;
		expect(head).toMatch(/^[0-9a-f]{64}\t5\n$/);
		const hash = head.slice(0, 64);
		expect((await made.must('audit', 'verify')).out).toBe(`Intact: 5 rows, head ${hash}.\n`);
		await made.must('grant', 'add', 'zoe', '--role', 'CloudUser');
		expect((await made.must('audit', 'verify', '--head', hash)).out).toMatch(
			/^Intact: 6 rows, .*; the kept head is in it\.\n$/,
		);
		expect((await made.must('audit', 'verify', '--head', '0'.repeat(64))).out).toContain('shows nothing of the end');
		expect((await made.must('audit', 'head', '--json')).json()).toMatchObject({ kind: 'head', seq: 6 });
	});
	it.each([
		['changed', `update deployment_history set actor = 'eve' where seq = 3`, 3, /row 3 was changed/],
		['missing', 'delete from deployment_history where seq = 2', 2, /row 2 is missing/],
		[
			'moved',
			'update deployment_history set seq = 99 where seq = 3; update deployment_history set seq = 3 where seq = 4; update deployment_history set seq = 4 where seq = 99',
			3,
			/row 3 stands in another place: it was written as row 4/,
		],
	])('a row that was %s is named, and ends with 1', async (fault, statements, seq, words) => {
		const made = await withGrants();
		await tamper(made, statements);
		const ran = await made.run(['audit', 'verify']);
		expect(ran.status).toBe(1);
		expect(ran.out).toMatch(new RegExp(`^Broken at row ${seq} \\(${fault}\\): `));
		expect(ran.out).toMatch(words);
		expect((await made.run(['audit', 'verify', '--json'])).json()).toMatchObject({
			kind: 'audit',
			verdict: { kind: 'broken', seq, fault },
		});
	});
	it('an end that was cut off is seen against the kept head alone', async () => {
		const made = await withGrants();
		const hash = (await made.must('audit', 'head')).out.slice(0, 64);
		await tamper(made, 'delete from deployment_history where seq >= 4');
		expect((await made.run(['audit', 'verify'])).status).toBe(0);
		const ran = await made.run(['audit', 'verify', '--head', hash]);
		expect(ran).toMatchObject({
			status: 1,
			out: expect.stringMatching(
				/^Broken at row 4 \(cut_off\): no row has the kept head [0-9a-f]{64}, and the last is row 3/,
			),
		});
	});
	it('a head that is none, and whoever may see nothing, are refused', async () => {
		const made = await withGrants();
		expect(await made.run(['audit', 'verify', '--head', 'xyz'])).toMatchObject({
			status: 2,
			err: expect.stringContaining('64 hexadecimal'),
		});
		expect(await made.run(['audit', 'verify'], { user: 'nobody' })).toMatchObject({ status: 1 });
	});
});

describe('portcullis audit export', () => {
	it('writes each row as JSON, oldest first, from a moment on', async () => {
		const made = await withGrants();
		const rows = (await made.must('audit', 'export')).out
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
		expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
		expect(rows[4]).toMatchObject({
			event: 'grant.added',
			actor: 'ada',
			hash: expect.any(String),
			body: { actor: 'kim' },
		});
		made.now = start + 3 * 86_400_000;
		await made.must('grant', 'add', 'zoe', '--role', 'CloudUser');
		for (const since of ['2d', '2026-11-26', '2026-11-26T00:00Z']) {
			expect((await made.must('audit', 'export', '--since', since)).out.split('\n'), since).toHaveLength(2);
		}
		expect(await made.run(['audit', 'export', '--since', 'then'])).toMatchObject({
			status: 2,
			err: expect.stringContaining('ago'),
		});
		expect((await made.must('audit', 'export', '--project', 'shop')).out).toContain('project.added');
		expect(await made.run(['audit', 'export', '--json'])).toMatchObject({
			status: 2,
			out: expect.stringContaining('USAGE_INVALID'),
		});
	});
	it('writes CSV with a heading, in which no cell is a formula to a spreadsheet', async () => {
		const made = await shop();
		for (const name of ['=cmd|x', '+1', '-1', '@sum', 'a"b,c'])
			await made.must('grant', 'add', '--role', 'CloudUser', '--', name);
		const asked = await made.run(['grant', 'add', 'ben', '--role', 'CloudViewer', '--as', '=HYPERLINK("x")']);
		expect(asked.status).toBe(1);
		await made.must('grant', 'add', '--role', 'CloudAdmin', '--', '=HYPERLINK("x")');
		await made.must('grant', 'add', 'zoe', '--role', 'CloudViewer', '--as', '=HYPERLINK("x")');
		const { out } = await made.must('audit', 'export', '--format', 'csv');
		const lines = out.split('\r\n');
		expect(lines[0]).toBe('seq,at,tenant,actor,actor_source,event,project,session,body,prev_hash,hash');
		expect(lines[1]).toMatch(/^1,2026-11-24T10:00:00\.000Z,local,ada,verified,tenant\.created,,,"\{""asserted/);
		expect(lines.at(-2)).toContain(`,"'=HYPERLINK(""x"")",asserted,`);
		for (const line of lines) expect(line).not.toMatch(/(?:^|,)"?[=+@-]/);
	});
	// A hundred thousand where everything is tried at length.
	const rows = Number(process.env.PORTCULLIS_FAULT_ROUNDS ?? '1') >= 50 ? 100_000 : 20_000;

	it(`of ${rows} rows holds few at a time, and stops when nobody reads on`, async () => {
		const made = await shop();
		const store = await openStore({ url: `file:${file(made)}`, warn: () => {} });
		await store.write(async (tx) => {
			const entry = {
				tenant: 'local',
				actor: 'ada',
				actor_source: 'verified',
				event: 'e',
				project: null,
				session: null,
			} as const;
			for (let at = 0; at < rows; at++) await tx.history.append({ ...entry, at, body: { text: 'x'.repeat(50) } });
		});
		await store.close();
		const context = (stdout: { write(text: string): unknown; taken?(): Promise<boolean> }) => {
			const io = {
				stdin: (async function* () {})(),
				stdout,
				stderr: { write: () => {} },
				cwd: made.folder,
				env: {},
				clock: () => made.now,
				wait: async () => {},
				newId: () => 'x',
				untilStopped: async () => 'SIGTERM',
				user: () => 'ada',
			};
			return {
				io,
				database: { kind: 'file', url: `file:${file(made)}`, path: file(made), shown: file(made) } as const,
				tenant: 'local',
				settings: resolveSettings({}, { path: null, config: {} }, io),
				configFile: null,
				as: undefined,
				json: false,
			};
		};
		let [lines, longest] = [0, 0];
		const heard = {
			write(text: string) {
				lines += text.split('\n').length - 1;
				longest = Math.max(longest, text.length);
			},
		};
		const done = await exportHistory(context(heard), { format: 'jsonl' });
		expect(done).toMatchObject({ status: 0, document: { rows: rows + 2 } });
		expect(lines).toBe(rows + 2);
		// A thousand rows at a time; all of them would be 7 MB at least.
		expect(longest).toBeLessThan(1_000_000);
		let pages = 0;
		const gone = { write: () => pages++, taken: async () => pages < 3 };
		expect(await exportHistory(context(gone), { format: 'jsonl' })).toMatchObject({ document: { rows: 3000 } });
	});
});
