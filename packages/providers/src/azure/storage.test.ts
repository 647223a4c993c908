import { pathText, type Storage } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryStorages } from '../../test/azure/arbitrary-storage.js';
import { expectRoundTrip } from '../../test/azure/round-trip.js';
import { blocksOf, desiredOf, differences } from '../../test/documents.js';
import { exampleNetwork, exampleStorage } from '../../test/example-kinds.js';
import { exampleProject } from '../../test/examples.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { azureProvider } from './azure-provider.js';

const project = exampleProject('azure');
const network = exampleNetwork('azure');
const storage = (change: Partial<Storage> = {}) => exampleStorage('azure', change);
const written = async (change: Partial<Storage> = {}) => azureProvider.synthesize(project, [network, storage(change)]);
const account = 'azurerm_storage_account.storage_assets';

it('buckets are read back from their documents as they were', async () => {
	await fc.assert(
		fc.asyncProperty(arbitraryStorages, (resources) => expectRoundTrip(resources)),
		{ numRuns: rounds() },
	);
}, 300_000);

it('an account is private, encrypted twice, versioned, without keys, and reached from the networks of the project alone', async () => {
	const blocks = blocksOf(await written({ deletion_protection: true }));
	expect(blocks.get(account)).toMatchObject({
		account_replication_type: 'ZRS',
		access_tier: 'Hot',
		min_tls_version: 'TLS1_2',
		https_traffic_only_enabled: true,
		allow_nested_items_to_be_public: false,
		public_network_access_enabled: false,
		shared_access_key_enabled: false,
		default_to_oauth_authentication: true,
		local_user_enabled: false,
		cross_tenant_replication_enabled: false,
		infrastructure_encryption_enabled: true,
		network_rules: { default_action: 'Deny' },
		blob_properties: {
			versioning_enabled: true,
			delete_retention_policy: { days: 7 },
			container_delete_retention_policy: { days: 7 },
		},
	});
	expect(blocks.get('azurerm_storage_container.storage_assets')).toMatchObject({ container_access_type: 'private' });
	expect(blocks.get('azurerm_private_endpoint.storage_assets_main')).toMatchObject({
		subnet_id: expect.stringContaining('azurerm_subnet.network_main_apps.id'),
		private_service_connection: { subresource_names: ['blob'] },
	});
	expect(blocks.get('azurerm_management_lock.storage_assets')).toMatchObject({ lock_level: 'CanNotDelete' });
	expect(blocks.has('azurerm_storage_management_policy.storage_assets')).toBe(false);
});

it('the provider uses Entra for storage, and makes accounts that it cannot reach itself', async () => {
	expect((await written()).provider).toMatchObject({
		azurerm: [{ storage_use_azuread: true, features: [{ storage: [{ data_plane_available: false }] }] }],
	});
});

it('opening up is what the fields say', async () => {
	const open = blocksOf(await written({ public_access: true, tls: false, versioning: false, soft_delete_days: 0 }));
	expect(open.get(account)).toMatchObject({
		allow_nested_items_to_be_public: true,
		public_network_access_enabled: true,
		network_rules: { default_action: 'Allow' },
		https_traffic_only_enabled: false,
		shared_access_key_enabled: false,
		blob_properties: { versioning_enabled: false },
	});
	expect(JSON.stringify(open.get(account))).not.toContain('retention_policy');
	expect(open.get('azurerm_storage_container.storage_assets')).toMatchObject({ container_access_type: 'blob' });
});

it('the archive is a rule over copies in one place, and expiry is another', async () => {
	const blocks = blocksOf(await written({ class: 'archive', expire_after_days: 365 }));
	expect(blocks.get(account)).toMatchObject({ account_replication_type: 'LRS', access_tier: 'Hot' });
	expect(blocks.get('azurerm_storage_management_policy.storage_assets')).toMatchObject({
		rule: [
			{ name: 'archive', actions: { base_blob: { tier_to_archive_after_days_since_modification_greater_than: 0 } } },
			{ name: 'expire', actions: { base_blob: { delete_after_days_since_modification_greater_than: 365 } } },
		],
	});
	expect(blocksOf(await written({ region: 'westus' })).get(account)).toMatchObject({ account_replication_type: 'LRS' });
});

