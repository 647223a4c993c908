// What judging a plan of 5,000 resources costs beside JSON.parse of its text, and beside a native conftest with like rules
// where one is on the path: node bench/check-plan.js
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPlan, createEngine } from '@portcullis/core';
import { createCatalogue, defaultBundle, defaultRoles } from '@portcullis/policies';
import { readPlan } from '@portcullis/providers';
import { planOf } from './plan-of.js';

const rounds = 5;
const text = JSON.stringify(planOf(5000));
const engine = createEngine(await defaultBundle());
const catalogue = createCatalogue();
const project = {
	name: 'shop',
	provider: 'gcp',
	environment: 'development',
	region: 'us-central1',
	regions: ['us-central1'],
};
const binding = { level: 'hard', parameters: {}, scope: {}, owner_roles: [], quorum: 1, requester_counts: false };
const facts = {
	...{ tenant: 'bench', project, actor: { id: 'ada', source: 'verified' }, roles: [...defaultRoles], quotas: [] },
	grants: [{ id: 'g', actor: 'ada', role: 'CloudAdmin', plus: [], minus: [] }],
	bindings: [
		{ ...binding, id: 'a', policy: 'regions.allowed' },
		{ ...binding, id: 'b', policy: 'tags.required', parameters: { tags: { team: '.+' } } },
	],
};
const taken = { parse: [], read: [], judge: [] };
for (let round = -1; round < rounds; round++) {
	const start = performance.now();
	JSON.parse(text);
	const parsed = performance.now();
	const { value: plan } = await readPlan(text, { project });
	const read = performance.now();
	const checked = await checkPlan({ plan, facts, engine, catalogue, now: Date.now() });
	const judged = performance.now();
	if (checked.value.decision.answer !== 'allow') throw new Error(checked.value.decision.code);
	if (round < 0) continue;
	taken.parse.push(parsed - start);
	taken.read.push(read - parsed);
	taken.judge.push(judged - read);
}
const [parse, read, judge] = Object.values(taken).map((times) => times.sort((a, b) => a - b)[rounds >> 1]);
console.log(`${(text.length / 1e6).toFixed(1)} MB, 5,000 resources; JSON.parse: ${parse.toFixed(0)} ms`);
console.log(`read: ${read.toFixed(0)} ms, ${(read / parse).toFixed(1)} times JSON.parse`);
console.log(`judged: ${judge.toFixed(0)} ms, ${(judge / parse).toFixed(1)} times JSON.parse`);
besideConftest();

function besideConftest() {
	if (spawnSync('conftest', ['--version']).error !== undefined) return console.log('conftest is not on the path');
	const folder = mkdtempSync(join(tmpdir(), 'check-plan-'));
	try {
		writeFileSync(join(folder, 'plan.json'), text);
		writeFileSync(join(folder, 'rules.rego'), readFileSync(new URL('check-plan.rego', import.meta.url)));
		const start = performance.now();
		spawnSync('conftest', ['test', '--policy', 'rules.rego', 'plan.json'], { cwd: folder });
		console.log(`conftest, as a process: ${(performance.now() - start).toFixed(0)} ms`);
	} finally {
		rmSync(folder, { recursive: true });
	}
}
