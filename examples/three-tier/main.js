// The same three tiers on three clouds: what each costs and what is decided, then its Terraform.
//
//   node examples/three-tier/main.js
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { createEngine, createGate, openStore, presentCost } from '@portcullis/core';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders } from '@portcullis/providers';
import { parse } from 'yaml';

const store = await openStore({ url: 'memory:' });
const gate = createGate({
	store,
	engine: createEngine(await defaultBundle()),
	catalogue: createCatalogue(),
	providers: createProviders(),
	defaults: tenantDefaults,
	terraformRoot: '.portcullis/three-tier',
});
const ada = { tenant: 'team', actor: { id: 'ada', source: /** @type {const} */ ('verified') } };
must(await gate.createTenant(ada));

for (const cloud of ['gcp', 'aws', 'azure']) {
	const file = await readFile(new URL(`${cloud}.yaml`, import.meta.url), 'utf8');
	const { project, resources } = parse(file);
	must(await gate.projects.add(ada, project));
	const request = { project: project.name, resources };
	const [previewed] = must(await gate.preview(ada, request));
	if (previewed === undefined) throw new Error('nothing was previewed');
	const { answer, cost, violations } = previewed.decision;
	console.log(`${cloud}: ${answer}, ${presentCost(cost).total}`);
	for (const { policy, message } of violations) console.log(`  ${policy}: ${message}`);

	const outcome = must(await gate.request(ada, request));
	if (outcome.kind === 'denied') continue;
	const { id, subject_digest } = outcome.view.session;
	const { session } = must(await gate.approve(ada, id, subject_digest));
	if (session.subject === 'deployment' && session.document !== null) {
		console.log(`  ${relative(process.cwd(), session.document.path)} is written`);
	}
}
await store.close();

/**
 * @template Value
 * @param {import('@portcullis/core').Result<Value>} result
 */
function must(result) {
	if (result.kind === 'ok') return result.value;
	throw new Error(`${result.code}: ${result.message} ${JSON.stringify(result.problems)}`);
}
