import { type Kubernetes, type Network, pathText } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryClusters } from '../../test/azure/arbitrary-kubernetes.js';
import { expectRoundTrip } from '../../test/azure/round-trip.js';
import { blocksOf, desiredOf, differences } from '../../test/documents.js';
import { exampleKubernetes, exampleNetwork } from '../../test/example-kinds.js';
import { exampleProject } from '../../test/examples.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { azureProvider } from './azure-provider.js';

const project = exampleProject('azure');
const network = exampleNetwork('azure');
const pool = (name: string, change: Partial<Kubernetes['node_pools'][number]> = {}) => ({
	...{ name, size: 'Standard_D2s_v5', min: 1, max: 3, disk: { size_gib: 100, type: 'ssd' as const } },
	...change,
});
const cluster = (change: Partial<Kubernetes> = {}) =>
	exampleKubernetes('azure', { node_pools: [pool('system'), pool('work')], ...change });
const written = async (change: Partial<Kubernetes> = {}) =>
	azureProvider.synthesize(project, [network, cluster(change)]);
const main = 'azurerm_kubernetes_cluster.kubernetes_apps';
const open = { public_endpoint: true, authorized_cidrs: ['192.0.2.0/24'] };

it('clusters are read back from their documents as they were', async () => {
	await fc.assert(
		fc.asyncProperty(arbitraryClusters, (resources) => expectRoundTrip(resources)),
		{ numRuns: rounds() },
	);
}, 300_000);

it('a cluster is private, signed into by Entra alone, keeps itself up, and encrypts at the host', async () => {
	const blocks = blocksOf(await written({ deletion_protection: true, high_availability: true }));
	expect(blocks.get(main)).toMatchObject({
		private_cluster_enabled: true,
		private_cluster_public_fqdn_enabled: false,
		role_based_access_control_enabled: true,
		azure_active_directory_role_based_access_control: { azure_rbac_enabled: true },
		local_account_disabled: true,
		run_command_enabled: false,
		oidc_issuer_enabled: true,
		workload_identity_enabled: true,
		azure_policy_enabled: true,
		automatic_upgrade_channel: 'patch',
		node_os_upgrade_channel: 'NodeImage',
		sku_tier: 'Standard',
		key_vault_secrets_provider: { secret_rotation_enabled: true },
		network_profile: {
			network_plugin: 'azure',
			network_plugin_mode: 'overlay',
			network_policy: 'cilium',
			outbound_type: 'userAssignedNATGateway',
		},
		default_node_pool: {
			name: 'system',
			host_encryption_enabled: true,
			node_public_ip_enabled: false,
			zones: ['1', '2', '3'],
			vnet_subnet_id: expect.stringContaining('azurerm_subnet.network_main_apps.id'),
		},
		depends_on: [
			'azurerm_role_assignment.kubernetes_apps_subnet',
			'azurerm_subnet_nat_gateway_association.network_main_apps',
		],
	});
	expect(blocks.get(main)).not.toHaveProperty('api_server_access_profile');
	expect(blocks.get('azurerm_role_assignment.kubernetes_apps_subnet')).toMatchObject({
		role_definition_name: 'Network Contributor',
		scope: expect.stringContaining('azurerm_subnet.network_main_apps.id'),
	});
	expect(blocks.get('azurerm_kubernetes_cluster_node_pool.kubernetes_apps_work')).toMatchObject({
		mode: 'User',
		host_encryption_enabled: true,
		node_public_ip_enabled: false,
	});
	expect(blocks.get('azurerm_management_lock.kubernetes_apps')).toMatchObject({ lock_level: 'CanNotDelete' });
});

it('opening up is what the fields say', async () => {
	const blocks = blocksOf(await written({ ...open, private_nodes: false }));
	expect(blocks.get(main)).toMatchObject({
		private_cluster_enabled: false,
		api_server_access_profile: { authorized_ip_ranges: ['192.0.2.0/24'] },
		sku_tier: 'Free',
		default_node_pool: { node_public_ip_enabled: true },
	});
	expect(blocks.get(main)).not.toHaveProperty('private_cluster_public_fqdn_enabled');
	expect(blocks.get(main)).toMatchObject({ local_account_disabled: true });
});

