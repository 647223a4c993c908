import { type Database, pathText } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryDatabases } from '../../test/azure/arbitrary-database.js';
import { expectRoundTrip } from '../../test/azure/round-trip.js';
import { blocksOf, desiredOf, differences } from '../../test/documents.js';
import { exampleDatabase, exampleNetwork } from '../../test/example-kinds.js';
import { exampleProject } from '../../test/examples.js';
import { plannedValues } from '../../test/planned-values.js';
import { noSchemas } from '../../test/provider-schema.js';
import { rounds } from '../../test/rounds.js';
import { azureProvider } from './azure-provider.js';

const project = exampleProject('azure');
const network = exampleNetwork('azure');
const database = (change: Partial<Database> = {}) => exampleDatabase('azure', change);
const mysql = { engine: 'mysql', version: '8.0' } as const;
const written = async (change: Partial<Database> = {}) =>
	azureProvider.synthesize(project, [network, database(change)]);
const open = { public_access: true, authorized_cidrs: ['192.0.2.0/24'] };

it('databases are read back from their documents as they were', async () => {
	await fc.assert(
		fc.asyncProperty(arbitraryDatabases, (resources) => expectRoundTrip(resources)),
		{ numRuns: rounds() },
	);
}, 300_000);

it('postgres is private, demands TLS, and takes no password', async () => {
	const blocks = blocksOf(await written({ high_availability: true, deletion_protection: true }));
	expect(blocks.get('azurerm_postgresql_flexible_server.database_orders')).toMatchObject({
		public_network_access_enabled: false,
		authentication: { active_directory_auth_enabled: true, password_auth_enabled: false },
		backup_retention_days: 7,
		auto_grow_enabled: false,
		high_availability: { mode: 'ZoneRedundant' },
		lifecycle: { ignore_changes: ['zone', 'high_availability[0].standby_availability_zone'] },
		tags: { 'portcullis-network': 'main', team: 'core' },
	});
	expect(blocks.get('azurerm_postgresql_flexible_server_configuration.database_orders')).toMatchObject({
		name: 'require_secure_transport',
		value: 'on',
	});
	expect(blocks.get('azurerm_private_endpoint.database_orders')).toMatchObject({
		// The private subnet with the lowest address.
		subnet_id: expect.stringContaining('azurerm_subnet.network_main_apps.id'),
		private_dns_zone_group: {
			private_dns_zone_ids: [expect.stringContaining('azurerm_private_dns_zone.private_main_postgres')],
		},
		private_service_connection: { is_manual_connection: false, subresource_names: ['postgresqlServer'] },
	});
	expect(blocks.get('azurerm_management_lock.database_orders')).toMatchObject({ lock_level: 'CanNotDelete' });
	expect(JSON.stringify([...blocks])).not.toMatch(/administrator_(?:login|password)|firewall_rule/);
});

it('the password of mysql is a variable that terraform keeps nowhere, in a write-only argument', async () => {
	const document = await written({ ...mysql, high_availability: true });
	expect(document).toMatchObject({
		terraform: { required_version: '>= 1.11.0, < 2.0.0' },
		variable: { database_password_orders: { sensitive: true, ephemeral: true } },
	});
	const blocks = blocksOf(document);
	expect(blocks.get('azurerm_mysql_flexible_server.database_orders')).toMatchObject({
		public_network_access: 'Disabled',
		administrator_password_wo: expect.stringContaining('var.database_password_orders'),
		administrator_password_wo_version: 1,
		version: '8.0.21',
		storage: { size_gb: 32, auto_grow_enabled: true },
	});
	expect(JSON.stringify(document)).not.toContain('"administrator_password"');
	expect(blocks.get('azurerm_mysql_flexible_server_configuration.database_orders')).toMatchObject({ value: 'ON' });
});

