import { type Network, pathText, type Resource } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blocksOf, desiredOf, differences } from '../../test/documents.js';
import { exampleNetwork } from '../../test/example-kinds.js';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { arbitraryNetwork } from '../../test/gcp/arbitrary-network.js';
import { expectRoundTrip } from '../../test/gcp/round-trip.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { gcpProvider } from './gcp-provider.js';

const project = exampleProject('gcp');
const synthesize = (...resources: Resource[]) => gcpProvider.synthesize(project, resources);

it('networks are read back from their documents as they were', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.uniqueArray(arbitraryNetwork, { minLength: 1, maxLength: 2, selector: ({ name }) => name }),
			async (networks) => {
				// Two that share a name in the cloud are refused, which is tested below.
				fc.pre(networks.every((network) => gcpProvider.check(network, project, desiredOf(...networks)).length === 0));
				await expectRoundTrip(networks);
			},
		),
		{ numRuns: rounds() },
	);
}, 600_000);

const subnet = (change: object) => ({ subnets: [{ name: 'apps', cidr: '10.0.0.0/24', public: false, ...change }] });
const rule = (change: object) => ({
	ingress: [
		{ name: 'web', protocol: 'tcp' as const, ports: [{ from: 80, to: 80 }], sources: ['10.0.0.0/8'], ...change },
	],
});

it.each<[Partial<Network>, string, RegExp]>([
	[{ name: 'default' }, 'name', /another/],
	[{ region: 'eu-west-1' }, 'region', /us-central1/],
	[subnet({ cidr: '10.0.0.0/30' }), 'subnets[0].cidr', /\/29 or larger/],
	[{ cidr: '127.0.0.0/16', ...subnet({ cidr: '127.0.0.0/24' }) }, 'subnets[0].cidr', /127\.0\.0\.0\/8/],
	[{ cidr: '169.254.0.0/16', ...subnet({ cidr: '169.254.1.0/24' }) }, 'subnets[0].cidr', /169\.254/],
	[{ cidr: '224.0.0.0/8', ...subnet({ cidr: '224.0.0.0/24' }) }, 'subnets[0].cidr', /224/],
	[{ cidr: '199.36.0.0/16', ...subnet({ cidr: '199.36.153.0/24' }) }, 'subnets[0].cidr', /199\.36\.153\.4/],
	[rule({ sources: ['10.0.0.0/8', '::/0'] }), 'ingress[0].sources[1]', /IPv4/],
	[{ tags: { 'managed-by': 'me' } }, 'tags.managed-by', /another key/],
])('%j is refused with its path and what would be right', (change, path, message) => {
	const network = exampleNetwork('gcp', change);
	const problems = gcpProvider.check(network, project, desiredOf(network));
	expect(problems.map((problem) => pathText(problem.path))).toEqual([path]);
	expect(problems[0]?.message).toMatch(message);
});

it('parts of two networks that gcp would give one name are refused', () => {
	const other = exampleNetwork('gcp', { name: 'main-a', ...subnet({ name: 'b' }), ...rule({ name: 'c' }) });
	const network = exampleNetwork('gcp', { ...subnet({ name: 'a-b' }), ...rule({ name: 'a-c' }) });
	const problems = gcpProvider.check(network, project, desiredOf(network, other));
	expect(problems.map((problem) => pathText(problem.path))).toEqual(['subnets[0].name', 'ingress[0].name']);
	expect(problems[0]?.message).toMatch(/b of network\/main-a/);
});

it('names of two parts that are long together fit into what gcp takes, and stay apart', async () => {
	const long = 'x'.repeat(40);
	const subnets = ['a', 'b'].map((end, index) => ({
		name: `${'y'.repeat(39)}${end}`,
		cidr: `10.0.${index}.0/24`,
		public: false,
	}));
	const blocks = blocksOf(await synthesize(exampleNetwork('gcp', { name: long, subnets })));
	const names = [...blocks].filter(([at]) => at.startsWith('google_compute_subnetwork')).map(([, { name }]) => name);
	expect(new Set(names).size).toBe(2);
	for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]{0,61}[a-z0-9]$/);
});

