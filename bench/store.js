// What a transaction of the store costs, beside the bare database's own of the same statements: node bench/store.js
//
//   node bench/store.js [--rounds 5]
//
// An approval-like transaction opens a session, takes one of a quota, moves the session and appends to the history.
// The bare peers run the very statements that the store was seen to run, with the same parameters' shapes: on
// PostgreSQL by `pg`, on eight connections each; in a file by sql.js, which is then exported, written, flushed and renamed,
// as many transactions to a save as wait together. Both take turns, so that a busy machine slows both. Needs initdb and pg_ctl.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, standingCount } from '@portcullis/core';
import pg from 'pg';
import { withPostgres } from './with-postgres.js';

// The core's own, so that both run the same SQLite.
const initSqlJs = createRequire(new URL('../packages/core/package.json', import.meta.url))('sql.js');

const flag = process.argv.indexOf('--rounds');
const rounds = flag === -1 ? 5 : Number(process.argv[flag + 1]);
const connections = 8;
const each = 25;
const decision = { answer: 'allow', text: 'x'.repeat(2000) };
const deployment = { action: 'create', project: 'shop', reason: null, changes: [] };

function sessionOf(id) {
	const who = { actor: 'ada', actor_source: 'verified' };
	const base = { id, tenant: 'local', subject: 'deployment', project: 'shop', action: 'create', ...who };
	const state = {
		status: 'open',
		status_reason: null,
		created_at: 1,
		expires_at: 1e12,
		deploying_since: null,
		closed_at: null,
	};
	return { ...base, deployment, decision, subject_digest: 'd', ...state, approvals: [], document: null };
}

function entryOf(id) {
	return {
		tenant: 'local',
		at: 1,
		actor: 'ada',
		actor_source: 'verified',
		event: 'e',
		project: 'shop',
		session: id,
		body: { id },
	};
}

async function prepare(url, options = {}) {
	const store = await openStore({ url, ...options });
	await store.write(async (tx) => {
		await tx.tenants.insert({ id: 'local', facts_version: 1, asserted_may_approve: false, created_at: 1 });
		const shop = { name: 'shop', provider: 'gcp', environment: 'test', region: 'r', regions: ['r'] };
		await tx.projects.insert('local', shop, 1);
		await tx.quotas.ensure('local', { ...standingCount('shop', 'vm'), id: 'q' });
	});
	return store;
}

/** As an approval does it. */
function approve(store) {
	const id = randomUUID();
	return store.write(async (tx) => {
		await tx.tenants.get('local');
		await tx.sessions.insert(sessionOf(id));
		await tx.quotas.reserve({ id, tenant: 'local', quota: 'q', session: id, amount: 1, created_at: 1 }, 1e9);
		await tx.sessions.move('local', id, 'open', 'deploying', { unexpired_at: 1 });
		await tx.history.append(entryOf(id));
	});
}

/** As a request does it: what was decided is kept, a session is opened, the history says so. */
function request(store) {
	const id = randomUUID();
	return store.write(async (tx) => {
		await tx.tenants.get('local');
		await tx.inputs.put(id, 'x'.repeat(2000), 1);
		await tx.sessions.insert(sessionOf(id));
		await tx.history.append(entryOf(id));
	});
}

const sessionColumns =
	'id, tenant, subject, project, action, actor, actor_source, deployment, decision, subject_digest, status, status_reason, created_at, expires_at, deploying_since, closed_at, document';
const historyColumns = 'tenant, at, actor, actor_source, event, project, session, body, seq, prev_hash, hash';
const marks = (count, mark) => Array.from({ length: count }, (_, index) => mark(index + 1)).join(', ');

/** The statements of `approve`, in order, with `?` or `$1` as the database has it; `locks` where several may write. */
function statements(mark, locks) {
	return {
		lockTenant: locks && `select id from tenants where id = ${mark(1)} for no key update`,
		tenant: `select * from tenants where id = ${mark(1)}`,
		insert: `insert into deployment_sessions (${sessionColumns}) values (${marks(17, mark)})`,
		find: `select * from quota_reservations where tenant = ${mark(1)} and id = ${mark(2)}`,
		hold: `update quota_counters set reserved = reserved + ${mark(1)} where tenant = ${mark(2)} and quota = ${mark(3)} and window_starts_at = ${mark(4)} and used + reserved <= ${mark(5)}`,
		reserve: `insert into quota_reservations (tenant, id, quota, session, amount, status, created_at, window_starts_at) values (${marks(8, mark)}) on conflict do nothing`,
		move: `update deployment_sessions set status = ${mark(1)} where tenant = ${mark(2)} and id = ${mark(3)} and status = ${mark(4)} and expires_at > ${mark(5)} returning *`,
		approvals: `select * from session_approvals where session in (${mark(1)}) order by ordinal`,
		lockHistory: locks && 'select pg_advisory_xact_lock(8101820098873224300)',
		head: 'select seq, hash from deployment_history order by seq desc limit 1',
		append: `insert into deployment_history (${historyColumns}) values (${marks(11, mark)})`,
	};
}

