// A short day of a small team on three clouds, from requests in ../requests to a Terraform document: npm start
import { execFileSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { plainStyle, renderDecision, renderSession, styleFor } from '@portcullis/cli';
import { createEngine, createGate, openStore, pathText } from '@portcullis/core';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders } from '@portcullis/providers';
import { parse } from 'yaml';

const database = '.portcullis/quickstart.db';
const style = { ...plainStyle, colors: styleFor(process.stdout, process.env).colors };
const { bold, dim } = style.colors;

// Every run begins the same day anew. Opened once before it is removed: a database that another process holds is
// refused, not pulled from under it.
await (await openStore({ url: `file:${database}` })).close();
await rm(database);
const store = await openStore({ url: `file:${database}` });

const gate = createGate({
	store,
	engine: createEngine(await defaultBundle()),
	catalogue: createCatalogue(),
	providers: createProviders(),
	defaults: tenantDefaults,
	terraformRoot: '.',
});

/**
 * Somebody of the team, as a front end that knows them would say it.
 *
 * @param {string} actor
 */
const as = (actor) => ({ tenant: 'team', actor: { id: actor, source: /** @type {const} */ ('verified') } });

/**
 * @template Value
 * @param {import('@portcullis/core').Result<Value>} result
 */
function must(result) {
	if (result.kind === 'ok') return result.value;
	throw new Error(`${result.code}: ${result.message}`);
}

/**
 * Makes the request of a file, and prints what became of it.
 *
 * @param {string} actor
 * @param {string} name
 * @param {string} what
 * @returns the session, where one was opened
 */
async function ask(actor, name, what) {
	const file = `examples/requests/${name}.yaml`;
	console.log(`\n${bold(what)}\n${dim(`${actor} asks for ${file}`)}`);
	const request = parse(await readFile(new URL(`../requests/${name}.yaml`, import.meta.url), 'utf8'));
	const result = await gate.request(as(actor), request);
	if (result.kind === 'refused') {
		console.log(`refused: ${result.message}`);
		for (const { path, message, received } of result.problems) {
			console.log(`  ${pathText(path)}: ${message}${received === undefined ? '' : ` (given: ${received})`}`);
		}
		return undefined;
	}
	const outcome = result.value;
	if (outcome.kind === 'denied') process.stdout.write(renderDecision(outcome.decision, outcome.deployment, style));
	else process.stdout.write(renderSession(outcome.view, style));
	return outcome.kind === 'session' ? outcome.view.session : undefined;
}

/**
 * Approves a session.
 *
 * @param {string} actor
 * @param {{ id: string, subject_digest: string } | undefined} session
 */
async function approve(actor, session) {
	if (session === undefined) throw new Error('there is nothing to approve');
	const { session: done } = must(await gate.approve(as(actor), session.id, session.subject_digest));
	if (done.subject !== 'deployment') throw new Error('only deployments are asked for here');
	const written = done.document === null ? '' : ` ${relative(process.cwd(), done.document.path)} is written`;
	console.log(`${bold(`${actor} approves:`)} ${done.status}.${written}`);
	return done;
}

// The team: ada administers, uma builds, vic watches. One project on each cloud, and one that is nearly full.
must(await gate.createTenant(as('ada')));
for (const project of [
	{ name: 'shop', provider: 'gcp', account: 'acme-shop', region: 'us-central1' },
	{ name: 'full', provider: 'gcp', account: 'acme-full', region: 'us-central1' },
	{ name: 'genome', provider: 'aws', account: '123456789012', region: 'eu-west-1' },
	{ name: 'ledger', provider: 'azure', account: '00000000-0000-0000-0000-000000000000', region: 'westus2' },
]) {
	must(await gate.projects.add(as('ada'), project));
}
must(await gate.grants.add(as('ada'), { actor: 'uma', role: 'CloudUser' }));
must(await gate.grants.add(as('ada'), { actor: 'vic', role: 'CloudViewer' }));

await ask('ada', 'small-server', 'An administrator asks for a small machine, quota free');
await ask('vic', 'small-server', 'A viewer asks for the same');
await ask('uma', 'big-server', 'A user asks for more than the role allows');

await approve('ada', await ask('ada', 'nine-workers', 'Nine machines fill most of a project'));
await ask('ada', 'two-more', 'Two more in one request, at 9 of 10');
await approve('ada', await ask('ada', 'last-place', 'The tenth of ten'));
await ask('ada', 'one-more', 'One more, at 10 of 10');

await approve('uma', await ask('uma', 'aws-server', 'A machine on aws'));

must(await gate.bindings.add(as('ada'), { policy: 'cost.price_known', level: 'hard', scope: { provider: 'azure' } }));
await ask('ada', 'azure-unpriced', 'A machine on azure with a part that nobody can price');

await ask('uma', 'wrong', 'A request with everything wrong about it');

must(
	await gate.bindings.add(as('ada'), {
		policy: 'cost.hourly_limit',
		level: 'soft',
		parameters: { max_hourly_micros: 50_000 },
		scope: { project: 'shop' },
		owner_roles: ['CloudAdmin'],
	}),
);
const dear = await ask('uma', 'batch-server', 'A machine dear enough that somebody else decides');
const { document } = await approve('ada', dear);

if (document !== null) console.log(`\n${terraformSays(dirname(document.path))}`);
await store.close();
console.log(`
Look around:  npx portcullis history --db ${database} --tenant team --as ada
Your own:     npx portcullis init
`);

/**
 * Has terraform load the document, where terraform is installed. Nothing is fetched.
 *
 * @param {string} folder
 */
function terraformSays(folder) {
	try {
		const options = { encoding: /** @type {const} */ ('utf8'), env: { ...process.env, CHECKPOINT_DISABLE: '1' } };
		const text = execFileSync('terraform', [`-chdir=${folder}`, 'providers'], options);
		const providers = [...text.matchAll(/provider\[([^\]]+)\] (.*)/g)].map((match) => `${match[1]} ${match[2]}`);
		return `terraform loads ${relative(process.cwd(), folder)}; it needs ${[...new Set(providers)].join(', ')}`;
	} catch (error) {
		if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') {
			return 'terraform is not installed here, so nobody but us has read the document';
		}
		throw error;
	}
}