it('one more bucket, and one more network, change no other block', async () => {
	const before = await written();
	const more = await azureProvider.synthesize(project, [storage({ name: 'logs' }), network, storage()]);
	for (const address of differences(before, more)) expect(address).toMatch(/\.storage_logs/);
	const lab = exampleNetwork('azure', {
		name: 'lab',
		cidr: '10.9.0.0/16',
		subnets: [{ name: 'a', cidr: '10.9.0.0/24', public: false }],
	});
	const wider = await azureProvider.synthesize(project, [storage(), lab, network]);
	for (const address of differences(before, wider)) {
		expect(address).toMatch(/\.(?:network_lab|storage_assets_lab$|private_lab(?:_blob)?$)/);
	}
	const elsewhere = await azureProvider.synthesize(project, [storage({ region: 'eastus2' }), network]);
	expect(JSON.stringify(elsewhere)).not.toContain('private_endpoint"');
});

it('an account that two networks reach has an address in each, under a zone of names of each', async () => {
	const lab = exampleNetwork('azure', { name: 'lab', subnets: [{ name: 'a', cidr: '10.0.9.0/24', public: false }] });
	const blocks = blocksOf(await azureProvider.synthesize(project, [storage(), lab, network]));
	for (const name of ['lab', 'main']) {
		const zone = `azurerm_private_dns_zone.private_${name}_blob`;
		expect(blocks.get(zone)?.resource_group_name).toContain(`azurerm_resource_group.private_${name}.name`);
		const endpoint = blocks.get(`azurerm_private_endpoint.storage_assets_${name}`);
		expect(JSON.stringify(endpoint?.private_dns_zone_group)).toContain(`${zone}.id`);
	}
});

it('the names of accounts are such as azure takes, and differ', async () => {
	const long = { ...project, name: 'x'.repeat(40) };
	const documents = await Promise.all(
		['a', 'a-b', 'ab', 'y'.repeat(40)].map((name) => azureProvider.synthesize(long, [storage({ name })])),
	);
	const names = documents.flatMap((document) =>
		[...blocksOf(document)]
			.filter(([address]) => address.startsWith('azurerm_storage_account.'))
			.map(([, { name }]) => name),
	);
	for (const name of names) expect(name).toMatch(/^[a-z0-9]{3,24}$/);
	expect(new Set(names).size).toBe(4);
});

it.each<[Partial<Storage>, string, RegExp]>([
	[{ bucket: 'shop-assets' }, 'bucket', /without hyphens/],
	[{ bucket: 'x'.repeat(25) }, 'bucket', /3 to 24/],
	[{ region: 'EU' as never }, 'region', /westeurope/],
	[{ encryption: false as never }, 'encryption', /cannot be turned off/],
	[{ encryption_key: 'arn:aws:kms:us-east-1:1:key/a' }, 'encryption_key', /vault\.azure\.net/],
	[{ tags: { windowsX: 'a' } }, 'tags.windowsX', /another key/],
])('%j is refused with its path and what would be right', (change, path, message) => {
	const given = storage(change);
	const problems = azureProvider.check(given, project, desiredOf(network, given));
	expect(problems.map((problem) => pathText(problem.path))).toEqual([path]);
	expect(problems[0]?.message).toMatch(message);
});

type Values = Record<string, unknown>;
const without = (key: string) => (values: Values) =>
	Object.fromEntries(Object.entries(values).filter(([own]) => own !== key));
const and = (more: Values) => (values: Values) => ({ ...values, ...more });
const policy = 'azurerm_storage_management_policy.storage_assets';

