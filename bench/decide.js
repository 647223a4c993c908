// How long a decision takes, beside the bare call that it is made round: node bench/decide.js
// Both evaluate the same module on the same input, in turns, in one process. A decision is the whole of it: what it is
// given is checked and copied, bindings are matched, both digests are taken, answers are read and merged.
import opa from '@open-policy-agent/opa-wasm';
import { assess, createEngine } from '@portcullis/core';
import { createCatalogue, defaultBindings, defaultBundle, defaultRoles } from '@portcullis/policies';
import { alternate } from './alternate.js';
import { deploymentOf, factsOf, now } from './decide-input.js';

const goals = { 10: 1.2, 100: 1.15, 1000: 1.15 };
const rounds = { 10: 3000, 100: 600, 1000: 120 };
const growthGoal = 1.5;

const bundle = await defaultBundle();
const engine = createEngine(bundle);
const bare = opa.loadPolicySync(new WebAssembly.Module(bundle.wasm));
const catalogue = createCatalogue();
const facts = factsOf(defaultRoles, defaultBindings);

const rows = [];
for (const count of [10, 100, 1000]) {
	const deployment = deploymentOf(count);
	const assessment = assess(deployment, facts.project.provider, catalogue);
	const given = { facts, deployment, assessment, now };
	const { decision, record } = await engine.decide(given);
	const input = JSON.parse(record).input;
	const peers = { decide: () => engine.decide(given), bare: () => bare.evaluate(input, 'portcullis/decision') };
	const medians = await alternate(peers, rounds[count]);
	rows.push({ count, answer: decision.answer, ...medians, ratio: medians.decide / medians.bare });
}

console.log('resources   answer   decide ms     bare ms   decide/bare   goal');
for (const { count, answer, decide, bare: alone, ratio } of rows) {
	console.log(
		`${String(count).padStart(9)}   ${answer.padEnd(6)} ${decide.toFixed(3).padStart(11)} ${alone.toFixed(3).padStart(11)} ${ratio.toFixed(2).padStart(13)}   ${verdict(ratio, goals[count])}`,
	);
}
const [, hundred, thousand] = rows;
const growth = (peer) => thousand[peer] / 1000 / (hundred[peer] / 100);
console.log(
	`per resource, 1,000 against 100: decide ${growth('decide').toFixed(2)} (${verdict(growth('decide'), growthGoal)}), bare ${growth('bare').toFixed(2)}`,
);

function verdict(measured, goal) {
	return measured <= goal ? `at most ${goal}: reached` : `at most ${goal}: missed`;
}