it('a network is closed but for its rules, logs what flows, reaches out by NAT and reaches databases', async () => {
	const blocks = blocksOf(await synthesize(exampleNetwork('gcp')));
	expect([...blocks.keys()].sort()).toEqual([
		'google_compute_firewall.network_main_https',
		'google_compute_global_address.network_main',
		'google_compute_network.network_main',
		'google_compute_router.network_main',
		'google_compute_router_nat.network_main',
		'google_compute_subnetwork.network_main_apps',
		'google_compute_subnetwork.network_main_data',
		'google_compute_subnetwork.network_main_edge',
		'google_service_networking_connection.network_main',
		'terraform_data.network_main',
		'terraform_data.network_main_edge',
	]);
	expect(blocks.get('google_compute_network.network_main')).toMatchObject({ auto_create_subnetworks: false });
	expect(blocks.get('google_compute_subnetwork.network_main_apps')).toMatchObject({
		name: 'main-apps',
		private_ip_google_access: true,
		stack_type: 'IPV4_ONLY',
		log_config: { aggregation_interval: 'INTERVAL_5_SEC', flow_sampling: 1, metadata: 'INCLUDE_ALL_METADATA' },
	});
	expect(blocks.get('google_compute_router_nat.network_main')).toMatchObject({
		source_subnetwork_ip_ranges_to_nat: 'ALL_SUBNETWORKS_ALL_IP_RANGES',
		log_config: { enable: true },
	});
	expect(blocks.get('google_compute_firewall.network_main_https')).toMatchObject({
		direction: 'INGRESS',
		source_ranges: ['0.0.0.0/0'],
		allow: [{ protocol: 'tcp', ports: ['443'] }],
		log_config: { metadata: 'INCLUDE_ALL_METADATA' },
	});
	expect(blocks.get('google_service_networking_connection.network_main')).toMatchObject({
		service: 'servicenetworking.googleapis.com',
		deletion_policy: 'ABANDON',
	});
});

it('what is turned off is not there', async () => {
	const blocks = blocksOf(await synthesize(exampleNetwork('gcp', { nat: false, flow_logs: false, ingress: [] })));
	expect([...blocks.keys()].join()).not.toMatch(/router|firewall/);
	expect(JSON.stringify([...blocks])).not.toContain('log_config');
});

it('another network, subnet or rule changes its own blocks alone', async () => {
	const network = exampleNetwork('gcp');
	const before = await synthesize(network, exampleVm('gcp'));
	const [edge, ...others] = network.subnets;
	const cache = { name: 'cache', cidr: '10.0.1.0/24', public: true };
	const more = { ...network, subnets: [...(edge ? [edge] : []), cache, ...others] };
	expect(differences(before, await synthesize(more, exampleVm('gcp')))).toEqual([
		'google_compute_subnetwork.network_main_cache',
		'terraform_data.network_main_cache',
	]);
	const ssh = { name: 'ssh', protocol: 'tcp' as const, ports: [{ from: 22, to: 22 }], sources: ['35.235.240.0/20'] };
	const open = { ...network, ingress: [ssh, ...network.ingress] };
	expect(differences(before, await synthesize(open, exampleVm('gcp')))).toEqual([
		'google_compute_firewall.network_main_ssh',
	]);
	const second = exampleNetwork('gcp', { name: 'alone' });
	for (const address of differences(before, await synthesize(second, network, exampleVm('gcp')))) {
		expect(address).toMatch(/\.network_alone/);
	}
});

async function readChanged(change: (type: string, values: Record<string, unknown>) => Record<string, unknown>) {
	const planned = plannedValues(await synthesize(exampleNetwork('gcp')));
	return gcpProvider.read(
		planned.map((resource) => ({ ...resource, values: change(resource.type, { ...resource.values }) })),
		project,
	);
}

