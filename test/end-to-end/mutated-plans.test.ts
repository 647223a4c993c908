import { bindingSchema, checkPlan, createEngine, type Facts, type Plan, type PlanCheck } from '@portcullis/core';
import { createCatalogue, defaultBundle, tenantDefaults } from '@portcullis/policies';
import { createProviders, readPlan } from '@portcullis/providers';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exampleNetwork, exampleStorage } from '../../packages/providers/test/example-kinds.js';
import { exampleProject, exampleVm } from '../../packages/providers/test/examples.js';
import { planJson } from '../../packages/providers/test/plan-json.js';
import { rounds } from '../../packages/providers/test/rounds.js';
import { okay } from './world.js';

const engine = createEngine(await defaultBundle());
const catalogue = createCatalogue();
const clouds = ['gcp', 'aws', 'azure'] as const;
type Cloud = (typeof clouds)[number];

/** Whoever may do everything, held to what judges every resource, and to all being judged. */
function factsOf(cloud: Cloud): Facts {
	const bindings = ['permissions.capability', 'regions.allowed', 'plan.unmapped'].map((policy, index) =>
		bindingSchema.parse({ id: `b${index}`, policy, level: 'hard' }),
	);
	return {
		tenant: 'demo',
		project: exampleProject(cloud),
		actor: { id: 'ada', source: 'verified' },
		roles: [...tenantDefaults.roles],
		grants: [{ id: 'g1', actor: 'ada', role: 'CloudAdmin', plus: [], minus: [] }],
		quotas: [],
		bindings,
	};
}

/** A small plan: what Portcullis wrote, what stands and changes, what stays, and what is only read. */
async function smallPlan(cloud: Cloud) {
	const project = exampleProject(cloud);
	const provider = createProviders().find(({ id }) => id === cloud);
	if (provider === undefined) throw new Error(`no ${cloud}`);
	const written = [exampleVm(cloud), exampleNetwork(cloud), exampleStorage(cloud)];
	const plan = planJson(await provider.synthesize(project, written), project.region);
	const [first, second, ...others] = plan.resource_changes;
	if (first === undefined || second === undefined) throw new Error('nothing is made');
	const still = { ...second, change: { ...second.change, actions: ['no-op'], before: second.change.after } };
	const data = { ...first, address: `data.${first.address}`, mode: 'data', change: { actions: ['read'], after: {} } };
	const changed = { ...first, change: { ...first.change, actions: ['update'], before: first.change.after } };
	const planned = plan.resource_changes.map(({ address, type, name, mode }) => ({ address, type, name, mode }));
	const planned_values = { root_module: { resources: planned } };
	return { ...plan, resource_changes: [changed, still, ...others, data], planned_values };
}

const odd = [
	...[
		null,
		true,
		0,
		1e308,
		'',
		'x',
		'__proto__',
		'data',
		'managed',
		'Managed',
		[],
		{},
		[null],
		[[]],
		'aws_instance.web',
	],
	...[
		['delete'],
		['delete', 'create'],
		['no-op'],
		['read'],
		['forget'],
		['forget', 'create'],
		'aws_elb',
		'terraform_data',
	],
];

/** Where to go from the outside in, and what to do there. */
const mutation = fc.record({
	steps: fc.array(fc.nat(), { minLength: 1, maxLength: 7 }),
	how: fc.constantFrom('remove', 'twice', 'odd'),
	value: fc.constantFrom(...odd),
});

function mutate(root: object, { steps, how, value }: typeof mutation extends fc.Arbitrary<infer One> ? One : never) {
	let holder = root;
	for (const [index, step] of steps.entries()) {
		const keys = Object.keys(holder);
		const key = keys[step % Math.max(1, keys.length)];
		if (key === undefined) return;
		const inner: unknown = Reflect.get(holder, key);
		if (index < steps.length - 1 && typeof inner === 'object' && inner !== null) {
			holder = inner;
			continue;
		}
		if (how === 'remove') Reflect.deleteProperty(holder, key);
		else if (how === 'twice' && Array.isArray(holder)) holder.push(structuredClone(inner));
		else Reflect.set(holder, key, structuredClone(value));
		return;
	}
}

interface Entry {
	readonly type?: unknown;
	readonly address?: unknown;
	readonly mode?: unknown;
	readonly change?: { readonly before?: unknown; readonly after?: unknown; readonly actions?: unknown };
}

/** What a plan's JSON says that Terraform will do something to, read as simply as can be. */
function touched({ resource_changes, planned_values }: Record<string, unknown>): unknown[] {
	const entries = (Array.isArray(resource_changes) ? resource_changes : []) as Entry[];
	const root = planned_values as { root_module?: { resources?: Entry[] } } | null | undefined;
	const stand = root?.root_module?.resources;
	const planned = (Array.isArray(stand) ? stand : []).filter((entry) => entry?.mode === 'managed');
	const still = entries.filter(
		(entry) => isShared(entry) || (JSON.stringify(entry.change?.actions) === '["no-op"]' && isStill(entry.change)),
	);
	const addresses = entries
		.filter((entry) => entry.mode !== 'data' && !still.includes(entry))
		.map(({ address }) => address);
	const quiet = new Set(still.map(({ address }) => address));
	return [...new Set([...addresses, ...planned.map(({ address }) => address).filter((one) => !quiet.has(one))])];
}

// What all of a project shares on azure comes with the first of it, and costs nothing.
function isShared({ type, change }: Entry): boolean {
	const shared = /^azurerm_(?:resource_group|private_dns_zone|private_dns_zone_virtual_network_link)$/;
	return shared.test(String(type)) && !/delete|forget/.test(JSON.stringify(change?.actions));
}

function isStill(change: Entry['change']): boolean {
	return JSON.stringify(change?.before ?? null) === JSON.stringify(change?.after ?? null);
}

/** Terraform's addresses of all that policies passed. */
function judgedIn(plan: Plan, { decision, deployment }: PlanCheck): Set<unknown> {
	const passed = (address: string) =>
		['permissions.capability', 'regions.allowed'].every((policy) =>
			decision.outcomes.some((one) => one.policy === policy && one.subject === address && one.kind === 'pass'),
		);
	const judged = new Set(deployment.changes.map(({ address }) => address).filter(passed));
	return new Set(plan.changes.filter(({ address }) => judged.has(address)).flatMap(({ addresses }) => addresses));
}

it.each(clouds)(
	'a plan of %s with anything changed in it is never allowed with something that nothing judged',
	async (cloud) => {
		const base = await smallPlan(cloud);
		const facts = factsOf(cloud);
		const check = async (plan: Plan) =>
			okay(await checkPlan({ plan, facts, engine, catalogue, now: Date.UTC(2026, 10, 25) }));
		expect((await check(okay(await readPlan(base, { project: facts.project })))).decision.answer).toBe('allow');
		let allowed = 0;
		await fc.assert(
			fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
				const json: Record<string, unknown> = structuredClone(base);
				for (const one of mutations) mutate(json, one);
				const read = await readPlan(json, { project: facts.project });
				if (read.kind === 'refused') return;
				const checked = await checkPlan({ plan: read.value, facts, engine, catalogue, now: Date.UTC(2026, 10, 25) });
				if (checked.kind === 'refused' || checked.value.decision.answer !== 'allow') return;
				allowed++;
				const judged = judgedIn(read.value, checked.value);
				expect(touched(json).filter((address) => !judged.has(address))).toEqual([]);
			}),
			{ numRuns: rounds(15) },
		);
		expect(allowed).toBeGreaterThan(0);
	},
	600_000,
);