it.each([{}, mysql])('a public address and ranges that may reach it are what the fields say, %j', async (engine) => {
	const before = await written({ ...engine, ...open });
	const rules = [...blocksOf(before)].filter(([address]) => address.includes('firewall_rule'));
	expect(rules).toMatchObject([
		[
			expect.stringMatching(/\.database_orders_from__192__0__2__0__24$/),
			{ start_ip_address: '192.0.2.0', end_ip_address: '192.0.2.255' },
		],
	]);
	const after = await written({ ...engine, ...open, authorized_cidrs: ['0.0.0.0/0', ...open.authorized_cidrs] });
	expect(differences(before, after)).toEqual([
		expect.stringMatching(/firewall_rule\.database_orders_from__0__0__0__0__0$/),
	]);
	const plain = await written({ ...engine, tls: false });
	expect(JSON.stringify(plain)).toMatch(/"require_secure_transport","value":"(?:off|OFF)"|"value":"(?:off|OFF)"/);
});

it('a key of the customer is used by an identity that may do nothing else', async () => {
	const document = await written({ encryption_key: 'https://shop-keys.vault.azure.net/keys/data' });
	const blocks = blocksOf(document);
	expect(blocks.get('azurerm_postgresql_flexible_server.database_orders')).toMatchObject({
		customer_managed_key: { key_vault_key_id: 'https://shop-keys.vault.azure.net/keys/data' },
		identity: { type: 'UserAssigned' },
		depends_on: ['azurerm_role_assignment.database_orders'],
	});
	expect(blocks.get('azurerm_role_assignment.database_orders')).toMatchObject({
		role_definition_name: 'Key Vault Crypto Service Encryption User',
		scope: expect.stringContaining('var.key_vault_id_shop_keys'),
	});
	expect(document.variable).toMatchObject({ key_vault_id_shop_keys: { type: 'string' } });
});

it('without a network the endpoint stands in a subnet that terraform asks for', async () => {
	const { network: _network, ...alone } = database();
	const document = await azureProvider.synthesize(project, [alone]);
	expect(blocksOf(document).get('azurerm_private_endpoint.database_orders')).toMatchObject({
		subnet_id: expect.stringContaining('var.subnet_id_westeurope'),
		lifecycle: { ignore_changes: ['private_dns_zone_group'] },
	});
	expect(JSON.stringify(document)).not.toContain('private_dns_zone.');
	const reached = await azureProvider.synthesize(project, [{ ...alone, ...open }]);
	expect(JSON.stringify(reached)).not.toContain('private_endpoint');
});

it('one more database changes no other block', async () => {
	const before = await written();
	const after = await azureProvider.synthesize(project, [
		database({ name: 'billing' }),
		database({ ...mysql, name: 'a' }),
		network,
		database(),
	]);
	for (const address of differences(before, after)) {
		expect(address).toMatch(/\.(?:database_(?:billing|a)|private_main_mysql)$/);
	}
});

it('servers of two projects, of two subscriptions and of two names have different names in azure', async () => {
	const names = new Set<unknown>();
	for (const [name, account, resource] of [
		['shop', undefined, 'orders'],
		['shop', '00000000-0000-0000-0000-000000000001', 'orders'],
		['shop-orders', undefined, 'a'],
		['shop', undefined, 'orders-a'],
		['x'.repeat(40), undefined, 'y'.repeat(40)],
		['x'.repeat(40), undefined, `${'y'.repeat(39)}z`],
	] as const) {
		const { network: _network, ...alone } = database({ name: resource });
		const own = { ...exampleProject('azure', name), ...(account === undefined ? {} : { account }) };
		const blocks = blocksOf(await azureProvider.synthesize(own, [alone]));
		const server = [...blocks].find(([address]) => address.startsWith('azurerm_postgresql_flexible_server.'))?.[1];
		expect(server?.name).toMatch(/^[a-z](?:[a-z0-9-]{1,61}[a-z0-9])$/);
		names.add(server?.name);
	}
	expect(names.size).toBe(6);
});

