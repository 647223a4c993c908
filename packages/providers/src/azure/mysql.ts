import type { Database } from '@portcullis/core';
import { type TfId, tfId } from '../cdk/tf-id.js';
import { tfLiteral } from '../cdk/tf-text.js';
import type { AzureScope } from './azure-scope.js';
import { databaseVersions } from './database-versions.js';
import { type AddedServer, commonOf } from './flexible-server.js';

/**
 * Adds a flexible server of mysql. Azure makes none without a password: it comes from Terraform's variable
 * `database_password_<name>`, which is ephemeral, and goes into a write-only argument, so that neither document nor plan
 * nor state holds it.
 */
export function addMysql(azure: AzureScope, database: Database, id: TfId): AddedServer {
	const { scope, azurerm, resourceGroupName } = azure;
	const common = commonOf(azure, database, id);
	const password = scope.secret(
		tfId('database_password', database.name),
		`Password of the administrator of database/${database.name}`,
	);
	const server = scope.add(azurerm.MysqlFlexibleServer, id, {
		...common,
		version: tfLiteral(databaseVersions.mysql[database.version] ?? database.version),
		storage: {
			sizeGb: database.disk.size_gib,
			// Azure insists on it for a standby; else what a disk costs is what was approved.
			autoGrowEnabled: database.high_availability,
		},
		publicNetworkAccess: tfLiteral(database.public_access ? 'Enabled' : 'Disabled'),
		administratorLogin: tfLiteral('portcullis'),
		administratorPasswordWo: password,
		administratorPasswordWoVersion: 1,
	});
	const added = { id: scope.reference(server.id), name: scope.reference(server.name) };
	scope.add(azurerm.MysqlFlexibleServerConfiguration, id, {
		resourceGroupName,
		serverName: added.name,
		name: tfLiteral('require_secure_transport'),
		value: tfLiteral(database.tls ? 'ON' : 'OFF'),
	});
	return added;
}
