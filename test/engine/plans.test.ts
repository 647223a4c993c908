import {
	assess,
	type Binding,
	createEngine,
	type Decision,
	type Facts,
	type JudgedChange,
	type PlannedDeployment,
	type ProviderId,
	policyInputSchema,
	type Resource,
	type ResourceKind,
	resourceSchema,
} from '@portcullis/core';
import { createCatalogue, defaultBundle, defaultRoles } from '@portcullis/policies';
import { describe, expect, it } from 'vitest';
import { bound, factsWith, now } from './fixtures.js';

const engine = createEngine(await defaultBundle());
const catalogue = createCatalogue();

// Every policy of resources and deployments, each strict enough to fail for some value of each field that it reads.
const parameters: Readonly<Record<string, Record<string, unknown>>> = {
	'permissions.protected_action': { names: ['db-.*'], tags: { protected: 'true' } },
	'permissions.provider_scope': { providers: ['gcp', 'aws', 'azure'] },
	'regions.residency': { regions: ['us-central1', 'us-east-1'] },
	'cost.hourly_limit': { max_hourly_micros: 1_000_000 },
	'cost.monthly_limit': { max_monthly_micros: 700_000_000 },
	'cost.increase': { max_percent: 5 },
	'security.open_ingress': { ports: [22] },
	'security.encryption': { own_key: true },
	'security.backups': { retention_days: 7, point_in_time: true },
	'tags.required': { tags: { owner: '.+' } },
	'naming.pattern': { pattern: 'web' },
	'machine.deprecated': { families: ['n1-', 'a2-'] },
	'machine.allowed_families': { families: ['e2', 'db-custom', 't3', 'db.t3'] },
	'approvals.expensive': { max_monthly_micros: 700_000_000 },
};

const key = 'projects/p/locations/us-central1/keyRings/r/cryptoKeys/k';
const resources: Readonly<Record<ResourceKind, object>> = {
	vm: { size: 'e2-small', deletion_protection: true },
	database: {
		engine: 'postgres',
		version: '16',
		size: 'db-custom-2-7680',
		high_availability: false,
		deletion_protection: true,
	},
	network: { cidr: '10.0.0.0/16', subnets: [{ name: 'a', cidr: '10.0.0.0/24' }] },
	storage: { deletion_protection: true },
	kubernetes: { node_pools: [{ name: 'a', size: 'e2-small' }], high_availability: false, deletion_protection: true },
};

const others: Readonly<Record<string, readonly unknown[]>> = {
	name: ['db-main'],
	size: ['m1-ultramem-160', 'db-custom-96-368640', 'a2-highgpu-1g', 'n1-standard-1'],
	region: ['europe-west1', 'atlantis1'],
	tags: [{}],
	count: [100],
	disk: [{ size_gib: 60_000, type: 'ssd' }],
	encryption: [false],
	encryption_key: [undefined],
	public_ip: [true],
	public_access: [true],
	public_endpoint: [true],
	private_nodes: [false],
	tls: [false],
	backups: [{ enabled: false, retention_days: 7, point_in_time: false }],
	deletion_protection: [false],
	high_availability: [true],
	imds_v1: [true],
	ingress: [[{ name: 'ssh', protocol: 'tcp', ports: [{ from: 22, to: 22 }], sources: ['0.0.0.0/0'] }]],
	node_pools: [[{ name: 'a', size: 'a2-highgpu-1g', min: 50, max: 100, disk: { size_gib: 1000, type: 'ssd' } }]],
	nat: [false],
	class: ['archive'],
};

function resource(kind: ResourceKind, fields: object = {}): Resource {
	const tags = { owner: 'ada' };
	const own = kind === 'network' ? {} : { encryption_key: key };
	return resourceSchema.parse({
		kind,
		name: 'web',
		region: 'us-central1',
		tags,
		...own,
		...resources[kind],
		...fields,
	});
}

