import type { Storage } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import type { TfId } from '../cdk/tf-id.js';
import { type TfText, tfLiteral } from '../cdk/tf-text.js';
import type { Desired, Mapping } from '../mapping.js';
import type { AzureScope } from './azure-scope.js';
import { azureTags } from './azure-tags.js';
import { checkAzureStorage } from './check-storage.js';
import { globalName } from './global-name.js';
import { addKeyIdentity } from './key-vault.js';
import { addEndpoint } from './private-endpoint.js';
import { protect } from './protect.js';
import { readAzureStorage } from './read-storage.js';
import { accessTiers, replicationOf } from './storage-classes.js';

/**
 * A bucket on Azure: a storage account with the one container `data`, kept in three zones where the region has them (not
 * in the archive, which has no such copies), and a private endpoint in each network of the project in its region.
 * Nobody reaches the account from elsewhere, its keys are turned off, and only Entra lets in, unless `public_access`
 * lets anybody read.
 */
export const azureStorage: Mapping<Storage, AzureScope> = {
	check: checkAzureStorage,
	toTerraform,
	read: readAzureStorage,
};

function toTerraform(azure: AzureScope, storage: Storage, desired: Desired): void {
	const { scope, azurerm } = azure;
	const id = partId('storage', storage.name);
	const accountId = addAccount(azure, storage, id);
	scope.add(azurerm.StorageContainer, id, {
		name: tfLiteral('data'),
		storageAccountId: accountId,
		containerAccessType: tfLiteral(storage.public_access ? 'blob' : 'private'),
	});
	addPolicy(azure, storage, id, accountId);
	for (const network of desired.values()) {
		if (network.kind !== 'network' || network.region !== storage.region) continue;
		const name = `storage.${storage.name}.${network.name}`;
		const endpoint = partId('storage', storage.name, network.name);
		addEndpoint(azure, storage, endpoint, { service: 'blob', id: accountId, name }, network);
	}
	protect(azure, storage, id, accountId);
}

function addAccount(azure: AzureScope, storage: Storage, id: TfId): TfText {
	const { scope, azurerm, project, resourceGroupName } = azure;
	const key =
		storage.encryption_key === undefined ? undefined : addKeyIdentity(azure, storage, id, storage.encryption_key);
	const days = storage.soft_delete_days;
	const account = scope.add(azurerm.StorageAccount, id, {
		resourceGroupName,
		location: tfLiteral(storage.region),
		name: tfLiteral(storage.bucket ?? globalName(project, storage, 24, false)),
		accountKind: tfLiteral('StorageV2'),
		accountTier: tfLiteral('Standard'),
		accountReplicationType: tfLiteral(replicationOf(storage.region, storage.class === 'archive')),
		accessTier: tfLiteral(accessTiers[storage.class]),
		minTlsVersion: tfLiteral('TLS1_2'),
		httpsTrafficOnlyEnabled: storage.tls,
		allowNestedItemsToBePublic: storage.public_access,
		publicNetworkAccessEnabled: storage.public_access,
		networkRules: {
			defaultAction: tfLiteral(storage.public_access ? 'Allow' : 'Deny'),
			bypass: [tfLiteral('AzureServices')],
		},
		sharedAccessKeyEnabled: false,
		defaultToOauthAuthentication: true,
		localUserEnabled: false,
		sftpEnabled: false,
		crossTenantReplicationEnabled: false,
		infrastructureEncryptionEnabled: true,
		blobProperties: {
			versioningEnabled: storage.versioning,
			...(days === 0 ? {} : { deleteRetentionPolicy: { days }, containerDeleteRetentionPolicy: { days } }),
		},
		...(key === undefined || storage.encryption_key === undefined
			? {}
			: {
					identity: { type: tfLiteral('UserAssigned'), identityIds: [key.id] },
					customerManagedKey: { keyVaultKeyId: tfLiteral(storage.encryption_key), userAssignedIdentityId: key.id },
					dependsOn: key.dependsOn,
				}),
		tags: azureTags(project, storage),
	});
	return scope.reference(account.id);
}

function addPolicy({ scope, azurerm }: AzureScope, storage: Storage, id: TfId, storageAccountId: TfText): void {
	const days = storage.expire_after_days;
	const filters = { blobTypes: [tfLiteral('blockBlob')] };
	const archive = {
		name: tfLiteral('archive'),
		enabled: true,
		filters,
		actions: {
			baseBlob: { tierToArchiveAfterDaysSinceModificationGreaterThan: 0 },
			version: { changeTierToArchiveAfterDaysSinceCreation: 0 },
		},
	};
	const expire = (after: number) => ({
		name: tfLiteral('expire'),
		enabled: true,
		filters,
		actions: {
			baseBlob: { deleteAfterDaysSinceModificationGreaterThan: after },
			version: { deleteAfterDaysSinceCreation: after },
		},
	});
	const rule = [...(storage.class === 'archive' ? [archive] : []), ...(days === undefined ? [] : [expire(days)])];
	if (rule.length > 0) scope.add(azurerm.StorageManagementPolicy, id, { storageAccountId, rule });
}