it("a customer's key encrypts the secrets, by an identity that may use it", async () => {
	const key = `https://shop-keys.vault.azure.net/keys/etcd/${'0'.repeat(32)}`;
	const blocks = blocksOf(await written({ encryption_key: key }));
	expect(blocks.get(main)).toMatchObject({ key_management_service: { key_vault_key_id: key } });
	expect(blocks.get('azurerm_role_assignment.kubernetes_apps')).toMatchObject({
		role_definition_name: 'Key Vault Crypto User',
		scope: expect.stringContaining('var.key_vault_id_shop_keys'),
	});
});

it('without a network the nodes stand in a subnet that terraform asks for', async () => {
	const { network: _network, ...alone } = cluster();
	const blocks = blocksOf(await azureProvider.synthesize(project, [alone]));
	expect(blocks.get(main)).toMatchObject({
		network_profile: { outbound_type: 'loadBalancer' },
		default_node_pool: { vnet_subnet_id: expect.stringContaining('var.subnet_id_westeurope') },
	});
});

it('one more pool or cluster changes no other block', async () => {
	const before = await written();
	const pools = await written({ node_pools: [pool('system'), pool('batch'), pool('work')] });
	expect(differences(before, pools)).toEqual(['azurerm_kubernetes_cluster_node_pool.kubernetes_apps_batch']);
	const two = await azureProvider.synthesize(project, [cluster({ name: 'lab' }), network, cluster()]);
	for (const address of differences(before, two)) expect(address).toMatch(/\.kubernetes_lab/);
});

it.each<[Partial<Kubernetes>, string, RegExp]>([
	[{ region: 'us-east-1', network: undefined as never }, 'region', /westeurope/],
	[{ version: '1.30' }, 'version', /from 1\.31/],
	[{ version: '1.99' }, 'version', /to 1\.36/],
	[{ public_endpoint: true }, 'authorized_cidrs', /who may reach/],
	[{ encryption: false }, 'encryption', /cannot be turned off/],
	[{ encryption_key: 'https://shop.vault.azure.net/keys/etcd' }, 'encryption_key', /VERSION/],
	[{ region: 'westus', network: undefined as never, high_availability: true }, 'high_availability', /several zones/],
	[{ node_pools: [pool('a', { size: 't3.large' })] }, 'node_pools[0].size', /Standard_D2s_v5/],
	[{ node_pools: [pool('a', { size: 'Standard_B1s' })] }, 'node_pools[0].size', /2 vCPU and 4 GiB/],
	[{ node_pools: [pool('a'), pool('b', { size: 'Standard_B2ts_v2' })] }, 'node_pools[1].size', /2 vCPU and 4 GiB/],
	[
		{ node_pools: [pool('a', { disk: { size_gib: 100, type: 'balanced' } })] },
		'node_pools[0].disk.type',
		/must be ssd/,
	],
	[{ node_pools: [pool('a', { size: 'Standard_D4_v5' })] }, 'node_pools[0].disk.type', /must be balanced/],
	[{ node_pools: [pool('a', { disk: { size_gib: 2049, type: 'ssd' } })] }, 'node_pools[0].disk.size_gib', /to 2048/],
	[{ node_pools: [pool('a', { max: 600 }), pool('b', { max: 401 })] }, 'node_pools', /at most 1000 nodes/],
	[{ tags: { team: 'a', Team: 'b' } }, 'tags.Team', /keep one/],
])('%j is refused with its path and what would be right', (change, path, message) => {
	const given = cluster(change);
	const problems = azureProvider.check(given, project, desiredOf(network, given));
	expect(problems.map((problem) => pathText(problem.path))).toEqual([path]);
	expect(problems[0]?.message).toMatch(message);
});

it.each<[Partial<Network>, RegExp]>([
	[{ nat: false }, /must have nat/],
	[{ cidr: '172.30.0.0/16', subnets: [{ name: 'a', cidr: '172.30.0.0/20', public: false }] }, /172\.30\.0\.0\/16/],
	[{ cidr: '100.64.0.0/16', subnets: [{ name: 'a', cidr: '100.64.0.0/20', public: false }] }, /100\.64\.0\.0\/11/],
	[{ subnets: [{ name: 'a', cidr: '10.0.0.0/29', public: false }] }, /has 3 addresses .* may need 8/],
])('a cluster does not fit into a network with %j', (change, message) => {
	const problems = azureProvider.check(cluster(), project, desiredOf(exampleNetwork('azure', change), cluster()));
	expect(problems.map((problem) => pathText(problem.path))).toEqual(['network']);
	expect(problems[0]?.message).toMatch(message);
});