// Each policy for everything that it can judge. A freeze reads the moment and nothing of a resource.
const bindings: Binding[] = [...engine.policies]
	.filter(([id]) => id !== 'change.freeze')
	.flatMap(([id, { subjects }]) =>
		subjects.map((subject) =>
			bound(id, { level: 'hard', parameters: (parameters[id] ?? {}) as Binding['parameters'], subject }),
		),
	);

function factsOf(provider: ProviderId = 'gcp', held: readonly Binding[] = bindings): Facts {
	const facts = factsWith(...held);
	return {
		...facts,
		roles: [...defaultRoles],
		project: { ...facts.project, provider, monthly_budget_micros: 700_000_000 },
		spending: { accrued_micros: 0, run_rate_hourly_micros: 0, complete: true },
		grants: [{ id: 'grant-1', actor: 'ada', role: 'CloudAdmin', plus: [], minus: [], max_vm_size: 'medium' }],
	};
}

const planOf = (...changes: readonly JudgedChange[]): PlannedDeployment => ({
	kind: 'plan',
	project: 'shop',
	changes: [...changes],
	findings: { unmapped: [] },
});

async function decided(deployment: PlannedDeployment, facts = factsOf()) {
	const assessment = assess(deployment, facts.project.provider, catalogue);
	const { decision, record } = await engine.decide({ facts, deployment, assessment, now });
	expect(decision.violations.filter(({ policy }) => policy === 'portcullis.input')).toEqual([]);
	const { input } = JSON.parse(record);
	expect(policyInputSchema.safeParse(input).error).toBeUndefined();
	return { decision, input };
}

const outcomesOf = ({ outcomes }: Decision) =>
	new Map(outcomes.map(({ policy, subject, kind }) => [`${policy} of ${subject}`, kind]));

/** Both ways in which something can come: new, and in the place of what stands. */
const comings = [
	['new', (after: Resource) => ({ before: null, after })],
	['modified', (after: Resource) => ({ before: resource(after.kind), after })],
] as const;

describe.each(Object.keys(resources) as ResourceKind[])('of a %s in a plan', (kind) => {
	it.each(comings)(
		'%s: no policy that some value of a field fails passes where the field is not known',
		async (_, coming) => {
			const address = `${kind}/web`;
			const good = resource(kind);
			const failures: string[] = [];
			let compared = 0;
			for (const field of Object.keys(good).filter((name) => name !== 'kind')) {
				const change = { address, ...coming(good), unknown: [field] };
				const unknown = outcomesOf((await decided(planOf(change))).decision);
				for (const value of others[field] ?? []) {
					const parsed = resourceSchema.safeParse(JSON.parse(JSON.stringify({ ...good, [field]: value })));
					if (!parsed.success) continue;
					const bad = outcomesOf((await decided(planOf({ address, ...coming(parsed.data) }))).decision);
					for (const [asked, outcome] of bad) {
						if (outcome !== 'fail') continue;
						compared++;
						if (unknown.get(asked) === 'pass') failures.push(`${asked}: ${field}`);
					}
				}
				const wrong = [...unknown].filter(([, outcome]) => outcome === 'error');
				expect([field, wrong]).toEqual([field, []]);
			}
			expect(failures).toEqual([]);
			expect(compared).toBeGreaterThan(2);
		},
	);

	it('a field that is not known is nowhere in what policies see, and is no field that was left out', async () => {
		const good = resource(kind);
		for (const field of Object.keys(good).filter((name) => name !== 'kind')) {
			const change = { address: `${kind}/web`, before: null, after: good, unknown: [field] };
			const view = (await decided(planOf(change))).input.resources[`${kind}/web`];
			expect(view).not.toHaveProperty(field);
			expect(view.unknown).toContain(field);
		}
	});
});