async function bareApprove(ask, sql) {
	const id = randomUUID();
	const session = sessionOf(id);
	if (sql.lockTenant) await ask(sql.lockTenant, ['local']);
	await ask(sql.tenant, ['local']);
	const { approvals: _, ...columns } = {
		...session,
		deployment: JSON.stringify(deployment),
		decision: JSON.stringify(decision),
	};
	await ask(
		sql.insert,
		sessionColumns.split(', ').map((name) => columns[name]),
	);
	await ask(sql.find, ['local', id]);
	await ask(sql.hold, [1, 'local', 'q', 0, 1e9 - 1]);
	await ask(sql.reserve, ['local', id, 'q', id, 1, 'reserved', 1, 0]);
	const [moved] = await ask(sql.move, ['deploying', 'local', id, 'open', 1]);
	JSON.parse(moved.decision);
	await ask(sql.approvals, [id]);
	if (sql.lockHistory) await ask(sql.lockHistory, []);
	const [head] = await ask(sql.head, []);
	const seq = Number(head?.seq ?? 0) + 1;
	const prev_hash = head?.hash ?? '0'.repeat(64);
	const row = { ...entryOf(id), body: JSON.stringify({ id }), seq, prev_hash };
	const hash = createHash('sha256')
		.update(JSON.stringify(Object.values(row)))
		.digest('hex');
	await ask(
		sql.append,
		historyColumns.split(', ').map((name) => ({ ...row, hash })[name]),
	);
}

/** So many at once, each one after the other: transactions a second. */
async function rate(run) {
	const start = performance.now();
	const one = async () => {
		for (let number = 0; number < each; number++) await run();
	};
	await Promise.all(Array.from({ length: connections }, one));
	return (connections * each * 1000) / (performance.now() - start);
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Both in turns, the order changing; the first turn of each is not counted. */
async function alternate(measure, ours, bare) {
	const taken = { ours: [], bare: [] };
	for (let round = -1; round < rounds; round++) {
		const order = round % 2 === 0 ? ['ours', 'bare'] : ['bare', 'ours'];
		for (const which of order) {
			const measured = await measure(which === 'ours' ? ours : bare);
			if (round >= 0) taken[which].push(measured);
		}
	}
	return { ours: median(taken.ours), bare: median(taken.bare) };
}

function report(what, { ours, bare }) {
	const ratio = ours / bare;
	const verdict = ratio >= 0.5 ? 'reached' : 'missed';
	console.log(
		`${what}: ${ours.toFixed(0)} a second, bare ${bare.toFixed(0)}: ${ratio.toFixed(2)} (goal at least 0.5: ${verdict})`,
	);
}

async function onPostgres(url) {
	const ours = await prepare(url('ours'), { postgres: { pool_size: connections } });
	await (await prepare(url('bare'))).close();
	const pool = new pg.Pool({ connectionString: url('bare'), max: connections });
	const sql = statements((number) => `$${number}`, true);
	const bare = async () => {
		const client = await pool.connect();
		await client.query('begin');
		await bareApprove(async (text, values) => (await client.query(text, values)).rows, sql);
		await client.query('commit');
		client.release();
	};
	report('approvals on PostgreSQL, 8 connections', await alternate(rate, () => approve(ours), bare));
	await ours.close();
	await pool.end();
}

async function inFile(folder) {
	const path = join(folder, 'bare.db');
	await (await prepare(`file:${path}`)).close();
	const ours = await prepare(`file:${join(folder, 'ours.db')}`);
	const { readFile } = await import('node:fs/promises');
	const SQL = await initSqlJs();
	const database = new SQL.Database(await readFile(path));
	const sql = statements(() => '?', false);
	const ask = (text, values) => {
		const statement = database.prepare(text);
		statement.bind(values);
		const rows = [];
		while (statement.step()) rows.push(statement.getAsObject());
		statement.free();
		return rows;
	};
	// The bare peer knows how many come at once, and saves after the last of them.
	const bare = async () => {
		for (let number = 0; number < connections; number++) {
			database.exec('begin');
			await bareApprove(ask, sql);
			database.exec('commit');
		}
		const bytes = database.export();
		const file = await open(`${path}.tmp`, 'w');
		await file.writeFile(bytes);
		await file.sync();
		await file.close();
		await rename(`${path}.tmp`, path);
		const parent = await open(folder);
		await parent.sync();
		await parent.close();
	};
	const together = async (run) => {
		const start = performance.now();
		for (let number = 0; number < each; number++) await run();
		return (connections * each * 1000) / (performance.now() - start);
	};
	const eight = () => Promise.all(Array.from({ length: connections }, () => approve(ours)));
	report('approvals in a file, 8 at once', await alternate(together, eight, bare));
	await ours.close();
}

async function withHistory(url) {
	const short = await prepare(url('short'));
	const long = await prepare(url('long'));
	const fill = async (store, rows) => {
		for (let done = 0; done < rows; done += 10_000) {
			await store.write(async (tx) => {
				for (let row = 0; row < Math.min(rows, 10_000); row++) await tx.history.append(entryOf('s'));
			});
		}
	};
	await fill(short, 100);
	await fill(long, 100_000);
	const once = async (store) => {
		const times = [];
		for (let number = 0; number < 40; number++) {
			const start = performance.now();
			await request(store);
			times.push(performance.now() - start);
		}
		return median(times);
	};
	const { ours, bare } = await alternate(once, long, short);
	const ratio = ours / bare;
	console.log(
		`a request's write with 100,000 rows of history: ${ours.toFixed(2)} ms, with 100 ${bare.toFixed(2)} ms: ${ratio.toFixed(2)} (goal at most 1.5: ${ratio <= 1.5 ? 'reached' : 'missed'})`,
	);
	await Promise.all([short.close(), long.close()]);
}

const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
try {
	console.log(`medians of ${rounds} turns`);
	await inFile(folder);
	await withPostgres(folder, ['ours', 'bare', 'short', 'long'], async (url) => {
		await onPostgres(url);
		await withHistory(url);
	});
} finally {
	rmSync(folder, { recursive: true, force: true });
}