type Values = Record<string, unknown>;
const without = (key: string) => (values: Values) =>
	Object.fromEntries(Object.entries(values).filter(([own]) => own !== key));
const and = (more: Values) => (values: Values) => ({ ...values, ...more });
const node = 'azurerm_kubernetes_cluster_node_pool.kubernetes_apps_work';

it.each<[string, string, (values: Values) => Values, RegExp]>([
	['a cluster with local accounts', main, and({ local_account_disabled: false }), /by local accounts/],
	['a cluster without RBAC', main, and({ role_based_access_control_enabled: false }), /role-based/],
	[
		'a control plane of which nobody knows whether it is public',
		main,
		without('private_cluster_enabled'),
		/^public_endpoint: is not known/,
	],
	[
		'ranges that nobody knows',
		main,
		(values) => without('api_server_access_profile')({ ...values, private_cluster_enabled: false }),
		/^authorized_cidrs: is not known/,
	],
	['a tier that costs more', main, and({ sku_tier: 'Premium' }), /^high_availability: its tier is Premium/],
	[
		'a control plane that is paid for with nodes in one zone',
		main,
		and({ sku_tier: 'Standard' }),
		/^high_availability: /,
	],
	['a pool with public nodes', node, and({ node_public_ip_enabled: true }), /^private_nodes: /],
	['a pool in other zones', node, and({ zones: ['1', '2'] }), /^high_availability: /],
	['a pool on a disk of the machine', node, and({ os_disk_type: 'Ephemeral' }), /^node_pools\.disk: /],
	['a pool of a size that nobody knows', node, without('vm_size'), /^node_pools\[1\]\.size: is not known/],
])('%s is not taken for what Portcullis wrote', async (_what, address, change, reason) => {
	const planned = plannedValues(await written()).map((resource) =>
		resource.address === address ? { ...resource, values: change(resource.values) } : resource,
	);
	const read = await azureProvider.read(planned, project);
	expect(read.resources.map(({ resource }) => resource.kind)).toEqual(['network']);
	expect(read.unmapped[0]?.reason).toMatch(reason);
});

it('a cluster of others is read; one that names no ranges is open to everybody', async () => {
	const defaults = {
		name: 'agent',
		vm_size: 'Standard_D2_v5',
		node_count: 2,
		os_disk_size_gb: 64,
		os_disk_type: 'Managed',
	};
	const values = {
		...{
			id: '/s/1',
			name: 'legacy',
			location: 'westeurope',
			kubernetes_version: '1.33.4',
			private_cluster_enabled: false,
			sku_tier: 'Free',
		},
		...{ api_server_access_profile: [], default_node_pool: [defaults], tags: {} },
	};
	const planned = { address: 'azurerm_kubernetes_cluster.a', type: 'azurerm_kubernetes_cluster', name: 'a', values };
	expect(await azureProvider.read([planned], project)).toMatchObject({
		unmapped: [],
		resources: [
			{
				resource: {
					name: 'legacy',
					version: '1.33',
					public_endpoint: true,
					authorized_cidrs: ['0.0.0.0/0'],
					node_pools: [{ name: 'agent', min: 2, max: 2, disk: { size_gib: 64, type: 'balanced' } }],
				},
			},
		],
	});
	const { sku_tier: _tier, ...unknown } = values;
	expect((await azureProvider.read([{ ...planned, values: unknown }], project)).unmapped[0]?.reason).toMatch(
		/^high_availability: its tier is not known/,
	);
	const type = 'azurerm_kubernetes_cluster_node_pool';
	const pools = { address: `${type}.b`, type, name: 'b', values: { name: 'b' } };
	const vague = await azureProvider.read([planned, pools], project);
	expect(vague.resources).toEqual([]);
	expect(vague.unmapped[0]?.reason).toMatch(/^node_pools: the plan does not say which cluster/);
});

it('a version that azure chose is not taken for one that was asked for', async () => {
	const planned = plannedValues(await written()).map((resource) =>
		resource.address === main
			? { ...resource, values: { ...resource.values, kubernetes_version: '1.34.1' } }
			: resource,
	);
	const { resources } = await azureProvider.read(planned, project);
	expect(resources.find(({ resource }) => resource.kind === 'kubernetes')?.resource).not.toHaveProperty('version');
});
