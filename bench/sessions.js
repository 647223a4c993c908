// Whether memory stays flat over 100,000 sessions, and whether a request costs more where the history is long.
//
//   node --expose-gc bench/sessions.js [--sessions 100000] [--rounds 5]
//
// Sessions are opened on PostgreSQL, a thousand at a time, each with a row in the history, and expire; a gate sweeps
// them. The heap is looked at after a collection. (A file is held in memory whole, as it is made to; this is about the
// rest.) Then a gate's whole request (facts, price, decision, session, history) with 100,000 rows of
// history, beside the same with 100, in turns. Needs initdb and pg_ctl.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine, createGate, openStore } from '@portcullis/core';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders } from '@portcullis/providers';
import { withPostgres } from './with-postgres.js';

if (globalThis.gc === undefined) {
	const again = spawnSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
		stdio: 'inherit',
	});
	process.exit(again.status ?? 1);
}

const option = (name, otherwise) => {
	const index = process.argv.indexOf(name);
	return index === -1 ? otherwise : Number(process.argv[index + 1]);
};
const sessions = option('--sessions', 100_000);
const rounds = option('--rounds', 5);
const batch = 1000;
const connections = 8;
const ada = { tenant: 'local', actor: { id: 'ada', source: 'verified' } };
const parts = {
	engine: createEngine(await defaultBundle()),
	catalogue: createCatalogue(),
	providers: createProviders(),
	defaults: tenantDefaults,
	terraformRoot: tmpdir(),
};

async function prepare(url, clock) {
	const store = await openStore({ url });
	const gate = createGate({ ...parts, store, ...(clock === undefined ? {} : { clock }) });
	await gate.createTenant(ada);
	await gate.projects.add(ada, { name: 'shop', provider: 'gcp', region: 'us-central1' });
	return { store, gate };
}

const wants = { action: 'create', project: 'shop', resources: [{ kind: 'vm', name: 'web', size: 'e2-small' }] };
const told = (session) => ({
	tenant: 'local',
	at: 1,
	actor: 'ada',
	actor_source: 'verified',
	event: 'session.opened',
	project: 'shop',
	session,
	body: { answer: 'allow' },
});

function heap() {
	globalThis.gc();
	return process.memoryUsage().heapUsed / 1e6;
}

async function memory(url) {
	let now = Date.now();
	const { store, gate } = await prepare(url, () => now);
	const asked = await gate.request(ada, wants);
	const model = asked.value.view.session;
	const marks = new Map([0.1, 0.5, 1].map((part) => [Math.round(sessions * part), 0]));
	for (let done = 0; done < sessions; done += batch) {
		const open = (from, to) =>
			store.write(async (tx) => {
				for (let index = from; index < to; index++) {
					const id = `s${index}`;
					await tx.sessions.insert({ ...model, id, created_at: now, expires_at: now + 1 });
					await tx.history.append(told(id));
				}
			});
		const share = batch / connections;
		await Promise.all(
			Array.from({ length: connections }, (_, nth) => open(done + nth * share, done + (nth + 1) * share)),
		);
		now += 30 * 60_000;
		const { expired } = await gate.sweep();
		if (expired.length < batch) throw new Error(`${expired.length} expired, not ${batch}`);
		if (marks.has(done + batch)) marks.set(done + batch, heap());
	}
	const [first, ...later] = [...marks.values()];
	const growth = Math.max(...later) / first;
	const shown = [...marks].map(([count, megabytes]) => `${megabytes.toFixed(1)} MB after ${count}`).join(', ');
	console.log(`heap: ${shown}: ${growth.toFixed(2)} (goal at most 1.1: ${growth <= 1.1 ? 'reached' : 'missed'})`);
	await store.close();
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

async function withHistory(url) {
	const [short, long] = [await prepare(url('short')), await prepare(url('long'))];
	const fill = async (store, rows) => {
		for (let done = 0; done < rows; done += 10_000) {
			await store.write(async (tx) => {
				for (let row = 0; row < Math.min(rows, 10_000); row++) await tx.history.append(told('s'));
			});
		}
	};
	await fill(short.store, 100);
	await fill(long.store, 100_000);
	const once = async (gate) => {
		const times = [];
		for (let number = 0; number < 20; number++) {
			const start = performance.now();
			const asked = await gate.request(ada, wants);
			if (asked.kind !== 'ok') throw new Error(asked.message);
			times.push(performance.now() - start);
		}
		return median(times);
	};
	const taken = { long: [], short: [] };
	// The first turn of each warms up.
	for (let round = -1; round < rounds; round++) {
		for (const which of round % 2 === 0 ? ['long', 'short'] : ['short', 'long']) {
			const time = await once(which === 'long' ? long.gate : short.gate);
			if (round >= 0) taken[which].push(time);
		}
	}
	const [many, few] = [median(taken.long), median(taken.short)];
	console.log(
		`gate.request with 100,000 rows of history: ${many.toFixed(2)} ms, with 100 ${few.toFixed(2)} ms: ${(many / few).toFixed(2)} (goal at most 1.5: ${many / few <= 1.5 ? 'reached' : 'missed'})`,
	);
	await Promise.all([short.store.close(), long.store.close()]);
}

const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
try {
	await withPostgres(folder, ['memory', 'short', 'long'], async (url) => {
		await memory(url('memory'));
		console.log(`medians of ${rounds} turns`);
		await withHistory(url);
	});
} finally {
	rmSync(folder, { recursive: true, force: true });
}
