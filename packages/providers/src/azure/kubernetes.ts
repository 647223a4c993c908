import { type Kubernetes, sha256 } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import type { Dependable } from '../cdk/safe-config.js';
import { type TfText, tfLiteral } from '../cdk/tf-text.js';
import type { Desired, Mapping } from '../mapping.js';
import { firstSubnet } from '../shared/first-subnet.js';
import { fitName } from '../shared/fit-name.js';
import { type AzureScope, resourceGroupOf } from './azure-scope.js';
import { azureTags, placeTags } from './azure-tags.js';
import { checkAzureKubernetes } from './check-kubernetes.js';
import { nameServer, podRange, serviceRange } from './cluster-ranges.js';
import { addIdentity, addKeyIdentity } from './key-vault.js';
import { fallbackSubnet } from './private-endpoint.js';
import { protect } from './protect.js';
import { readAzureKubernetes } from './read-kubernetes.js';
import { networkFor, subnetReference } from './subnet-choice.js';

type Pool = Kubernetes['node_pools'][number];

/**
 * A cluster on Azure: AKS with an identity of its own that may use the subnet and nothing else, a private control plane
 * unless `public_endpoint` says otherwise, sign-in and rights by Entra alone, workload identity, Azure Policy, Cilium
 * between pods, patches by itself, and disks encrypted at the host (the subscription must have EncryptionAtHost). The
 * first pool is the one that Azure wants in the cluster's own block; every other is a block of its own.
 */
export const azureKubernetes: Mapping<Kubernetes, AzureScope> = {
	check: checkAzureKubernetes,
	toTerraform,
	read: readAzureKubernetes,
};

function toTerraform(azure: AzureScope, cluster: Kubernetes, desired: Desired): void {
	const { scope, azurerm, project, resourceGroupName } = azure;
	const id = partId('kubernetes', cluster.name);
	const [first, ...others] = cluster.node_pools;
	if (first === undefined) throw new Error('the model wants at least one pool');
	const { subnetId, waitsFor } = placeOf(azure, cluster, desired);
	const identity =
		cluster.encryption_key === undefined
			? { ...addIdentity(azure, cluster, id), dependsOn: [] }
			: addKeyIdentity(azure, cluster, id, cluster.encryption_key, 'Key Vault Crypto User');
	const join = scope.add(azurerm.RoleAssignment, partId('kubernetes', cluster.name, 'subnet'), {
		scope: subnetId,
		roleDefinitionName: tfLiteral('Network Contributor'),
		principalId: identity.principalId,
		principalType: tfLiteral('ServicePrincipal'),
	});
	const element = scope.add(azurerm.KubernetesCluster, id, {
		...securityOf(cluster),
		resourceGroupName,
		location: tfLiteral(cluster.region),
		name: tfLiteral(cluster.name),
		dnsPrefix: tfLiteral(cluster.name),
		// Azure's own name for it can grow past the 80 characters that it takes.
		nodeResourceGroup: tfLiteral(fitName(`${resourceGroupOf(project)}-${cluster.name}-nodes`, 1, 80)),
		...(cluster.version === undefined ? {} : { kubernetesVersion: tfLiteral(cluster.version) }),
		skuTier: tfLiteral(cluster.high_availability ? 'Standard' : 'Free'),
		identity: { type: tfLiteral('UserAssigned'), identityIds: [identity.id] },
		defaultNodePool: { ...poolOf(cluster, first, subnetId), upgradeSettings: { maxSurge: tfLiteral('10%') } },
		networkProfile: {
			networkPlugin: tfLiteral('azure'),
			networkPluginMode: tfLiteral('overlay'),
			networkPolicy: tfLiteral('cilium'),
			networkDataPlane: tfLiteral('cilium'),
			loadBalancerSku: tfLiteral('standard'),
			outboundType: tfLiteral(cluster.network === undefined ? 'loadBalancer' : 'userAssignedNATGateway'),
			podCidr: tfLiteral(podRange),
			serviceCidr: tfLiteral(serviceRange),
			dnsServiceIp: tfLiteral(nameServer),
		},
		tags: azureTags(project, cluster, {
			...placeTags(cluster),
			// Else the version that Azure chose could not be told from one that was asked for.
			...(cluster.version === undefined ? { 'portcullis-version': 'default' } : {}),
		}),
		dependsOn: [join, ...waitsFor, ...identity.dependsOn],
	});
	const kubernetesClusterId = scope.reference(element.id);
	for (const pool of others) {
		scope.add(azurerm.KubernetesClusterNodePool, partId('kubernetes', cluster.name, pool.name), {
			...poolOf(cluster, pool, subnetId),
			upgradeSettings: { maxSurge: tfLiteral('10%') },
			kubernetesClusterId,
			mode: tfLiteral('User'),
			tags: azureTags(project, cluster),
		});
	}
	protect(azure, cluster, id, element.id);
}

function placeOf(
	azure: AzureScope,
	cluster: Kubernetes,
	desired: Desired,
): { readonly subnetId: TfText; readonly waitsFor: readonly Dependable[] } {
	const network = networkFor(desired, cluster.network);
	if (network === undefined) return { subnetId: fallbackSubnet(azure, cluster.region), waitsFor: [] };
	const subnet = firstSubnet(network, false)?.name;
	const nat = azure.scope.once<Dependable | undefined>(`nat ${network.name}/${subnet}`, () => undefined);
	return {
		subnetId: subnetReference(azure, network.name, subnet),
		waitsFor: nat === undefined ? [] : [nat],
	};
}

function securityOf(cluster: Kubernetes) {
	const { public_endpoint, authorized_cidrs, encryption_key } = cluster;
	return {
		privateClusterEnabled: !public_endpoint,
		...(public_endpoint
			? { apiServerAccessProfile: { authorizedIpRanges: authorized_cidrs.map((cidr) => tfLiteral(cidr)) } }
			: { privateClusterPublicFqdnEnabled: false }),
		roleBasedAccessControlEnabled: true,
		azureActiveDirectoryRoleBasedAccessControl: { azureRbacEnabled: true },
		localAccountDisabled: true,
		runCommandEnabled: false,
		oidcIssuerEnabled: true,
		workloadIdentityEnabled: true,
		azurePolicyEnabled: true,
		imageCleanerEnabled: true,
		imageCleanerIntervalHours: 48,
		automaticUpgradeChannel: tfLiteral('patch'),
		nodeOsUpgradeChannel: tfLiteral('NodeImage'),
		keyVaultSecretsProvider: { secretRotationEnabled: true },
		...(encryption_key === undefined
			? {}
			: {
					keyManagementService: {
						keyVaultKeyId: tfLiteral(encryption_key),
						keyVaultNetworkAccess: tfLiteral('Public'),
					},
				}),
	};
}

function poolOf(cluster: Kubernetes, pool: Pool, vnetSubnetId: TfText) {
	return {
		name: tfLiteral(pool.name),
		vmSize: tfLiteral(pool.size),
		autoScalingEnabled: true,
		minCount: pool.min,
		maxCount: pool.max,
		osDiskSizeGb: pool.disk.size_gib,
		osDiskType: tfLiteral('Managed'),
		hostEncryptionEnabled: true,
		nodePublicIpEnabled: !cluster.private_nodes,
		vnetSubnetId,
		// While a pool is made anew its nodes stand in another of this name.
		temporaryNameForRotation: tfLiteral(`tmp${sha256(`${cluster.name}/${pool.name}`).slice(0, 8)}`),
		...(cluster.high_availability ? { zones: ['1', '2', '3'].map((zone) => tfLiteral(zone)) } : {}),
	};
}
