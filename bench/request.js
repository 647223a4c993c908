// What a request costs beside the commit that makes it durable, on a database file of 1 MB: node bench/request.js
// Both save the same file in the same way, in turns; a request decides, prices and writes its session before.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, createGate, openStore } from '@portcullis/core';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders } from '@portcullis/providers';

const rounds = 40;
const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
const file = join(folder, 'bench.db');
const store = await openStore({ url: `file:${file}` });
const gate = createGate({
	store,
	engine: createEngine(await defaultBundle()),
	catalogue: createCatalogue(),
	providers: createProviders(),
	defaults: tenantDefaults,
	terraformRoot: folder,
});
const ada = { tenant: 'bench', actor: { id: 'ada', source: 'verified' } };
await gate.createTenant(ada);
await gate.projects.add(ada, { name: 'shop', provider: 'gcp', region: 'us-central1' });

const entry = (body) => ({
	tenant: 'bench',
	at: Date.now(),
	actor: 'ada',
	actor_source: 'verified',
	event: 'bench.noted',
	project: null,
	session: null,
	body,
});
// Rows of the history until the file has its size.
for (let filled = 0; statSync(file).size < 1024 ** 2 && filled < 20; filled++) {
	await store.write(async (tx) => {
		for (let row = 0; row < 200; row++) await tx.history.append(entry({ text: 'x'.repeat(400) }));
	});
}
console.log(`a file of ${(statSync(file).size / 1024 ** 2).toFixed(2)} MB`);

let asked = 0;
const peers = {
	request: async () => {
		asked += 1;
		const vm = { kind: 'vm', name: `web-${1000 + asked}x`, size: 'e2-small' };
		const result = await gate.request(ada, { project: 'shop', resources: [vm] });
		if (result.kind !== 'ok') throw new Error(result.message);
	},
	commit: () => store.write((tx) => tx.history.append(entry({}))),
};
const taken = { request: [], commit: [] };
const order = Object.entries(peers);
for (let round = -5; round < rounds; round++) {
	order.reverse();
	for (const [name, run] of order) {
		const start = process.hrtime.bigint();
		await run();
		if (round >= 0) taken[name].push(Number(process.hrtime.bigint() - start) / 1e6);
	}
}
await store.close();
rmSync(folder, { recursive: true });

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
const [request, commit] = [median(taken.request), median(taken.commit)];
console.log(
	`request ${request.toFixed(1)} ms, bare commit ${commit.toFixed(1)} ms, request/commit ${(request / commit).toFixed(2)}`,
);