it.each<[string, string, Record<string, unknown>, RegExp]>([
	['subnets that Google makes', 'google_compute_network', { auto_create_subnetworks: true }, /^subnets: /],
	['a rule for some machines', 'google_compute_firewall', { target_tags: ['web'] }, /^ingress: target_tags/],
	['a rule without known sources', 'google_compute_firewall', { source_ranges: null }, /^ingress: source_ranges/],
	['a rule for every protocol', 'google_compute_firewall', { allow: [{ protocol: 'all' }] }, /^ingress: protocol all/],
	['a rule of which nobody knows the network', 'google_compute_firewall', { network: undefined }, /^ingress: .*_https/],
	['a subnet with IPv6', 'google_compute_subnetwork', { ipv6_access_type: 'EXTERNAL' }, /^subnets: .*ipv6_access_type/],
	[
		'NAT for some',
		'google_compute_router_nat',
		{ source_subnetwork_ip_ranges_to_nat: 'LIST_OF_SUBNETWORKS' },
		/^nat: /,
	],
])('a network with %s is left unmapped with the reason', async (_what, type, change, reason) => {
	const { resources, unmapped } = await readChanged((other, values) =>
		other === type ? { ...values, ...change } : values,
	);
	expect(resources).toEqual([]);
	expect(unmapped.find(({ address }) => address === 'google_compute_network.network_main')?.reason).toMatch(reason);
});

it('a rule that somebody added by hand is seen', async () => {
	const planned = plannedValues(await synthesize(exampleNetwork('gcp')));
	const open = {
		address: 'google_compute_firewall.mine',
		type: 'google_compute_firewall',
		name: 'mine',
		values: {
			name: 'mine',
			network: 'https://www.googleapis.com/compute/v1/projects/p/global/networks/main',
			source_ranges: ['0.0.0.0/0'],
			allow: [{ protocol: 'tcp', ports: [] }],
		},
	};
	const { resources } = await gcpProvider.read([...planned, open], project);
	expect(resources).toMatchObject([
		{ resource: { ingress: [{ name: 'mine', ports: [{ from: 1, to: 65_535 }] }, { name: 'https' }] } },
	]);
	const closed = { ...open, values: { ...open.values, allow: [], deny: [{ protocol: 'all' }] } };
	const read = await gcpProvider.read([...planned, closed], project);
	expect(read.resources).toMatchObject([{ resource: { ingress: [{ name: 'https' }] } }]);
	expect(read.unmapped.map(({ address }) => address)).toEqual(['google_compute_firewall.mine']);
});

it("others' networks are read by the names that they refer to, their subnets as public, which nothing forbids", async () => {
	const values = {
		google_compute_network: { name: 'theirs', auto_create_subnetworks: false },
		google_compute_subnetwork: { name: 'a', network: 'theirs', region: 'europe-west1', ip_cidr_range: '10.3.0.0/20' },
	};
	const planned = Object.entries(values).map(([type, own]) => ({ address: `${type}.x`, type, name: 'x', values: own }));
	expect((await gcpProvider.read(planned, project)).resources).toEqual([
		{
			resource: {
				kind: 'network',
				name: 'theirs',
				region: 'europe-west1',
				cidr: '10.3.0.0/20',
				subnets: [{ name: 'a', cidr: '10.3.0.0/20', public: true }],
				nat: false,
				flow_logs: false,
				ingress: [],
				tags: {},
			},
			addresses: ['google_compute_network.x', 'google_compute_subnetwork.x'],
		},
	]);
	const ranges = planned.map((resource) => ({
		...resource,
		values: { ...resource.values, secondary_ip_range: [{ range_name: 'pods', ip_cidr_range: '10.8.0.0/14' }] },
	}));
	const read = await gcpProvider.read(ranges, project);
	expect(read.resources).toEqual([]);
	expect(read.unmapped[0]?.reason).toMatch(/^subnets: .*secondary_ip_range/);
});
