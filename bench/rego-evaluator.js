// How long the full evaluator takes: node bench/rego-evaluator.js
// One built-in, there and back; the default policies, beside the npm evaluator on the same module and input, in turns; and
// policies that call built-ins of the host, beside the same policies where WebAssembly has what they call.
import opa from '@open-policy-agent/opa-wasm';
import { assess, createEngine } from '@portcullis/core';
import { createCatalogue, defaultBindings, defaultBundle, defaultRoles } from '@portcullis/policies';
import { closeToolbox, compile, createFullEvaluator } from '@portcullis/rego';
import { alternate } from './alternate.js';
import { deploymentOf, factsOf, now } from './decide-input.js';

const encoder = new TextEncoder();
const entrypoint = 'portcullis/decision';

await roundTrip();
await defaultPolicies();
await hostBuiltins();

async function roundTrip() {
	// The same built-in of the host, called so many times in one evaluation.
	const calls = 1000;
	const text = 'package a\n\nb := {"n": count([i | some i in numbers.range(1, input.n); semver.is_valid("1.0.0")])}\n';
	const evaluator = await evaluatorOf(text, 'a/b');
	const [none, many] = [0, calls].map((n) => encoder.encode(JSON.stringify({ n })));
	const medians = await alternate({ none: () => evaluator.evaluate(none), many: () => evaluator.evaluate(many) }, 60);
	const microseconds = ((medians.many - medians.none) / calls) * 1000;
	console.log(
		`one built-in of the host, there and back: ${microseconds.toFixed(1)} µs (of ${calls} in one evaluation)`,
	);
	await evaluator.close();
}

async function defaultPolicies() {
	const bundle = await defaultBundle();
	const npm = opa.loadPolicySync(new WebAssembly.Module(bundle.wasm));
	const full = await createFullEvaluator({ wasm: bundle.wasm, entrypoint });
	const engine = createEngine(bundle);
	const facts = factsOf(defaultRoles, defaultBindings);
	console.log('default policies\nresources     full ms      npm ms   full/npm');
	for (const [count, times] of [
		[10, 2000],
		[100, 400],
		[1000, 60],
	]) {
		const deployment = deploymentOf(count);
		const assessment = assess(deployment, facts.project.provider, createCatalogue());
		const { record } = await engine.decide({ facts, deployment, assessment, now });
		const { input } = JSON.parse(record);
		const bytes = encoder.encode(JSON.stringify(input));
		// Each begins with what an engine has: a text for the one, an object for the other.
		const peers = { full: () => full.evaluate(bytes), npm: () => npm.evaluate(input, entrypoint) };
		print(count, await alternate(peers, times), 'full', 'npm');
	}
	await full.close();
}

async function hostBuiltins() {
	const rule = (condition) =>
		`package a\n\nb := {"found": [name | some name, resource in input.resources; ${condition}]}\n`;
	const host = await evaluatorOf(rule('sprintf("%s-%d", [resource.zone, resource.size]) == "a-1"'), 'a/b');
	const native = await evaluatorOf(rule('concat("-", [resource.zone, format_int(resource.size, 10)]) == "a-1"'), 'a/b');
	console.log('one call a resource: sprintf of the host, concat and format_int of the module');
	console.log('resources     host ms   native ms   host/native');
	for (const [count, times] of [
		[10, 1000],
		[100, 200],
		[1000, 40],
	]) {
		const resources = Object.fromEntries(
			Array.from({ length: count }, (_, index) => [`vm/${index}`, { zone: 'abc'[index % 3], size: index % 4 }]),
		);
		const input = encoder.encode(JSON.stringify({ resources }));
		const peers = { host: () => host.evaluate(input), native: () => native.evaluate(input) };
		print(count, await alternate(peers, times), 'host', 'native');
	}
	await Promise.all([host.close(), native.close(), closeToolbox()]);
}

async function evaluatorOf(text, path) {
	const compiled = await compile({ 'a.rego': text }, { entrypoints: [path] });
	if (compiled.kind === 'refused') throw new Error(compiled.errors[0].message);
	return createFullEvaluator({ wasm: compiled.wasm, entrypoint: path });
}

function print(count, medians, one, other) {
	const ratio = (medians[one] / medians[other]).toFixed(2);
	const columns = [medians[one].toFixed(3), medians[other].toFixed(3)].map((text) => text.padStart(11)).join(' ');
	console.log(`${String(count).padStart(9)} ${columns} ${ratio.padStart(10)}`);
}