it.each<[Partial<Database>, string, RegExp]>([
	[{ region: 'us-east-1' }, 'region', /westeurope/],
	[{ version: '12' }, 'version', /13, 14, 15, 16, 17/],
	[{ version: '16.3' }, 'version', /13, 14, 15, 16, 17/],
	[{ ...mysql, version: '5.7' }, 'version', /8\.0, 8\.4/],
	[{ size: 'db.t3.medium' }, 'size', /GP_Standard_D2ds_v5/],
	[{ size: 'GP_Standard_B2s' }, 'size', /GP_Standard_D2ds_v5/],
	[{ size: 'Standard_D2s_v5' }, 'size', /GP_Standard_D2ds_v5/],
	[{ size: 'B_Standard_B2s', high_availability: true }, 'high_availability', /GP_ or MO_/],
	[{ region: 'westus', high_availability: true }, 'high_availability', /second zone/],
	[{ disk: { size_gib: 32, type: 'balanced' } }, 'disk.type', /must be ssd/],
	[{ disk: { size_gib: 33, type: 'ssd' } }, 'disk.size_gib', /32, 64/],
	[{ disk: { size_gib: 65_536, type: 'ssd' } }, 'disk.size_gib', /32767/],
	[{ ...mysql, disk: { size_gib: 19, type: 'ssd' } }, 'disk.size_gib', /from 20 to 16384/],
	[{ ...mysql, disk: { size_gib: 16_385, type: 'ssd' } }, 'disk.size_gib', /from 20 to 16384/],
	[{ backups: { enabled: true, retention_days: 6, point_in_time: true } }, 'backups.retention_days', /from 7/],
	[{ backups: { enabled: false, retention_days: 7, point_in_time: true } }, 'backups.enabled', /cannot be turned off/],
	[
		{ backups: { enabled: true, retention_days: 7, point_in_time: false } },
		'backups.point_in_time',
		/cannot be turned off/,
	],
	[{ encryption: false }, 'encryption', /cannot be turned off/],
	[{ encryption_key: 'projects/p/locations/l/keyRings/r/cryptoKeys/k' }, 'encryption_key', /vault\.azure\.net/],
	[{ encryption_key: 'https://evil.example.org/keys/a' }, 'encryption_key', /vault\.azure\.net/],
	[{ public_access: true }, 'authorized_cidrs', /who may reach/],
	[{ public_access: true, authorized_cidrs: ['0.0.0.0/32'] }, 'authorized_cidrs[0]', /every service/],
	[{ public_access: true, authorized_cidrs: ['10.0.0.0/8', '10.0.0.0/8'] }, 'authorized_cidrs[1]', /once/],
	[{ tags: { team: 'a', Team: 'b' } }, 'tags.Team', /keep one/],
])('%j is refused with its path and what would be right', (change, path, message) => {
	const given = database(change);
	const problems = azureProvider.check(given, project, desiredOf(network, given));
	expect(problems.map((problem) => pathText(problem.path))).toEqual([path]);
	expect(problems[0]?.message).toMatch(message);
});

type Values = Record<string, unknown>;
const server = 'azurerm_postgresql_flexible_server.database_orders';
const without = (key: string) => (values: Values) =>
	Object.fromEntries(Object.entries(values).filter(([own]) => own !== key));
const and = (more: Values) => (values: Values) => ({ ...values, ...more });

it.each<[string, string, (values: Values) => Values, RegExp]>([
	[
		'a public address that nobody knows of',
		server,
		without('public_network_access_enabled'),
		/^public_access: is not known/,
	],
	['a password', server, and({ authentication: [{ password_auth_enabled: true }] }), /by password/],
	[
		'a standby of which nobody knows where it is',
		server,
		and({ high_availability: [{}] }),
		/^high_availability: the plan does not say/,
	],
	['a standby in the same zone', server, and({ high_availability: [{ mode: 'SameZone' }] }), /^high_availability: /],
	['a delegated subnet', server, and({ delegated_subnet_id: '/subscriptions/x' }), /^network: /],
	['a tier above that of its size', server, and({ storage_tier: 'P50' }), /^disk: its tier is P50/],
	['backups in a second region', server, and({ geo_redundant_backup_enabled: true }), /^backups: /],
	['a version that is not offered', server, and({ version: '11' }), /^version: is not known/],
	['backups that nobody knows of', server, without('backup_retention_days'), /^backups: is not known/],
	[
		'another parameter in the place of that of TLS',
		'azurerm_postgresql_flexible_server_configuration.database_orders',
		and({ name: 'max_connections' }),
		/^tls: is not known/,
	],
	[
		'a rule for all of azure',
		'azurerm_postgresql_flexible_server_firewall_rule.database_orders_from__192__0__2__0__24',
		and({ start_ip_address: '0.0.0.0', end_ip_address: '0.0.0.0' }),
		/^authorized_cidrs: /,
	],
	[
		'a rule for what is no range',
		'azurerm_postgresql_flexible_server_firewall_rule.database_orders_from__192__0__2__0__24',
		and({ start_ip_address: '192.0.2.1', end_ip_address: '192.0.2.9' }),
		/^authorized_cidrs: /,
	],
])('%s is not taken for what Portcullis wrote', async (_what, address, change, reason) => {
	const planned = plannedValues(await written(open)).map((resource) =>
		resource.address === address ? { ...resource, values: change(resource.values) } : resource,
	);
	const read = await azureProvider.read(planned, project);
	expect(read.resources.map(({ resource }) => resource.kind)).toEqual(['network']);
	expect(read.unmapped[0]?.reason).toMatch(reason);
});

