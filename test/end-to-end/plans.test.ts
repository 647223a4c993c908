import { type Decision, type Plan, type Project, type Resource, resourceSchema } from '@portcullis/core';
import { createPolicyTools } from '@portcullis/policies';
import { createProviders, readPlan } from '@portcullis/providers';
import { closeToolbox, configureToolbox } from '@portcullis/rego';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { exampleDatabase, exampleNetwork, exampleStorage } from '../../packages/providers/test/example-kinds.js';
import { exampleProject, exampleVm } from '../../packages/providers/test/examples.js';
import { planJson } from '../../packages/providers/test/plan-json.js';
import { rounds } from '../../packages/providers/test/rounds.js';
import { deployed, okay, refusedWith, sessionOf, vm, type World, wants, world } from './world.js';

configureToolbox({ baselineOnly: true });
const tools = createPolicyTools();
afterAll(async () => {
	await tools.close();
	await closeToolbox();
});

type Place = Pick<Project, 'name' | 'provider' | 'region'>;

/** The plan of what a request came to, as Terraform would make it of the document of these resources. */
async function planOf(resources: readonly Resource[], place: Place): Promise<Plan> {
	const provider = createProviders().find(({ id }) => id === place.provider);
	if (provider === undefined) throw new Error(`no ${place.provider}`);
	const project: Project = { ...place, environment: 'development', regions: [place.region] };
	const document = await provider.synthesize(project, resources);
	return okay(await readPlan(planJson(document, place.region), { project }));
}

/** What a decision says, but for what only plans are asked. */
function saidOf({ answer, violations, cost }: Decision) {
	const own = violations
		.filter(({ policy }) => !policy.startsWith('plan.'))
		.map(({ kind, policy, resource, level, path, expected, received }) =>
			JSON.stringify({ kind, policy, resource, level, path, expected, received }),
		);
	return { answer, violations: own.sort(), hourly_micros: cost.hourly_micros, complete: cost.complete };
}

const strict = [
	{ policy: 'security.public_access', level: 'soft' },
	{ policy: 'security.deletion_protection', level: 'advisory' },
	{ policy: 'security.open_ingress', level: 'hard', parameters: { ports: [22, 443] } },
	{ policy: 'tags.required', level: 'advisory', parameters: { tags: { owner: '.+' } } },
	{ policy: 'naming.pattern', level: 'hard', parameters: { pattern: '[a-l].*' } },
	{ policy: 'approvals.expensive', level: 'soft', parameters: { max_monthly_micros: 50_000_000 } },
] as const;

describe.each(['gcp', 'aws', 'azure'] as const)('a plan of what was asked for on %s', (cloud) => {
	it('is judged as the request was: the same answer, the same violations, the same price', async () => {
		const project = { name: 'shop', provider: cloud, region: exampleProject(cloud).region };
		const { gate, ada } = await world({}, project);
		for (const binding of strict) okay(await gate.bindings.add(ada, binding));
		const machine = fc.record({
			name: fc.constantFrom('app', 'web'),
			count: fc.integer({ min: 1, max: 12 }),
			public_ip: fc.boolean(),
			tags: fc.constantFrom({}, { owner: 'ada' }),
			deletion_protection: fc.boolean(),
		});
		await fc.assert(
			fc.asyncProperty(machine, fc.subarray(['network', 'storage', 'database'] as const), async (fields, kinds) => {
				const all = {
					network: exampleNetwork(cloud),
					storage: exampleStorage(cloud),
					database: exampleDatabase(cloud),
				};
				// A database stands in the network that it names.
				const others = kinds.includes('database') ? new Set([...kinds, 'network' as const]) : new Set(kinds);
				const resources = [exampleVm(cloud, fields), ...[...others].map((kind) => all[kind])];
				const [preview] = okay(await gate.preview(ada, { action: 'create', project: 'shop', resources }));
				if (preview === undefined) throw new Error('no preview');
				const asked = preview.deployment.changes.flatMap(({ after }) => after ?? []);
				const check = okay(await gate.checkPlan(ada, { plan: await planOf(asked, project), project: 'shop' }));
				expect(check.deployment.findings.unmapped).toEqual([]);
				expect(saidOf(check.decision)).toEqual(saidOf(preview.decision));
			}),
			{
				numRuns: rounds(4),
				examples: [[{ name: 'app', count: 1, public_ip: true, tags: {}, deletion_protection: true }, []]],
			},
		);
	});
});

