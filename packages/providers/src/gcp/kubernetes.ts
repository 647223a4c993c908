import type { Kubernetes } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import { type TfText, tfJoin, tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { Desired, Mapping } from '../mapping.js';
import { cloudDiskType } from '../shared/disk-types.js';
import { firstSubnet } from '../shared/first-subnet.js';
import { fitName } from '../shared/fit-name.js';
import { networkOf } from '../shared/network-of.js';
import { ownTags } from '../shared/own-tags.js';
import { checkGcpKubernetes } from './check-kubernetes.js';
import { defaultGcpZone } from './default-zone.js';
import type { GcpScope } from './gcp-scope.js';
import { masterRange } from './master-range.js';
import { nodeRole, readGcpKubernetes } from './read-kubernetes.js';
import { networkNamed } from './written-network.js';
import { startPerZone, zonesOfRegion } from './zones-of.js';

/**
 * A cluster on GKE: the cluster without a pool of its own, each pool of nodes as a block, and a service account of the
 * nodes with the one role that GKE asks for.
 *
 * Nodes and control plane without public addresses unless asked for, and reached by the ranges that are named alone;
 * workloads sign in as themselves and see nothing of the node's account; shielded nodes; network policy by Dataplane V2;
 * no client certificate; updated by the regular channel. Ranges of pods and services are taken by GKE from what is free
 * in the network, so that a cluster changes no block of its network.
 */
export const gcpKubernetes: Mapping<Kubernetes, GcpScope> = {
	check: checkGcpKubernetes,
	toTerraform,
	read: readGcpKubernetes,
};

function toTerraform(gcp: GcpScope, cluster: Kubernetes, desired: Desired): void {
	const { scope, google, project } = gcp;
	const id = partId('kubernetes', cluster.name);
	scope.claim('cluster', cluster.name);
	const account = addAccount(gcp, cluster);
	const labels = tfMap({ ...cluster.tags, ...ownTags(project, cluster) });
	const location = tfLiteral(cluster.high_availability ? cluster.region : defaultGcpZone(cluster.region));
	const element = scope.add(google.ContainerCluster, id, {
		name: tfLiteral(cluster.name),
		location,
		resourceLabels: labels,
		deletionProtection: cluster.deletion_protection,
		...placeOf(gcp, cluster, desired),
		networkingMode: tfLiteral('VPC_NATIVE'),
		ipAllocationPolicy: { clusterIpv4CidrBlock: tfLiteral('/14') },
		datapathProvider: tfLiteral('ADVANCED_DATAPATH'),
		...(cluster.version === undefined ? {} : { minMasterVersion: tfLiteral(cluster.version) }),
		releaseChannel: { channel: tfLiteral('REGULAR') },
		// The first pool cannot be left out; it is gone again before the cluster is done.
		removeDefaultNodePool: true,
		initialNodeCount: 1,
		nodeConfig: {
			serviceAccount: account.email,
			shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
		},
		...(cluster.private_nodes
			? {
					privateClusterConfig: {
						enablePrivateNodes: true,
						enablePrivateEndpoint: !cluster.public_endpoint,
						masterIpv4CidrBlock: tfLiteral(masterRange(cluster.name)),
					},
				}
			: {}),
		masterAuthorizedNetworksConfig: {
			gcpPublicCidrsAccessEnabled: false,
			...(cluster.authorized_cidrs.length === 0
				? {}
				: { cidrBlocks: cluster.authorized_cidrs.map((cidr) => ({ cidrBlock: tfLiteral(cidr) })) }),
		},
		masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
		enableShieldedNodes: true,
		enableLegacyAbac: false,
		workloadIdentityConfig: { workloadPool: tfJoin(account.project, tfLiteral('.svc.id.goog')) },
		...(cluster.encryption_key === undefined
			? {}
			: { databaseEncryption: { state: tfLiteral('ENCRYPTED'), keyName: tfLiteral(cluster.encryption_key) } }),
		dependsOn: [account.grant],
		// The first pool's settings go with it; and a subnet that is added before the others moves no cluster.
		ignoreChanges: ['initial_node_count', 'node_config', 'subnetwork'].map(tfLiteral),
	});
	const clusterName = scope.reference(element.name);
	for (const pool of cluster.node_pools) {
		scope.add(google.ContainerNodePool, partId('kubernetes', cluster.name, pool.name), {
			name: tfLiteral(pool.name),
			cluster: clusterName,
			location,
			initialNodeCount: startPerZone(pool.min, cluster.high_availability ? zonesOfRegion : 1),
			autoscaling: { totalMinNodeCount: pool.min, totalMaxNodeCount: pool.max, locationPolicy: tfLiteral('BALANCED') },
			management: { autoRepair: true, autoUpgrade: true },
			nodeConfig: {
				machineType: tfLiteral(pool.size),
				imageType: tfLiteral('COS_CONTAINERD'),
				diskSizeGb: pool.disk.size_gib,
				diskType: tfLiteral(cloudDiskType('gcp', pool.disk.type)),
				serviceAccount: account.email,
				oauthScopes: [tfLiteral('https://www.googleapis.com/auth/cloud-platform')],
				metadata: tfMap({ 'disable-legacy-endpoints': 'true' }),
				workloadMetadataConfig: { mode: tfLiteral('GKE_METADATA') },
				shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
				kubeletConfig: { insecureKubeletReadonlyPortEnabled: tfLiteral('FALSE') },
				resourceLabels: labels,
			},
			// Another number to start with would replace the pool.
			ignoreChanges: [tfLiteral('initial_node_count')],
		});
	}
}

function placeOf(gcp: GcpScope, cluster: Kubernetes, desired: Desired) {
	if (cluster.network === undefined) return {};
	const written = networkNamed(gcp, cluster.network);
	const network = networkOf(desired, cluster.network);
	const subnet = network ? firstSubnet(network, !cluster.private_nodes) : undefined;
	const subnetwork = subnet === undefined ? undefined : written.subnets.get(subnet.name);
	return { network: written.name, ...(subnetwork === undefined ? {} : { subnetwork }) };
}

function addAccount({ scope, google }: GcpScope, { name }: Kubernetes) {
	const id = partId('kubernetes', name);
	// IAM wants 6 to 30 characters.
	const accountId = fitName(`gke-${name}`, 6, 30);
	scope.claim('service account', accountId);
	const account = scope.add(google.ServiceAccount, id, {
		accountId: tfLiteral(accountId),
		displayName: tfLiteral(`Nodes of kubernetes/${name}, by Portcullis`),
	});
	// The project may be known to Terraform's environment alone; the account says which it is.
	const project: TfText = scope.reference(account.project);
	const grant = scope.add(google.ProjectIamMember, id, {
		project,
		role: tfLiteral(nodeRole),
		member: scope.reference(account.member),
	});
	return { email: scope.reference(account.email), project, grant };
}
