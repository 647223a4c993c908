import type { Database } from '@portcullis/core';
import { type TfId, tfId } from '../cdk/tf-id.js';
import { tfLiteral } from '../cdk/tf-text.js';
import type { AzureScope } from './azure-scope.js';
import { databaseVersions } from './database-versions.js';
import { type AddedServer, administrators, commonOf } from './flexible-server.js';

/** Adds a flexible server of postgres, into which a group of Entra signs in and no password does. */
export function addPostgres(azure: AzureScope, database: Database, id: TfId): AddedServer {
	const { scope, azurerm, resourceGroupName } = azure;
	const tenant = scope.once('client config', () => scope.add(azurerm.DataAzurermClientConfig, tfId('current'), {}));
	const tenantId = scope.reference(tenant.tenantId);
	const common = commonOf(azure, database, id);
	const server = scope.add(azurerm.PostgresqlFlexibleServer, id, {
		...common,
		version: tfLiteral(databaseVersions.postgres[database.version] ?? database.version),
		storageMb: storageMb(database.disk.size_gib),
		// What a disk costs is what was approved.
		autoGrowEnabled: false,
		publicNetworkAccessEnabled: database.public_access,
		authentication: { activeDirectoryAuthEnabled: true, passwordAuthEnabled: false, tenantId },
	});
	const added = { id: scope.reference(server.id), name: scope.reference(server.name) };
	const group = administrators(azure);
	scope.add(azurerm.PostgresqlFlexibleServerActiveDirectoryAdministrator, id, {
		resourceGroupName,
		serverName: added.name,
		tenantId,
		objectId: group.objectId,
		principalName: group.name,
		principalType: tfLiteral('Group'),
	});
	scope.add(azurerm.PostgresqlFlexibleServerConfiguration, id, {
		serverId: added.id,
		name: tfLiteral('require_secure_transport'),
		value: tfLiteral(database.tls ? 'on' : 'off'),
	});
	return added;
}

// 4,095 GiB is 4,193,280 MiB, and the largest has 1 GiB less than a power of two: the list of sizes is in GiB.
function storageMb(gib: number): number {
	return gib * 1024;
}
