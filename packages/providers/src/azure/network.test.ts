import { type Network, pathText } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryNetwork } from '../../test/azure/arbitrary-network.js';
import { expectRoundTrip } from '../../test/azure/round-trip.js';
import { blocksOf, desiredOf, differences } from '../../test/documents.js';
import { exampleNetwork } from '../../test/example-kinds.js';
import { exampleProject } from '../../test/examples.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { azureProvider } from './azure-provider.js';
import { rulePriority } from './rule-priority.js';

const project = exampleProject('azure');
const network = (change: Partial<Network> = {}) => exampleNetwork('azure', change);
const written = async (change: Partial<Network> = {}) => azureProvider.synthesize(project, [network(change)]);

it('networks are read back from their documents as they were', async () => {
	const several = fc.uniqueArray(arbitraryNetwork, { minLength: 1, maxLength: 2, selector: ({ name }) => name });
	await fc.assert(
		fc.asyncProperty(several, (networks) => expectRoundTrip(networks)),
		{ numRuns: rounds() },
	);
}, 300_000);

it('every subnet has a security group that lets in what the rules name, and no way out but the NAT gateway', async () => {
	const blocks = blocksOf(await written());
	for (const subnet of ['edge', 'apps', 'data']) {
		expect(blocks.get(`azurerm_subnet.network_main_${subnet}`)).toMatchObject({
			default_outbound_access_enabled: false,
			private_endpoint_network_policies: 'Enabled',
		});
		expect(blocks.get(`azurerm_network_security_group.network_main_${subnet}`)).not.toHaveProperty('security_rule');
		expect(blocks.has(`azurerm_subnet_network_security_group_association.network_main_${subnet}`)).toBe(true);
		expect(blocks.has(`azurerm_subnet_nat_gateway_association.network_main_${subnet}`)).toBe(true);
		expect(blocks.get(`azurerm_network_security_rule.network_main_${subnet}_https`)).toMatchObject({
			direction: 'Inbound',
			access: 'Allow',
			protocol: 'Tcp',
			source_address_prefix: '*',
			destination_port_ranges: ['443'],
		});
	}
	expect(blocks.get('azurerm_nat_gateway.network_main')).toMatchObject({ sku_name: 'Standard' });
});

it('what comes from other networks, peered ones too, is let in by a rule that names it or not at all', async () => {
	const blocks = blocksOf(await written({ ingress: [] }));
	const rules = [...blocks].filter(([address]) =>
		address.startsWith('azurerm_network_security_rule.network_main_apps_'),
	);
	expect(
		rules.map(([, { access, priority, source_address_prefix }]) => [access, priority, source_address_prefix]),
	).toEqual([
		['Allow', 4095, '10.0.0.0/16'],
		['Deny', 4096, 'VirtualNetwork'],
	]);
	expect(rulePriority('any')).toBeLessThan(4095);
});

it('flow logs are kept for 90 days in an account that nobody but azure reaches', async () => {
	const blocks = blocksOf(await written());
	expect(blocks.get('azurerm_network_watcher_flow_log.network_main')).toMatchObject({
		enabled: true,
		target_resource_id: expect.stringContaining('azurerm_virtual_network.network_main.id'),
		retention_policy: { enabled: true, days: 90 },
	});
	expect(blocks.get('azurerm_storage_account.network_main')).toMatchObject({
		min_tls_version: 'TLS1_2',
		https_traffic_only_enabled: true,
		allow_nested_items_to_be_public: false,
		cross_tenant_replication_enabled: false,
		infrastructure_encryption_enabled: true,
		network_rules: { default_action: 'Deny', bypass: ['AzureServices'] },
	});
	const without = await written({ flow_logs: false, nat: false, ingress: [] });
	expect([...blocksOf(without).keys()].join()).not.toMatch(/flow_log|storage_account|nat_gateway|public_ip|_https/);
});

it('one more subnet, rule or network changes no other block', async () => {
	const before = await written();
	const [first, ...others] = network().subnets;
	if (first === undefined) throw new Error('no subnet');
	const wider = await written({ subnets: [first, { name: 'mid', cidr: '10.0.8.0/24', public: false }, ...others] });
	for (const address of differences(before, wider))
		expect(address).toMatch(/\.network_main_mid(?:_https|_portcullis__(?:own|other)__networks?)?$/);
	const ssh = { name: 'ssh', protocol: 'tcp' as const, ports: [{ from: 22, to: 22 }], sources: ['192.0.2.0/24'] };
	const open = await written({ ingress: [ssh, ...network().ingress] });
	for (const address of differences(before, open)) expect(address).toMatch(/rule\.network_main_\w+_ssh$/);
	const two = await azureProvider.synthesize(project, [
		network({ name: 'lab', cidr: '10.1.0.0/16', subnets: [{ ...first, cidr: '10.1.0.0/24' }] }),
		network(),
	]);
	for (const address of differences(before, two)) expect(address).toMatch(/\.network_lab/);
});

