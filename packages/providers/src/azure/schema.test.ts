import type { Resource } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryDatabases } from '../../test/azure/arbitrary-database.js';
import { arbitraryClusters } from '../../test/azure/arbitrary-kubernetes.js';
import { arbitraryStorages } from '../../test/azure/arbitrary-storage.js';
import { arbitraryMachines } from '../../test/azure/arbitrary-vm.js';
import { everything } from '../../test/azure/everything.js';
import { exampleProject } from '../../test/examples.js';
import { misfits, noSchemas, schemasOf } from '../../test/provider-schema.js';
import { rounds } from '../../test/rounds.js';
import { azureProvider } from './azure-provider.js';

// The shortened schemas lack these; their classes and attributes are checked by the compiler alone.
const withoutSchema = [
	'azurerm_disk_encryption_set',
	'azurerm_management_lock',
	'azurerm_mysql_flexible_server_configuration',
	'azurerm_mysql_flexible_server_firewall_rule',
	'azurerm_network_watcher_flow_log',
	'azurerm_postgresql_flexible_server_active_directory_administrator',
	'azurerm_postgresql_flexible_server_firewall_rule',
	'azurerm_private_endpoint',
	'azurerm_storage_management_policy',
	'azurerm_user_assigned_identity',
];

it.skipIf(noSchemas !== '').each<[string, fc.Arbitrary<readonly Resource[]>]>([
	['of every field', fc.constant(everything)],
	['of machines', arbitraryMachines],
	['of databases', arbitraryDatabases],
	['of buckets', arbitraryStorages],
	['of clusters', arbitraryClusters],
])(
	`documents %s, with networks, fit the provider's own schema${noSchemas}`,
	async (_what, resources) => {
		const schemas = schemasOf('azurerm-4.55.0-schema.min.json');
		await fc.assert(
			fc.asyncProperty(resources, async (given) => {
				const document = await azureProvider.synthesize(exampleProject('azure'), given);
				expect(misfits(document, schemas, withoutSchema)).toEqual([]);
			}),
			{ numRuns: rounds(20) },
		);
	},
	300_000,
);

it.skipIf(noSchemas !== '')(
	`the list of types without a schema names none that has one, and none that we do not write${noSchemas}`,
	async () => {
		const schemas = schemasOf('azurerm-4.55.0-schema.min.json');
		expect(withoutSchema.filter((type) => schemas[type] !== undefined)).toEqual([]);
		const document = await azureProvider.synthesize(exampleProject('azure'), everything);
		const types = Object.keys(document.resource ?? {});
		for (const type of withoutSchema.filter((name) => !name.includes('mysql_flexible_server_firewall'))) {
			expect(types).toContain(type);
		}
	},
);
