import type { Kubernetes } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import { tfId } from '../cdk/tf-id.js';
import { type TfMap, type TfText, tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { Desired, Mapping } from '../mapping.js';
import { fitName } from '../shared/fit-name.js';
import { networkOf } from '../shared/network-of.js';
import { networkTags, ownTags } from '../shared/own-tags.js';
import { type AwsScope, networkBlocks } from './aws-scope.js';
import { checkAwsKubernetes } from './check-kubernetes.js';
import { addClusterRole, addNodeRole } from './cluster-roles.js';
import { logRetentionDays } from './flow-log.js';
import { addNodePool } from './node-pool.js';
import { readAwsKubernetes } from './read-kubernetes.js';
import { twoSubnets } from './subnet-choice.js';

/**
 * A cluster on EKS: the control plane, which always stands in several zones, its role and its logs, a key for its
 * secrets, and for each pool a launch template and a node group with one role for all.
 *
 * Its endpoint is private unless asked for, access is by entries of its own and no config map, nodes have no public
 * address, IMDSv2 alone and not for pods, and encrypted disks. Pods get roles by Pod Identity.
 */
export const awsKubernetes: Mapping<Kubernetes, AwsScope> = {
	check: checkAwsKubernetes,
	toTerraform,
	read: readAwsKubernetes,
};

/** Everything that the control plane can write down. */
const logTypes = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

function toTerraform(aws: AwsScope, cluster: Kubernetes, desired: Desired): void {
	const { scope, project } = aws;
	const id = tfId('kubernetes', cluster.name);
	const region = tfLiteral(cluster.region);
	const network = networkOf(desired, cluster.network);
	if (network === undefined) throw new Error(`kubernetes/${cluster.name} names no network`);
	const { subnetIds, groupId } = networkBlocks(aws, network.name);
	const subnets = twoSubnets(network, !cluster.private_nodes).flatMap(({ name }) => subnetIds.get(name) ?? []);
	const ownedTags = { ...cluster.tags, ...ownTags(project, cluster), ...networkTags(network.name) };
	const tags = tfMap({ ...ownedTags, Name: cluster.name });
	const name = fitName(`${project.name}-${cluster.name}`, 1, 100);
	scope.claim('cluster', name);
	// Made before the cluster: EKS would make one that keeps everything for ever.
	const logs = scope.add(aws.aws.CloudwatchLogGroup, id, {
		region,
		name: tfLiteral(`/aws/eks/${name}/cluster`),
		retentionInDays: logRetentionDays,
		tags,
	});
	const role = addClusterRole(aws, cluster, tags);
	const keyArn = cluster.encryption ? keyOf(aws, cluster, tags) : undefined;
	const block = scope.add(aws.aws.EksCluster, id, {
		region,
		name: tfLiteral(name),
		...(cluster.version === undefined ? {} : { version: tfLiteral(cluster.version) }),
		roleArn: role.arn,
		enabledClusterLogTypes: logTypes.map((type) => tfLiteral(type)),
		accessConfig: {
			authenticationMode: tfLiteral('API'),
			// Nobody could enter otherwise; whoever applies the document can give access to others and give this up.
			bootstrapClusterCreatorAdminPermissions: true,
		},
		vpcConfig: {
			subnetIds: subnets,
			endpointPrivateAccess: true,
			endpointPublicAccess: cluster.public_endpoint,
			...(cluster.public_endpoint
				? { publicAccessCidrs: cluster.authorized_cidrs.map((cidr) => tfLiteral(cidr)) }
				: {}),
		},
		...(keyArn === undefined ? {} : { encryptionConfig: { resources: [tfLiteral('secrets')], provider: { keyArn } } }),
		deletionProtection: cluster.deletion_protection,
		tags,
		dependsOn: [...role.attachments, logs],
	});
	const clusterName = scope.reference(block.name);
	scope.add(aws.aws.EksAddon, partId('kubernetes', cluster.name, 'pod-identity'), {
		region,
		clusterName,
		addonName: tfLiteral('eks-pod-identity-agent'),
		tags,
	});
	const nodes = addNodeRole(aws, cluster, tags);
	const groups = [scope.reference(block.vpcConfig.clusterSecurityGroupId), groupId];
	for (const pool of cluster.node_pools) {
		addNodePool(aws, cluster, pool, { clusterName, role: nodes, subnets, groups, tags: ownedTags });
	}
}

function keyOf({ scope, aws }: AwsScope, cluster: Kubernetes, tags: TfMap): TfText {
	if (cluster.encryption_key !== undefined) return tfLiteral(cluster.encryption_key);
	const key = scope.add(aws.KmsKey, tfId('kubernetes', cluster.name), {
		region: tfLiteral(cluster.region),
		description: tfLiteral(`Secrets of kubernetes/${cluster.name}, by Portcullis`),
		enableKeyRotation: true,
		deletionWindowInDays: 30,
		tags,
	});
	return scope.reference(key.arn);
}