it('names that look alike when joined stand apart', async () => {
	const one = network({ name: 'main-a', subnets: [{ name: 'b', cidr: '10.0.0.0/24', public: false }] });
	const other = network({ name: 'main', subnets: [{ name: 'a-b', cidr: '10.0.0.0/24', public: false }] });
	const third = network({ name: 'main-a-b', subnets: [{ name: 'c', cidr: '10.0.0.0/24', public: true }] });
	await expectRoundTrip([one, other, third]);
});

const rule = { name: 'web', protocol: 'tcp' as const, ports: [{ from: 80, to: 90 }], sources: ['192.0.2.0/24'] };
// Two names of one priority, found by trying.
const twins = (() => {
	const seen = new Map<number, string>();
	for (let index = 0; ; index += 1) {
		const name = `rule-${index}`;
		const other = seen.get(rulePriority(name));
		if (other !== undefined) return [other, name];
		seen.set(rulePriority(name), name);
	}
})();

it.each<[Partial<Network>, string, RegExp]>([
	[{ region: 'us-east-1' }, 'region', /westeurope/],
	[{ cidr: '224.0.0.0/16', subnets: [{ name: 'a', cidr: '224.0.0.0/24', public: false }] }, 'cidr', /224\.0\.0\.0\/4/],
	[{ cidr: '168.63.0.0/16', subnets: [{ name: 'a', cidr: '168.63.0.0/24', public: false }] }, 'cidr', /keeps/],
	[{ subnets: [{ name: 'a', cidr: '10.0.0.0/30', public: false }] }, 'subnets[0].cidr', /\/29 or larger/],
	[{ ingress: [{ ...rule, sources: ['::/0'] }] }, 'ingress[0].sources[0]', /IPv4/],
	[{ ingress: [{ ...rule, sources: ['192.0.2.0/24', '192.0.2.8/32'] }] }, 'ingress[0].sources[1]', /overlap/],
	[{ ingress: [{ ...rule, sources: ['0.0.0.0/0', '10.0.0.0/8'] }] }, 'ingress[0].sources[1]', /overlap/],
	[{ ingress: [{ ...rule, ports: [...rule.ports, { from: 85, to: 85 }] }] }, 'ingress[0].ports[1]', /overlap 80 to 90/],
	[{ ingress: [{ ...rule, name: 'portcullis-x' }] }, 'ingress[0].name', /must not begin with/],
	[{ ingress: twins.map((name) => ({ ...rule, name })) }, 'ingress[1].name', /another name/],
	[{ tags: { 'a/b': 'x' } }, 'tags["a/b"]', /may not hold/],
	[{ tags: { team: 'a', Team: 'b' } }, 'tags.Team', /keep one/],
	[{ tags: { 'azure-x': 'x' } }, 'tags.azure-x', /another key/],
	[{ tags: { 'managed-by': 'x' } }, 'tags.managed-by', /another key/],
])('%j is refused with its path and what would be right', (change, path, message) => {
	const given = network(change);
	const problems = azureProvider.check(given, project, desiredOf(given));
	expect(problems.map((problem) => pathText(problem.path))).toEqual([path]);
	expect(problems[0]?.message).toMatch(message);
});