it.each<[string, string, (values: Values) => Values, RegExp]>([
	['an account with its keys on', account, and({ shared_access_key_enabled: true }), /by its keys/],
	['an account that every network reaches', account, and({ public_network_access_enabled: true }), /^public_access: /],
	[
		'an account of which nobody knows whether it is public',
		account,
		without('allow_nested_items_to_be_public'),
		/^public_access: is not known/,
	],
	['a website', account, and({ static_website: [{ index_document: 'index.html' }] }), /^public_access: /],
	['SFTP', account, and({ sftp_enabled: true }), /^public_access: /],
	['copies in another region', account, and({ account_replication_type: 'RAGZRS' }), /^class: it is kept as RAGZRS/],
	['copies in fewer zones', account, and({ account_replication_type: 'LRS' }), /^class: it is kept as LRS/],
	['NFS', account, and({ nfsv3_enabled: true }), /^class: .*NFS/],
	['premium storage', account, and({ account_tier: 'Premium' }), /^class: /],
	['versions that nobody knows of', account, without('blob_properties'), /^versioning: is not known/],
	['a class that nobody knows of', account, without('access_tier'), /^class: is not known/],
	[
		'a rule for a part of the objects',
		policy,
		and({
			rule: [
				{
					enabled: true,
					filters: [{ prefix_match: ['a'] }],
					actions: [{ base_blob: [{ delete_after_days_since_modification_greater_than: 9 }] }],
				},
			],
		}),
		/^expire_after_days: /,
	],
	[
		'a rule that is off',
		policy,
		and({
			rule: [{ enabled: false, actions: [{ base_blob: [{ delete_after_days_since_modification_greater_than: 9 }] }] }],
		}),
		/^expire_after_days: /,
	],
])('%s is not taken for what Portcullis wrote', async (_what, address, change, reason) => {
	const planned = plannedValues(await written({ expire_after_days: 30 })).map((resource) =>
		resource.address === address ? { ...resource, values: change(resource.values) } : resource,
	);
	const read = await azureProvider.read(planned, project);
	expect(read.resources.map(({ resource }) => resource.kind)).toEqual(['network']);
	expect(read.unmapped[0]?.reason).toMatch(reason);
});

it('an account of others is read, with the containers that name it, and open where it may be opened', async () => {
	const values = {
		...{
			id: '/s/1',
			name: 'logs2026',
			location: 'westeurope',
			account_tier: 'Standard',
			account_replication_type: 'ZRS',
			nfsv3_enabled: false,
			access_tier: 'Cool',
			tags: null,
		},
		...{ allow_nested_items_to_be_public: true, https_traffic_only_enabled: true, blob_properties: [] },
	};
	const type = 'azurerm_storage_container';
	const main = { address: 'azurerm_storage_account.logs', type: 'azurerm_storage_account', name: 'logs', values };
	const container = { address: `${type}.a`, type, name: 'a', values: { name: 'a', storage_account_name: 'logs2026' } };
	expect(await azureProvider.read([main, container], project)).toMatchObject({
		unmapped: [],
		resources: [
			{
				addresses: [main.address, container.address],
				resource: {
					name: 'logs2026',
					bucket: 'logs2026',
					class: 'infrequent',
					public_access: true,
					versioning: false,
					soft_delete_days: 0,
				},
			},
		],
	});
	for (const key of ['account_replication_type', 'nfsv3_enabled']) {
		const unknown = await azureProvider.read([{ ...main, values: without(key)(values) }], project);
		expect(unknown.unmapped[0]?.reason).toMatch(/^class: /);
	}
	const rules = 'azurerm_storage_management_policy';
	const vague = await azureProvider.read(
		[main, { address: `${rules}.b`, type: rules, name: 'b', values: { rule: [] } }],
		project,
	);
	expect(vague.resources).toEqual([]);
	expect(vague.unmapped[0]?.reason).toMatch(/^expire_after_days: the plan does not say which account/);
});