describe('a plan', () => {
	const outcome = async (change: JudgedChange, policy: string, facts = factsOf()) => {
		const { decision } = await decided(planOf(change), facts);
		return decision.outcomes.find((one) => one.policy === policy)?.kind;
	};
	const web = resource('vm');

	it('that replaces something deletes it, for whoever must look at deletions, protects or may not delete', async () => {
		const held = { ...web, tags: { ...web.tags, protected: 'true' } };
		const replaced = { address: 'vm/web', before: held, after: held, replaced: true } as const;
		expect(await outcome(replaced, 'approvals.destructive')).toBe('fail');
		expect(await outcome(replaced, 'permissions.protected_action')).toBe('fail');
		expect(await outcome(replaced, 'permissions.capability')).toBe('pass');
		const grants = [{ id: 'g', actor: 'ada', role: 'CloudUser', plus: [], minus: [] }];
		expect(await outcome(replaced, 'permissions.capability', { ...factsOf(), grants })).toBe('fail');
		const { replaced: _, ...modified } = replaced;
		expect(await outcome(modified, 'permissions.capability', { ...factsOf(), grants })).toBe('pass');
		expect(await outcome(modified, 'approvals.destructive')).toBe('pass');
		// It is one resource before and after.
		const { decision } = await decided(planOf(replaced));
		expect(decision.quotas.find(({ id }) => id === 'project:shop:vm:count')?.requested).toBe(0);
	});

	it('of several actions has each resource judged by its own, and the whole by all of them', async () => {
		const named = (name: string) => ({ ...web, name });
		const { decision, input } = await decided(
			planOf(
				{ address: 'vm/a', before: null, after: resource('vm', { name: 'a', size: 'e2-standard-4' }) },
				{ address: 'vm/b', before: named('b'), after: named('b') },
				{ address: 'vm/c', before: named('c'), after: null },
			),
		);
		expect(input).not.toHaveProperty('action');
		expect(input.unknown).toContain('action');
		const kinds = outcomesOf(decision);
		expect(kinds.get('approvals.destructive of deployment')).toBe('fail');
		expect(kinds.get('cost.increase of deployment')).toBe('fail');
		expect(kinds.has('cost.increase of vm/a')).toBe(false);
		expect(kinds.has('regions.allowed of vm/c')).toBe(false);
		expect(decision.quotas.find(({ id }) => id === 'project:shop:vm:count')?.requested).toBe(0);
	});

	it('of which nothing is known of what stands proves nothing of it', async () => {
		const fields = Object.keys(web).filter((field) => field !== 'kind');
		const change = { address: 'vm/web', before: web, after: web, unknown_before: fields };
		expect(await outcome(change, 'permissions.protected_action')).toBe('unknown');
		expect(await outcome(change, 'cost.increase')).toBe('unknown');
		expect(await outcome({ ...change, after: null }, 'permissions.protected_action')).toBe('unknown');
	});

	it('does not count again what stands already, though it creates it', async () => {
		const change = { address: 'vm/web', before: null, after: web };
		const amounts = { count: 1, vcpu_milli: 500, memory_mib: 2048, disk_gib: 30, hourly_micros: 1, monthly_micros: 1 };
		const uses = [{ resource: 'vm/web', actor: 'ada', amounts }];
		const requested = async (facts: Facts) =>
			(await decided(planOf(change), facts)).decision.quotas.find(({ id }) => id === 'project:shop:vm:count')
				?.requested;
		expect(await requested(factsOf())).toBe(1);
		expect(await requested({ ...factsOf(), uses })).toBe(0);
	});

	it('with an unknown number of machines asks for an unknown part of the quota', async () => {
		const change = { address: 'vm/web', before: null, after: web, unknown: ['count'] };
		const { decision } = await decided(planOf(change));
		expect(decision.quotas.find(({ id }) => id === 'project:shop:vm:count')?.requested).toBeNull();
		expect(decision.cost.complete).toBe(false);
	});

	it('keeps two resources of one name apart', async () => {
		const of = (address: string, size: string) => ({ address, before: null, after: resource('vm', { size }) });
		const { input } = await decided(
			planOf(of('vm/aws_instance.a', 'e2-small'), of('vm/aws_instance.b', 'e2-standard-4')),
		);
		expect(input.resources['vm/aws_instance.a'].vcpu_milli).not.toBe(input.resources['vm/aws_instance.b'].vcpu_milli);
	});
});
