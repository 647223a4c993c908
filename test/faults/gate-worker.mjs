// Uses a gate until it is killed: `approve`, `deploy` or `sweep` over and over. Says what it is about to ask, by the
// request's id, and what was acknowledged, and not before.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGate, openStore } from '../../packages/core/dist/index.js';
import { parts } from './gate-parts.mjs';

const [url, terraformRoot, what, ahead] = process.argv.slice(2);
// The cloud's classes take a second to load, which would be most of the time until this is killed.
const shop = { name: 'shop', provider: 'gcp', environment: 'test', region: 'us-central1', regions: ['us-central1'] };
await parts.providers.find(({ id }) => id === 'gcp').synthesize(shop, []);
writeSync(1, 'ready\n');
await new Promise((resolve) => createInterface({ input: process.stdin }).once('line', resolve));

const store = await openStore({ url });
const gate = createGate({ ...parts, store, terraformRoot, clock: () => store.now() + Number(ahead) });
const as = (id) => ({ tenant: 'local', actor: { id, source: 'verified' } });
const say = (...words) => writeSync(1, `${words.join(' ')}\n`);

function ask(who, call, session) {
	const request_id = randomUUID();
	say('asks', who, request_id, call, session);
	return { ...as(who), request_id };
}

function okay(result) {
	if (result.kind === 'refused') throw new Error(`${result.code}: ${result.message}`);
	return result.value;
}

const machine = (name) => ({ kind: 'vm', name, size: 'e2-small' });
const request = (action, resource) => ({ action, project: 'shop', resources: [resource] });

async function opened(given) {
	const { view } = okay(await gate.request(as('uma'), given));
	return view.session.id;
}

async function approve() {
	// Three are asked for, so nothing starts.
	const id = await opened(request('create', machine(`m${randomUUID().slice(0, 8)}`)));
	for (const who of ['ada', 'ben']) {
		okay(await gate.approve(ask(who, 'approve', id), id));
		say('approved', id, who);
	}
	okay(await gate.withdraw(ask('ada', 'withdraw', id), id));
	say('withdrawn', id, 'ada');
}

async function deploy() {
	const name = `m${randomUUID().slice(0, 8)}`;
	for (const given of [request('create', machine(name)), request('delete', { kind: 'vm', name })]) {
		const id = await opened(given);
		const { session } = okay(await gate.approve(ask('uma', 'approve', id), id));
		say('completed', session.id);
	}
}

async function sweep() {
	const { expired, recovered } = await gate.sweep();
	for (const { id } of expired) say('expired', id);
	for (const { id } of recovered) say('failed', id);
	if (expired.length + recovered.length === 0) say('swept');
}

const run = { approve, deploy, sweep }[what];
for (;;) await run();
