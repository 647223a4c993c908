// Fills a database with three tenants, to look around in:
//
//   node examples/sample-data/main.js [FILE]        the database; .portcullis/sample.db if left out
//   npx portcullis list --db .portcullis/sample.db --tenant shop --as ada
import { rm } from 'node:fs/promises';
import { createEngine, createGate, openStore } from '@portcullis/core';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders } from '@portcullis/providers';
import { tenants } from './tenants.js';

const file = process.argv[2] ?? '.portcullis/sample.db';

// Opened once before it is removed: a database that a running process holds is refused, not pulled from under it.
await (await openStore({ url: `file:${file}` })).close();
await rm(file);
const store = await openStore({ url: `file:${file}` });

const gate = createGate({
	store,
	engine: createEngine(await defaultBundle()),
	catalogue: createCatalogue(),
	providers: createProviders(),
	defaults: tenantDefaults,
	terraformRoot: '.portcullis/sample',
});

/**
 * @template Value
 * @param {import('@portcullis/core').Result<Value>} result
 * @returns {Value}
 */
function must(result) {
	if (result.kind === 'ok') return result.value;
	throw new Error(`${result.code}: ${result.message} ${JSON.stringify(result.problems)}`);
}

for (const { id, admin, users, projects, quotas, bindings, standing, waiting } of tenants) {
	/** @param {string} actor */
	const as = (actor) => ({ tenant: id, actor: { id: actor, source: /** @type {const} */ ('verified') } });
	must(await gate.createTenant(as(admin)));
	for (const project of projects) must(await gate.projects.add(as(admin), project));
	for (const grant of users) must(await gate.grants.add(as(admin), grant));
	for (const quota of quotas) must(await gate.quotas.set(as(admin), quota));
	for (const request of standing) {
		const outcome = must(await gate.request(as(admin), request));
		if (outcome.kind === 'denied') throw new Error(`denied: ${JSON.stringify(outcome.decision.violations)}`);
		const { id: session, subject_digest } = outcome.view.session;
		must(await gate.approve(as(admin), session, subject_digest));
	}
	for (const binding of bindings) must(await gate.bindings.add(as(admin), binding));
	let open = 0;
	for (const { actor, ...request } of waiting) {
		if (must(await gate.request(as(actor), request)).kind === 'session') open += 1;
	}
	const counted = must(await gate.quotas.list(as(admin)));
	console.log(
		`tenant ${id}, administrator ${admin}: ${projects.length} projects, ${users.length + 1} people, ${open} open sessions`,
	);
	for (const { project, kind, limit, used } of counted) {
		console.log(`  ${project}: ${used} of ${limit ?? 'the default'} ${kind}`);
	}
}
await store.close();
console.log(`\nLook around: npx portcullis list --db ${file} --tenant shop --as ada`);
