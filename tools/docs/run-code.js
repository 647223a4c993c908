import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

// What a fragment, a block that imports no `createGate`, may name.
const given = `import { createEngine, createGate, explanationText, openStore } from '@portcullis/core';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders } from '@portcullis/providers';
const gate = createGate({
	store: await openStore({ url: 'memory:' }),
	engine: createEngine(await defaultBundle()),
	catalogue: createCatalogue(),
	providers: createProviders(),
	defaults: tenantDefaults,
	terraformRoot: '.',
});
const caller = { tenant: 'acme', actor: { id: 'ada', source: 'verified' } };
await gate.createTenant(caller);
await gate.projects.add(caller, { name: 'shop', provider: 'gcp', region: 'us-central1' });
const request = { project: 'shop', resources: [{ kind: 'vm', name: 'web', size: 'e2-small' }] };
const session = (await gate.request(caller, request)).value.view.session.id;
const bindings = (await gate.bindings.list(caller)).value;
`;

let files = 0;

/**
 * Runs a block of JavaScript in this process, from a file in the page's folder. A fragment that imports nothing finds a
 * `gate`, its `caller`, a `request`, its `session` and the `bindings`.
 *
 * @param {string} code
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} variables of the environment
 * @returns {Promise<{ fault?: string, out: string }>} `fault`: it threw, or a `console.log(…); // value` printed another one
 */
export async function runCode(code, folder, variables) {
	files += 1;
	const file = join(folder, `block-${files}.mjs`);
	writeFileSync(file, /^import /m.test(code) ? code : `${given}\n${code}`);
	Object.assign(process.env, variables);
	const printed = [];
	const log = console.log;
	const before = process.cwd();
	process.chdir(folder);
	console.log = (...values) => printed.push(format(...values));
	try {
		await import(pathToFileURL(file).href);
	} catch (error) {
		return { fault: `it threw ${error instanceof Error ? error.stack : error}`, out: printed.join('\n') };
	} finally {
		console.log = log;
		process.chdir(before);
	}
	const wanted = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map((match) => match[1]);
	const missing = wanted.find((value) => value !== undefined && !printed.includes(value));
	const fault = missing === undefined ? undefined : `it does not print ${missing}`;
	return { ...(fault === undefined ? {} : { fault }), out: printed.join('\n') };
}