const shop = { name: 'shop', provider: 'gcp', region: 'us-central1' } as const;

const machines = (...asked: readonly Record<string, unknown>[]) =>
	asked.map((fields) => resourceSchema.parse({ region: 'us-central1', deletion_protection: false, ...fields }));

async function checkOf({ gate, ada }: World, plan: Plan, session?: string) {
	return gate.checkPlan(ada, { plan, project: 'shop', ...(session === undefined ? {} : { session }) });
}

/** A plan of a machine of gcp's in a project of gcp's, as somebody else's configuration has it. */
function planOfMachine(name: string, project: string) {
	const after = {
		...{ name, project, machine_type: 'e2-small', zone: 'us-central1-a', labels: {}, deletion_protection: false },
		boot_disk: [{ initialize_params: [{ image: 'debian-cloud/debian-12', size: 30, type: 'pd-balanced' }] }],
		network_interface: [{ network: 'default', access_config: [] }],
	};
	const change = { actions: ['create'], before: null, after, after_unknown: {} };
	const type = 'google_compute_instance';
	return {
		format_version: '1.2',
		resource_changes: [{ address: `${type}.${name}`, mode: 'managed', type, name, provider_name: 'google', change }],
	};
}

describe('the gate, asked about a plan', () => {
	it('stores nothing, and counts once what stands already', async () => {
		const here = await world();
		await deployed(here, here.ada, wants(vm('web')));
		const plan = await planOf(machines(vm('web'), vm('app')), shop);
		const before = await here.rows();
		const { decision } = okay(await checkOf(here, plan));
		expect(await here.rows()).toEqual(before);
		expect(decision.answer).toBe('allow');
		expect(decision.quotas.find(({ id }) => id === 'project:shop:vm:count')).toMatchObject({ used: 1, requested: 1 });
	});

	it('finds what goes beyond an approved request, and nothing where it does not', async () => {
		const here = await world();
		const { session } = await deployed(here, here.ada, wants(vm('web')));
		const beyond = async (...asked: readonly Record<string, unknown>[]) => {
			const { decision } = okay(await checkOf(here, await planOf(machines(...asked), shop), session.id));
			const found = decision.violations.filter(({ policy }) => policy === 'plan.drifted_from_request');
			return [decision.answer, ...found.map(({ path, expected, received }) => [path.join('.'), expected, received])];
		};
		expect(await beyond(vm('web'))).toEqual(['allow']);
		expect(await beyond(vm('web', { size: 'e2-medium' }))).toEqual([
			'review',
			['vm/web.size', 'e2-small', 'e2-medium'],
		]);
		expect(await beyond(vm('web'), vm('app'))).toEqual(['review', ['vm/app', 'nothing', 'create']]);
		expect(await beyond(vm('web', { tags: { a: 'b' } }))).toEqual(['review', ['vm/web.tags.a', null, 'b']]);
		const plan = await planOf(machines(vm('web')), shop);
		const [change, ...rest] = plan.changes;
		if (change?.after == null) throw new Error('nothing is made');
		const { size: _, ...fields } = change.after.fields as Record<string, unknown>;
		const unsure = { ...change, after: { fields: { ...fields, kind: 'vm' as const }, unknown: ['size'] } };
		const { decision } = okay(await checkOf(here, { ...plan, changes: [unsure, ...rest] }, session.id));
		expect(decision.outcomes.find(({ policy }) => policy === 'plan.drifted_from_request')?.kind).toBe('unknown');
		const replaced = { ...change, action: 'replace' as const, before: change.after };
		const again = okay(await checkOf(here, { ...plan, changes: [replaced, ...rest] }, session.id)).decision;
		expect(again.violations).toMatchObject([{ path: ['vm/web', 'action'], expected: 'create', received: 'replace' }]);
	});

	it('says that nothing would judge what goes beyond it, where that is so', async () => {
		const here = await world();
		const { session } = await deployed(here, here.ada, wants(vm('web')));
		const bindings = okay(await here.gate.bindings.list(here.ada));
		const judge = bindings.find(({ policy }) => policy === 'plan.drifted_from_request');
		okay(await here.gate.bindings.remove(here.ada, judge?.id ?? ''));
		const plan = await planOf(machines(vm('web'), vm('app')), shop);
		expect(refusedWith(await checkOf(here, plan, session.id), 'BINDING_UNKNOWN').message).toMatch(/is not bound here/);
		okay(await checkOf(here, plan));
	});

	it('takes only what was approved for approved', async () => {
		const here = await world();
		const { session } = sessionOf(await here.gate.request(here.ada, wants(vm('web'))));
		const plan = await planOf(machines(vm('web')), shop);
		refusedWith(await checkOf(here, plan, session.id), 'NOT_APPROVED');
		refusedWith(await checkOf(here, plan, 'none'), 'SESSION_UNKNOWN');
		const eve = await here.actor('eve');
		refusedWith(await here.gate.checkPlan(eve, { plan, project: 'shop' }), 'CAPABILITY_MISSING');
	});

	it('asks no policy about a plan that changes nothing', async () => {
		const here = await world();
		const plan = await planOf(machines(vm('web')), shop);
		const still = plan.changes.map((change) => ({ ...change, action: 'no-op' as const, before: change.after }));
		const { decision } = okay(await checkOf(here, { ...plan, code: 'NO_CHANGES', changes: still }));
		expect(decision).toMatchObject({ answer: 'allow', code: 'NO_CHANGES', outcomes: [] });
	});

	it('judges what Terraform takes over, and lists what it forgets', async () => {
		const here = await world();
		okay(await here.gate.bindings.add(here.ada, { policy: 'security.public_access', level: 'hard' }));
		const plan = await planOf(machines(vm('web', { public_ip: true })), shop);
		const still = plan.changes.map((change) => ({ ...change, action: 'no-op' as const, before: change.after }));
		const blocks = plan.blocks.map((block) => ({ ...block, action: 'no-op' as const, imported: true }));
		const taken = okay(await checkOf(here, { ...plan, changes: still, blocks })).decision;
		expect(taken.violations).toMatchObject([{ policy: 'security.public_access', resource: 'vm/web' }]);
		const left = still.map((change) => ({ ...change, action: 'forget' as const, after: null }));
		const { deployment, decision } = okay(await checkOf(here, { ...plan, changes: left }));
		expect(deployment.findings.unmapped).toMatchObject([{ action: 'forget', type: 'google_compute_instance' }]);
		expect(decision).toMatchObject({ answer: 'allow', violations: [{ policy: 'plan.unmapped', level: 'advisory' }] });
	});

	it('lists what is of another cloud, and refuses a plan of nothing else', async () => {
		const here = await world();
		const own = await planOf(machines(vm('web')), shop);
		const foreign = await planOf([exampleVm('aws', { name: 'other' })], {
			name: 'shop',
			provider: 'aws',
			region: 'us-east-1',
		});
		refusedWith(await checkOf(here, foreign), 'PLAN_OF_ANOTHER_CLOUD');
		const both = { ...own, changes: [...own.changes, ...foreign.changes], blocks: [...own.blocks, ...foreign.blocks] };
		const { deployment } = okay(await checkOf(here, both));
		expect(deployment.changes.map(({ address }) => address)).toEqual(['vm/web']);
		expect(deployment.findings.unmapped).toMatchObject([{ reason: 'it is of aws, and project shop is of gcp' }]);
	});

	it('judges nothing of another account than the one of the project', async () => {
		const here = await world({}, { account: 'shop-test' });
		const own = await planOf(machines(vm('web')), shop);
		const inAccount = (account: string) => ({ ...own, blocks: own.blocks.map((block) => ({ ...block, account })) });
		expect(okay(await checkOf(here, inAccount('shop-test'))).decision.answer).toBe('allow');
		const refusal = refusedWith(await checkOf(here, inAccount('shop-live')), 'PLAN_OF_ANOTHER_ACCOUNT');
		expect(refusal.message).toMatch(/is of shop-live, and project shop is of shop-test/);
		const other = okay(await readPlan({ ...planOfMachine('app', 'shop-live'), configuration: {} }));
		const both = { ...own, changes: [...own.changes, ...other.changes], blocks: [...own.blocks, ...other.blocks] };
		const { deployment } = okay(await checkOf(here, both));
		expect(deployment.changes.map(({ address }) => address)).toEqual(['vm/web']);
		expect(deployment.findings.unmapped).toMatchObject([
			{ reason: 'it is of account shop-live, and project shop is of shop-test' },
		]);
	});

	it('allows nothing that no policy can judge where no binding says what that means', async () => {
		const here = await world();
		const bindings = okay(await here.gate.bindings.list(here.ada));
		const judge = bindings.find(({ policy }) => policy === 'plan.unmapped');
		okay(await here.gate.bindings.remove(here.ada, judge?.id ?? ''));
		const plan = await planOf(machines(vm('web')), shop);
		const block = { address: 'google_bigtable_instance.it', type: 'google_bigtable_instance', provider_name: 'google' };
		const unmapped = [{ ...block, action: 'create', reason: 'no kind covers it', region: null }] as const;
		expect(okay(await checkOf(here, plan)).decision.answer).toBe('allow');
		for (const changes of [plan.changes, []]) {
			refusedWith(await checkOf(here, { ...plan, changes, unmapped }), 'BINDING_UNKNOWN');
		}
	});

	it('takes no total for known that something without a price is part of', async () => {
		const here = await world({}, { monthly_budget_micros: 500_000_000 });
		for (const [policy, parameters] of [
			['cost.budget', {}],
			['approvals.expensive', { max_monthly_micros: 1_000_000_000 }],
		] as const) {
			okay(await here.gate.bindings.add(here.ada, { policy, level: 'soft', parameters }));
		}
		const plan = await planOf(machines(vm('web')), shop);
		const withBlock = (type: string) => {
			const address = `${type}.it`;
			return {
				...plan,
				unmapped: [{ address, type, provider_name: '', action: 'create', reason: 'x', region: null }] as const,
			};
		};
		const totals = async (given: Plan) => {
			const { decision } = okay(await checkOf(here, given));
			const kinds = ['cost.budget', 'approvals.expensive'].map(
				(id) => decision.outcomes.find(({ policy }) => policy === id)?.kind,
			);
			return [...kinds, decision.cost.complete, decision.cost_change?.monthly_micros === null];
		};
		expect(await totals(plan)).toEqual(['pass', 'pass', true, false]);
		expect(await totals(withBlock('random_id'))).toEqual(['pass', 'pass', true, false]);
		expect(await totals(withBlock('google_container_cluster'))).toEqual(['unknown', 'unknown', false, true]);
	});

	it('hands the plan itself to those of a tenant’s own policies that read it, without what is sensitive', async () => {
		const here = await world({ policyTools: tools });
		const text = `# METADATA
# title: No firewalls
# description: No firewalls.
# custom:
#   subject: deployment
#   reads: [plan]
#   plans: true
#   message: "{received} is there"
#   hint: "Leave it out"
#   parameters: {type: object, additionalProperties: false}
package custom.raw

import rego.v1

pass contains "deployment" if {
	input.bound["custom.raw"]
	is_array(input.plan.resource_changes)
	count(fail) == 0
}

fail contains {"resource": "deployment", "path": [], "expected": "none", "received": change.address} if {
	input.bound["custom.raw"]
	some change in input.plan.resource_changes
	change.change.after.machine_type == "e2-medium"
	"create" in change.change.actions
}
`;
		okay(await here.gate.policies.add(here.ada, { sources: text, allow_untested: true }));
		okay(await here.gate.bindings.add(here.ada, { policy: 'custom.raw', level: 'hard' }));
		const said = async (size: string) => {
			const { decision } = okay(await checkOf(here, await planOf(machines(vm('web', { size })), shop)));
			return decision.outcomes.find(({ policy }) => policy === 'custom.raw')?.kind;
		};
		expect(await said('e2-small')).toBe('pass');
		expect(await said('e2-medium')).toBe('fail');
		// Requests are not its business.
		const { session } = sessionOf(await here.gate.request(here.ada, wants(vm('web'))));
		expect(session.decision.outcomes.some(({ policy }) => policy === 'custom.raw')).toBe(false);
	});
});
