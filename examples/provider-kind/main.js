// Buckets by a module of the company's own: node examples/provider-kind/main.js
import { readFile } from 'node:fs/promises';
import { createEngine, createGate, openStore } from '@portcullis/core';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders } from '@portcullis/providers';
import { withModules } from './with-modules.js';

const store = await openStore({ url: 'memory:' });
const gate = createGate({
	store,
	engine: createEngine(await defaultBundle()),
	catalogue: createCatalogue(),
	providers: createProviders().map((provider) =>
		provider.id === 'gcp' ? withModules(provider, 'git::https://git.example.com/modules/bucket.git') : provider,
	),
	defaults: tenantDefaults,
	terraformRoot: '.portcullis/provider-kind',
});
const ada = { tenant: 'team', actor: { id: 'ada', source: /** @type {const} */ ('verified') } };
await gate.createTenant(ada);
await gate.projects.add(ada, { name: 'shop', provider: 'gcp', region: 'us-central1' });

const asked = await gate.request(ada, {
	action: 'create',
	project: 'shop',
	resources: [{ kind: 'storage', name: 'files', tags: { team: 'shop' } }],
});
if (asked.kind === 'refused' || asked.value.kind === 'denied') throw new Error(JSON.stringify(asked));
const { id, subject_digest } = asked.value.view.session;
const approved = await gate.approve(ada, id, subject_digest);
if (approved.kind === 'refused') throw new Error(approved.message);
const { session } = approved.value;
if (session.subject !== 'deployment' || session.document === null) throw new Error(session.status_reason ?? '');
console.log(JSON.stringify(JSON.parse(await readFile(session.document.path, 'utf8')).module, null, 2));
await store.close();
