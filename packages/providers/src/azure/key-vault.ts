import type { Resource } from '@portcullis/core';
import type { Dependable } from '../cdk/safe-config.js';
import { type TfId, tfId } from '../cdk/tf-id.js';
import { type TfText, tfLiteral } from '../cdk/tf-text.js';
import type { Say } from '../shared/say.js';
import type { AzureScope } from './azure-scope.js';
import { azureTags } from './azure-tags.js';

// https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#objects-identifiers-and-versioning
const keyId = /^https:\/\/([a-z](?:-?[a-z0-9]){2,23})\.vault\.azure\.net\/keys\/[A-Za-z0-9-]{1,127}(\/[0-9a-f]{32})?$/;

/** Holds a customer's key to what Azure's key vaults have. */
export function checkKey(resource: Resource, say: Say, needsVersion = false): void {
	if (resource.kind === 'network' || resource.encryption_key === undefined) return;
	const found = keyId.exec(resource.encryption_key);
	if (found === null || (needsVersion && found[2] === undefined)) {
		say(
			['encryption_key'],
			`must be the id of a key in a key vault of azure: https://NAME.vault.azure.net/keys/KEY${needsVersion ? '/VERSION' : ''}`,
			resource.encryption_key,
		);
	}
}

/** Whether a key's id names no version, so that Azure follows the key's newest. */
export function followsNewest(key: string): boolean {
	return keyId.exec(key)?.[2] === undefined;
}

/** The name of the key vault that a key's id leads to; `undefined` where it is no such id. */
export function vaultOf(key: string): string | undefined {
	return keyId.exec(key)?.[1];
}

/** An identity that may use a customer's key. */
export interface KeyIdentity {
	readonly id: TfText;
	readonly principalId: TfText;
	/** What must stand before the key can be used. */
	readonly dependsOn: readonly Dependable[];
}

/**
 * Adds an identity of the resource's own, and lets it use the vault's keys and nothing more. A key's id does not say
 * where its vault stands: that is Terraform's variable `key_vault_id_<vault>`. The vault must go by roles, not by
 * access policies.
 */
export function addKeyIdentity(
	azure: AzureScope,
	resource: Resource,
	id: TfId,
	key: string,
	role = 'Key Vault Crypto Service Encryption User',
): KeyIdentity {
	const { scope, azurerm } = azure;
	const identity = addIdentity(azure, resource, id);
	const vault = vaultOf(key) ?? '';
	const assignment = scope.add(azurerm.RoleAssignment, id, {
		scope: scope.variable(tfId('key_vault_id', vault), `Id of the key vault ${vault}: /subscriptions/…`),
		roleDefinitionName: tfLiteral(role),
		principalId: identity.principalId,
		principalType: tfLiteral('ServicePrincipal'),
	});
	return { ...identity, dependsOn: [assignment] };
}

/** Adds an identity of the resource's own, without any role. */
export function addIdentity(azure: AzureScope, resource: Resource, id: TfId): Omit<KeyIdentity, 'dependsOn'> {
	const { scope, azurerm, project, resourceGroupName } = azure;
	const identity = scope.add(azurerm.UserAssignedIdentity, id, {
		resourceGroupName,
		location: tfLiteral(resource.region),
		name: tfLiteral(`${resource.kind}-${resource.name}`),
		tags: azureTags(project, resource),
	});
	return { id: scope.reference(identity.id), principalId: scope.reference(identity.principalId) };
}
