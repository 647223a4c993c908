import type { Database } from '@portcullis/core';
import { type TfId, tfId } from '../cdk/tf-id.js';
import { type TfText, tfLiteral } from '../cdk/tf-text.js';
import type { AzureScope } from './azure-scope.js';
import { azureTags, placeTags } from './azure-tags.js';
import { globalName } from './global-name.js';
import { addKeyIdentity } from './key-vault.js';

/** A server that was added to the document. */
export interface AddedServer {
	readonly id: TfText;
	readonly name: TfText;
}

/** The group of Entra that administers the databases of the project. */
export function administrators({ scope }: AzureScope): { readonly objectId: TfText; readonly name: TfText } {
	return {
		objectId: scope.variable(
			tfId('database_admin_group_id'),
			'Object id of the Entra group that administers databases',
		),
		name: scope.variable(tfId('database_admin_group_name'), 'Name of the Entra group that administers databases'),
	};
}

/** What both engines are given alike; a customer's own key is let in before. */
export function commonOf(azure: AzureScope, database: Database, id: TfId) {
	const { project, resourceGroupName } = azure;
	return {
		resourceGroupName,
		name: tfLiteral(globalName(project, database, 63)),
		location: tfLiteral(database.region),
		skuName: tfLiteral(database.size),
		backupRetentionDays: database.backups.retention_days,
		...(database.high_availability ? { highAvailability: { mode: tfLiteral('ZoneRedundant') } } : {}),
		// Azure chooses the zones, and changes them when the standby takes over.
		ignoreChanges: [
			tfLiteral('zone'),
			...(database.high_availability ? [tfLiteral('high_availability[0].standby_availability_zone')] : []),
		],
		...customerKey(azure, database, id),
		tags: azureTags(project, database, placeTags(database)),
	};
}

function customerKey(azure: AzureScope, database: Database, id: TfId) {
	const { encryption_key: given } = database;
	if (given === undefined) return {};
	const key = addKeyIdentity(azure, database, id, given);
	return {
		identity: { type: tfLiteral('UserAssigned'), identityIds: [key.id] },
		customerManagedKey: { keyVaultKeyId: tfLiteral(given), primaryUserAssignedIdentityId: key.id },
		dependsOn: key.dependsOn,
	};
}
