// How long a decision under every policy of the library takes beside one under the first six: node bench/library.js
// The same 100 resources, in turns, in one process. The first six are who may do what, sizes by role, numbers, regions,
// hourly cost and tags, as a tenant begins with them.
import { assess, createEngine } from '@portcullis/core';
import { createCatalogue, defaultBundle, defaultRoles } from '@portcullis/policies';
import { alternate } from './alternate.js';
import { deploymentOf, factsOf, now } from './decide-input.js';
import { libraryBindings, mixedDeployment } from './library-input.js';

const goal = 2;
const rounds = 300;

const bundle = await defaultBundle();
const engine = createEngine(bundle);
const catalogue = createCatalogue();
const bindings = libraryBindings(bundle.policies);

console.log(`${bindings.all.length} policies beside ${bindings.six.length}, a decision of 100 resources`);
console.log('resources       outcomes        all ms      six ms   all/six   goal');
for (const [name, deployment] of Object.entries({ mixed: mixedDeployment(100), machines: deploymentOf(100) })) {
	const given = Object.fromEntries(
		Object.entries(bindings).map(([which, bound]) => [which, decisionOf(deployment, bound)]),
	);
	const outcomes = await Promise.all(Object.values(given).map(countOutcomes));
	const taken = await alternate({ all: () => engine.decide(given.all), six: () => engine.decide(given.six) }, rounds);
	const ratio = taken.all / taken.six;
	console.log(
		`${name.padEnd(9)} ${outcomes.join(' : ').padStart(14)} ${taken.all.toFixed(3).padStart(13)} ${taken.six.toFixed(3).padStart(11)} ${ratio.toFixed(2).padStart(9)}   at most ${goal}: ${ratio <= goal ? 'reached' : 'missed'}`,
	);
}

function decisionOf(deployment, bound) {
	const facts = factsOf(defaultRoles, bound);
	return { facts, deployment, assessment: assess(deployment, facts.project.provider, catalogue), now };
}

async function countOutcomes(given) {
	const { decision } = await engine.decide(given);
	// What cannot be read has no outcomes, and takes no time.
	if (decision.outcomes.length === 0) throw new Error(JSON.stringify(decision.violations));
	return decision.outcomes.length;
}
