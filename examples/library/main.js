// Decides one request in twenty lines, with no store: node examples/library/main.js
import { assess, bindingSchema, createEngine, parseRequest, resolveRequest } from '@portcullis/core';
import { createCatalogue, defaultBindings, defaultBundle, defaultRoles } from '@portcullis/policies';
import { createProviders } from '@portcullis/providers';

const engine = createEngine(await defaultBundle());
const catalogue = createCatalogue();
const provider = createProviders().find(({ id }) => id === 'gcp');

/** @type {import('@portcullis/core').Facts} */
const facts = {
	tenant: 'demo',
	project: { name: 'shop', provider: 'gcp', environment: 'test', region: 'us-central1', regions: ['us-central1'] },
	actor: { id: 'uma', source: 'verified' },
	roles: [...defaultRoles],
	grants: [{ id: '1', actor: 'uma', role: 'CloudUser', plus: [], minus: [] }],
	quotas: [],
	bindings: defaultBindings.map((binding, index) => bindingSchema.parse({ ...binding, id: String(index) })),
};

const request = parseRequest({ project: 'shop', resources: [{ kind: 'vm', name: 'web', size: 'e2-standard-8' }] });
if (request.kind === 'refused' || provider === undefined) throw new Error('the request is wrong');
const resolved = resolveRequest(request.value, { project: facts.project, provider, catalogue, standing: new Map() });
if (resolved.kind === 'refused') throw new Error(resolved.message);

const deployment = resolved.value;
const { decision } = await engine.decide({
	facts,
	deployment,
	assessment: assess(deployment, 'gcp', catalogue),
	now: Date.now(),
});

console.log(decision.answer, '-', decision.cost.hourly_micros / 1e6, 'USD an hour');
for (const { policy, message, hint } of decision.violations) console.log(`${policy}: ${message}. ${hint}.`);