it('a server of others is read where the plan says all that matters, and its firewall with it', async () => {
	const values = {
		...{
			id: '/s/1',
			name: 'ledger',
			location: 'West Europe',
			version: '16',
			sku_name: 'GP_Standard_D2ds_v5',
			storage_mb: 65_536,
			storage_tier: 'P6',
			geo_redundant_backup_enabled: false,
		},
		...{
			backup_retention_days: 14,
			public_network_access_enabled: true,
			delegated_subnet_id: null,
			tags: { team: 'a' },
		},
	};
	const main = {
		address: 'module.db.azurerm_postgresql_flexible_server.this',
		type: 'azurerm_postgresql_flexible_server',
		name: 'this',
		values,
	};
	const type = 'azurerm_postgresql_flexible_server_firewall_rule';
	const rule = (change: Values) => ({
		...{ address: `${type}.all`, type, name: 'all' },
		values: { server_id: '/s/1', start_ip_address: '0.0.0.0', end_ip_address: '255.255.255.255', ...change },
	});
	const read = await azureProvider.read([main, rule({})], project);
	expect(read).toMatchObject({
		unmapped: [],
		resources: [
			{
				addresses: [main.address, `${type}.all`],
				resource: {
					name: 'ledger',
					region: 'westeurope',
					public_access: true,
					authorized_cidrs: ['0.0.0.0/0'],
					tls: true,
				},
			},
		],
	});
	const vague = await azureProvider.read([main, rule({ server_id: null })], project);
	expect(vague.resources).toEqual([]);
	expect(vague.unmapped.map(({ reason }) => reason).join()).toMatch(
		/does not say which server .*firewall_rule\.all belongs to/,
	);
	for (const key of ['storage_tier', 'geo_redundant_backup_enabled']) {
		const vague = await azureProvider.read([{ ...main, values: without(key)(values) }], project);
		expect(vague.unmapped[0]?.reason).toMatch(/^disk: its tier is not known|^backups: .*does not say/);
	}
	const unknown = await azureProvider.read([{ ...main, values: without('delegated_subnet_id')(values) }], project);
	expect(unknown.unmapped[0]?.reason).toMatch(/^network: /);
});

it.skipIf(noSchemas !== '').each<[Values, RegExp]>([
	[{ size_gb: 100, iops: 20_000 }, /^disk: 20000 operations/],
	[{ size_gb: 100, iops: 601 }, /^disk: 601 operations/],
	[{ size_gb: 100, io_scaling_enabled: true }, /^disk: .* by use/],
])(`operations of mysql that are paid for are not left out of its price, %j${noSchemas}`, async (storage, reason) => {
	const changed = async (more: Values, tags: Values = {}) => {
		const planned = plannedValues(await written(mysql)).map((resource) =>
			resource.type === 'azurerm_mysql_flexible_server'
				? { ...resource, values: { ...resource.values, storage: [more], ...tags } }
				: resource,
		);
		const read = await azureProvider.read(planned, project);
		const kinds = read.resources.map(({ resource }) => resource.kind).sort();
		return kinds.includes('database') ? 'read' : read.unmapped[0]?.reason;
	};
	const others = { tags: {} };
	expect(await changed(storage)).toMatch(reason);
	expect(await changed(storage, others)).toMatch(/^disk: /);
	expect(await changed({ size_gb: 100, iops: 600 })).toBe('read');
	expect(await changed({ size_gb: 100, iops: 600, io_scaling_enabled: false }, others)).toBe('read');
	expect(await changed({ size_gb: 100, io_scaling_enabled: false }, others)).toMatch(/^disk: nobody knows/);
});
