// What it costs to find what would make a request pass, beside the one decision of it: node bench/suggest.js
// Ten machines, each denied for more than one reason. Both go through the gate, in turns, on a store in memory.
import { tmpdir } from 'node:os';
import { createEngine, createGate, openStore } from '@portcullis/core';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders } from '@portcullis/providers';

const rounds = 60;
const store = await openStore({ url: 'memory:' });
const gate = createGate({
	store,
	engine: createEngine(await defaultBundle()),
	catalogue: createCatalogue(),
	providers: createProviders(),
	defaults: tenantDefaults,
	terraformRoot: tmpdir(),
});
const caller = (id) => ({ tenant: 'bench', actor: { id, source: 'verified' } });
const [ada, uma] = [caller('ada'), caller('uma')];
const okay = (result) => {
	if (result.kind !== 'ok') throw new Error(result.message);
	return result.value;
};
okay(await gate.createTenant(ada));
okay(await gate.projects.add(ada, { name: 'shop', provider: 'gcp', region: 'us-central1' }));
okay(await gate.grants.add(ada, { actor: 'uma', role: 'CloudUser' }));
okay(await gate.bindings.add(ada, { policy: 'security.public_access', level: 'hard' }));

const machines = (fields) =>
	Array.from({ length: 10 }, (_, index) => ({ kind: 'vm', name: `web-${index}`, ...fields(index) }));
const requests = {
	'size and address of each': machines(() => ({ size: 'e2-standard-8', public_ip: true })),
	'size of one': machines((index) => ({ size: index === 3 ? 'e2-standard-8' : 'e2-small' })),
	'one machine too many': machines((index) => ({ size: 'e2-small', count: index === 3 ? 2 : 1 })),
};

for (const [what, resources] of Object.entries(requests)) {
	const request = { project: 'shop', resources };
	const found = okay(await gate.suggest(uma, request));
	const peers = { suggest: () => gate.suggest(uma, request), decide: () => gate.preview(uma, request) };
	const taken = { suggest: [], decide: [] };
	const order = Object.entries(peers);
	for (let round = -15; round < rounds; round++) {
		order.reverse();
		for (const [name, run] of order) {
			const start = process.hrtime.bigint();
			okay(await run());
			if (round >= 0) taken[name].push(Number(process.hrtime.bigint() - start) / 1e6);
		}
	}
	const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
	const [suggest, decide] = [median(taken.suggest), median(taken.decide)];
	console.log(
		`${what}: ${found.suggestions.length} suggestions by ${found.decisions} decisions; suggest ${suggest.toFixed(1)} ms, one decision ${decide.toFixed(1)} ms, suggest/decide ${(suggest / decide).toFixed(1)}`,
	);
}
await store.close();
