// Asks and approves over HTTP: node examples/web-hook/main.js
// Or leaves the web hook running, to be asked with curl: node examples/web-hook/main.js 8080
import { createEngine, createGate, openStore } from '@portcullis/core';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders } from '@portcullis/providers';
import { createWebHook } from './web-hook.js';

const store = await openStore({ url: 'memory:' });
const gate = createGate({
	store,
	engine: createEngine(await defaultBundle()),
	catalogue: createCatalogue(),
	providers: createProviders(),
	defaults: tenantDefaults,
	terraformRoot: '.portcullis/web-hook',
});

// The team: ada administers, uma builds. What costs more than 1 cent an hour needs the approval of somebody else.
const ada = { tenant: 'team', actor: { id: 'ada', source: /** @type {const} */ ('verified') } };
await gate.createTenant(ada);
await gate.projects.add(ada, { name: 'shop', provider: 'gcp', region: 'us-central1' });
await gate.grants.add(ada, { actor: 'uma', role: 'CloudUser' });
const parameters = { max_hourly_micros: 10_000 };
await gate.bindings.add(ada, { policy: 'cost.hourly_limit', level: 'soft', parameters, scope: { project: 'shop' } });

// Yours come from wherever your people sign in.
const tokens = new Map([
	['uma-token', 'uma'],
	['ada-token', 'ada'],
]);
const stays = process.argv[2] !== undefined;
const port = Number(process.argv[2] ?? 0);
const webHook = createWebHook(gate, { tenant: 'team', port, actorOf: (token) => tokens.get(token) });
await webHook.start();

if (stays) console.log(`listening on ${webHook.url()}`);
else {
	const vm = { kind: 'vm', name: 'web', size: 'e2-small' };
	const asked = await post('uma', '/requests', { action: 'create', project: 'shop', resources: [vm] });
	console.log(`uma asks: ${asked.title}, ${asked.status}`);
	for (const { text } of asked.waits) console.log(text);
	const { digest } = asked;
	const own = await post('uma', `/sessions/${asked.id}/approve`, { digest });
	console.log(`uma approves: ${own.code}`);
	const approved = await post('ada', `/sessions/${asked.id}/approve`, { digest });
	console.log(`ada approves: ${approved.status}`);
	await webHook.stop();
	await store.close();
}

/**
 * @param {string} actor
 * @param {string} path
 * @param {object} body
 * @returns {Promise<any>}
 */
async function post(actor, path, body) {
	const answer = await fetch(`${webHook.url()}${path}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${actor}-token` },
		body: JSON.stringify(body),
	});
	return answer.json();
}
