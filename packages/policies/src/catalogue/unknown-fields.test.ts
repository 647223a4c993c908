import {
	databaseSchema,
	estimateChanges,
	kubernetesSchema,
	networkSchema,
	type ProviderId,
	providerIds,
	type Resource,
	storageSchema,
	vmSchema,
} from '@portcullis/core';
import { expect, it } from 'vitest';
import { createCatalogue } from './create-catalogue.js';

const catalogue = createCatalogue();
const regions = { gcp: ['europe-west1', 'us-east4'], aws: ['us-east-1', 'eu-west-1'], azure: ['eastus', 'westeurope'] };
const sizes = { gcp: ['e2-medium', 'e2-standard-4'], aws: ['t3.medium', 'm5.large'], azure: ['B2s', 'D2s_v5'] };
const instances = {
	gcp: ['db-custom-2-7680', 'db-custom-4-15360'],
	aws: ['db.t3.medium', 'db.m5.large'],
	azure: ['GP_Standard_D2ds_v4', 'B_Standard_B1ms'],
};
const disks = [
	{ size_gib: 30, type: 'standard' },
	{ size_gib: 900, type: 'ssd' },
];
const bools = [true, false];
const common = { tags: [{}, { a: 'b' }], encryption_key: [undefined, 'projects/p/key'], deletion_protection: bools };

/** Every field of every kind, with values of it that are as unlike as can be: those that could cost something do. */
const values: Readonly<Record<Resource['kind'], (provider: ProviderId) => Readonly<Record<string, unknown[]>>>> = {
	vm: (provider) => ({
		...{ ...common, name: ['a', 'b'], region: regions[provider], zone: [undefined, 'a'], count: [1, 7] },
		...{
			size: vmSizes(provider),
			disk: disks,
			encryption: bools,
			imds_v1: bools,
			image: ['debian-12', 'ubuntu-24.04'],
		},
		...{ public_ip: bools, network: [undefined, 'main'], subnet: [undefined, 's'] },
		ssh_public_key: [undefined, 'ssh-ed25519 AAAA'],
	}),
	database: (provider) => ({
		...{ ...common, name: ['a', 'b'], region: regions[provider], engine: ['postgres', 'mysql'], version: ['15', '16'] },
		...{ size: instances[provider], disk: disks },
		backups: [
			{ enabled: true, retention_days: 35, point_in_time: true },
			{ enabled: false, retention_days: 1, point_in_time: false },
		],
		...{ public_access: bools, authorized_cidrs: [[], ['1.2.3.4/32']], tls: bools, encryption: bools },
		...{ network: [undefined, 'main'], high_availability: bools },
	}),
	network: (provider) => ({
		...{ tags: common.tags, name: ['a', 'b'], region: regions[provider], cidr: ['10.0.0.0/8', '10.0.0.0/16'] },
		subnets: [
			[{ name: 'a', cidr: '10.0.0.0/24' }],
			[
				{ name: 'a', cidr: '10.0.0.0/24' },
				{ name: 'b', cidr: '10.0.1.0/24' },
			],
		],
		...{ nat: bools, flow_logs: bools },
		ingress: [[], [{ name: 'web', protocol: 'tcp', ports: [{ from: 80, to: 80 }], sources: ['0.0.0.0/0'] }]],
	}),
	storage: (provider) => ({
		...{ ...common, name: ['a', 'b'], region: regions[provider], bucket: [undefined, 'abc'] },
		...{ class: ['standard', 'archive'], versioning: bools, public_access: bools, tls: bools, encryption: [true] },
		...{
			soft_delete_days: [0, 90],
			expire_after_days: [undefined, 1],
			usage: [{ stored_gib: 5 }, { stored_gib: 900 }],
		},
	}),
	kubernetes: (provider) => ({
		...{ ...common, name: ['a', 'b'], region: regions[provider], version: ['1.33', '1.35'] },
		node_pools: vmSizes(provider).map((size, index) => [
			{ name: 'a', size, min: 1 + index, max: 9, disk: disks[index] },
		]),
		...{ private_nodes: bools, public_endpoint: bools, authorized_cidrs: [[], ['1.2.3.4/32']], encryption: bools },
		...{ network: [undefined, 'main'], high_availability: bools },
	}),
};

const schemas = {
	vm: vmSchema,
	database: databaseSchema,
	network: networkSchema,
	storage: storageSchema,
	kubernetes: kubernetesSchema,
};
const kinds = ['vm', 'database', 'network', 'storage', 'kubernetes'] as const;

function vmSizes(provider: ProviderId): string[] {
	const known = catalogue.machineTypes(provider);
	return sizes[provider].map((size) => known.find((name) => name === size || name.endsWith(size)) ?? size);
}

/** What is known of the price of a resource that a plan creates. */
function known(provider: ProviderId, after: Resource, unknown: string[]) {
	const open = unknown.length === 0 ? {} : { unknown };
	const change = { address: `${after.kind}/one`, before: null, after, ...open };
	const { resources, complete } = estimateChanges([change], provider, catalogue);
	const parts = resources.flatMap(({ components }) => components).filter(({ kind }) => kind !== 'unknown');
	return { parts, complete };
}

/** Bases that are unlike in everything else too: what costs may depend on two fields at once. */
function* bases(fields: Readonly<Record<string, unknown[]>>): Generator<Record<string, unknown>> {
	for (const pick of [(): number => 0, (): number => 1, (at: number) => at % 2, (at: number) => (at + 1) % 2]) {
		yield Object.fromEntries(Object.entries(fields).map(([name, all], at) => [name, all[pick(at) % all.length]]));
	}
}

it.each(kinds)('no known part of the price of a %s owes anything to a field that is not known', (kind) => {
	const moving = new Set<string>();
	const still = new Set<string>();
	for (const provider of providerIds) {
		const fields = values[kind](provider);
		expect(Object.keys(fields).sort()).toEqual(
			Object.keys(schemas[kind].shape)
				.filter((name) => name !== 'kind')
				.sort(),
		);
		for (const base of bases(fields)) {
			for (const [field, [one, other]] of Object.entries(fields)) {
				const parse = (value: unknown): Resource =>
					schemas[kind].parse(
						Object.fromEntries(
							Object.entries({ kind, ...base, [field]: value }).filter(([, given]) => given !== undefined),
						),
					);
				const pair = [parse(one), parse(other ?? one)] as const;
				const [first, second] = pair.map((resource) => known(provider, resource, []));
				const [open, alike] = pair.map((resource) => known(provider, resource, [field]));
				const where = `${provider} ${field}`;
				expect([where, open?.parts]).toEqual([where, alike?.parts]);
				if (JSON.stringify(first) === JSON.stringify(second)) continue;
				moving.add(field);
				if (open?.complete === true || alike?.complete === true) still.add(where);
			}
		}
	}
	expect([...still]).toEqual([]);
	// The fields were tried with values that matter, or the above says nothing.
	expect([...moving]).toEqual(expect.arrayContaining([...expected[kind]]));
});

const expected = {
	vm: ['region', 'size', 'count', 'disk', 'public_ip'],
	database: ['region', 'size', 'engine', 'disk', 'high_availability', 'network', 'public_access'],
	network: ['region', 'nat', 'subnets'],
	storage: ['region', 'class', 'usage'],
	kubernetes: ['region', 'version', 'node_pools', 'private_nodes', 'network', 'high_availability'],
} as const;