type Values = Record<string, unknown>;
it.each<[string, string, (values: Values) => Values, RegExp]>([
	[
		'a rule for its own network that is wider',
		'azurerm_network_security_rule.network_main_apps_portcullis__own__network',
		(values) => ({ ...values, source_address_prefix: '*' }),
		/^ingress: the rules that keep other networks out/,
	],
	[
		'a rule against others that lets in',
		'azurerm_network_security_rule.network_main_apps_portcullis__other__networks',
		(values) => ({ ...values, access: 'Allow' }),
		/^ingress: the rules that keep other networks out/,
	],
	[
		'a subnet with a second range',
		'azurerm_subnet.network_main_apps',
		(values) => ({ ...values, address_prefixes: ['10.0.16.0/20', '10.0.48.0/24'] }),
		/^subnets\.cidr: apps has more/,
	],
	[
		'a rule for a part of the addresses',
		'azurerm_network_security_rule.network_main_apps_https',
		(values) => ({ ...values, destination_address_prefix: '10.0.16.4' }),
		/^ingress: .*does not hold for every port/,
	],
	[
		'a rule for a part of the ports it comes from',
		'azurerm_network_security_rule.network_main_apps_https',
		(values) => ({ ...values, source_port_range: '53' }),
		/^ingress: .*does not hold for every port/,
	],
	[
		'a rule written into a group',
		'azurerm_network_security_group.network_main_apps',
		(values) => ({ ...values, security_rule: [{}, {}] }),
		/^ingress: .*did not write/,
	],
	[
		'a rule that denies',
		'azurerm_network_security_rule.network_main_apps_https',
		(values) => ({ ...values, access: 'Deny' }),
		/^ingress: .*lets something in/,
	],
	[
		'a rule of every protocol',
		'azurerm_network_security_rule.network_main_apps_https',
		(values) => ({ ...values, protocol: '*' }),
		/^ingress: .*protocol \*/,
	],
	[
		'a rule for every port',
		'azurerm_network_security_rule.network_main_apps_https',
		(values) => ({ ...values, destination_port_ranges: null, destination_port_range: '*' }),
		/^ingress: .*which ports/,
	],
	[
		'a rule for a service tag',
		'azurerm_network_security_rule.network_main_apps_https',
		(values) => ({ ...values, source_address_prefix: 'Internet' }),
		/^ingress/,
	],
	[
		'a rule for one subnet alone',
		'azurerm_network_security_rule.network_main_apps_https',
		(values) => ({ ...values, destination_port_ranges: ['22'] }),
		/^ingress: .*same/,
	],
	[
		'default outbound access',
		'azurerm_subnet.network_main_apps',
		(values) => ({ ...values, default_outbound_access_enabled: true }),
		/^nat: /,
	],
	[
		'outbound access that nobody knows',
		'azurerm_subnet.network_main_apps',
		({ default_outbound_access_enabled: _gone, ...values }) => values,
		/^nat: /,
	],
	[
		'a second range',
		'azurerm_virtual_network.network_main',
		(values) => ({ ...values, address_space: ['10.0.0.0/16', '10.1.0.0/16'] }),
		/^cidr: /,
	],
	[
		'a flow log that is off',
		'azurerm_network_watcher_flow_log.network_main',
		(values) => ({ ...values, enabled: false }),
		/^flow_logs: /,
	],
	[
		'a tag that is gone',
		'azurerm_network_security_group.network_main_apps',
		(values) => ({ ...values, tags: {} }),
		/^subnets\.public: /,
	],
	[
		'a region that only an apply tells',
		'azurerm_virtual_network.network_main',
		({ location: _gone, ...values }) => values,
		/^region: is not known/,
	],
])('%s is not taken for what Portcullis wrote', async (_what, address, change, reason) => {
	const planned = plannedValues(await written()).map((resource) =>
		resource.address === address ? { ...resource, values: change(resource.values) } : resource,
	);
	const read = await azureProvider.read(planned, project);
	expect(read.resources).toEqual([]);
	expect(read.unmapped[0]?.reason).toMatch(reason);
});

it.each([
	['azurerm_network_security_group.network_main_apps', /^ingress: subnet apps has no security group/],
	[
		'azurerm_subnet_network_security_group_association.network_main_apps',
		/^ingress: subnet apps has no security group/,
	],
	['azurerm_subnet_nat_gateway_association.network_main_apps', /^nat: /],
	['azurerm_network_security_rule.network_main_apps_portcullis__other__networks', /^ingress: the rules that keep/],
])('a network without %s is not taken for a whole one', async (address, reason) => {
	const planned = plannedValues(await written()).filter((resource) => resource.address !== address);
	const read = await azureProvider.read(planned, project);
	expect(read.resources).toEqual([]);
	expect(read.unmapped[0]?.reason).toMatch(reason);
});

it('a rule and a subnet that somebody put beside ours are seen', async () => {
	const planned = plannedValues(await written());
	const beside = (type: string, values: Values) => ({ address: `${type}.mine`, type, name: 'mine', values });
	const all = {
		direction: 'Inbound',
		access: 'Allow',
		protocol: 'Tcp',
		source_port_range: '*',
		destination_address_prefix: '*',
		source_address_prefix: '*',
		destination_port_range: '22',
	};
	const rule = beside('azurerm_network_security_rule', {
		...all,
		name: 'mine',
		network_security_group_name: 'main.apps',
	});
	const withRule = await azureProvider.read([...planned, rule], project);
	expect(withRule.resources).toEqual([]);
	expect(withRule.unmapped[0]?.reason).toMatch(/^ingress: .*same/);
	const subnet = beside('azurerm_subnet', { name: 'mine', virtual_network_name: 'main' });
	const withSubnet = await azureProvider.read([...planned, subnet], project);
	expect(withSubnet.unmapped[0]?.reason).toBe('subnets: azurerm_subnet.mine was not made by Portcullis');
});
