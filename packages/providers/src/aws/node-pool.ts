import type { Kubernetes } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import { type TfText, tfLiteral, tfMap } from '../cdk/tf-text.js';
import { cloudDiskType } from '../shared/disk-types.js';
import { fitName } from '../shared/fit-name.js';
import { type AwsScope, nameBeside } from './aws-scope.js';
import type { addNodeRole } from './cluster-roles.js';
import { io2Iops } from './disk-speed.js';
import { awsArchitecture } from './images.js';

/** A pool of a cluster. */
export type NodePool = Kubernetes['node_pools'][number];

/** What all pools of a cluster share. */
export interface PoolSurroundings {
	readonly clusterName: TfText;
	readonly role: ReturnType<typeof addNodeRole>;
	readonly subnets: readonly TfText[];
	/** Security groups: the cluster's own, and that of the network. */
	readonly groups: readonly TfText[];
	readonly tags: Readonly<Record<string, string>>;
}

/** A pool: a launch template that says what each node is, and a node group that keeps as many as are wanted. */
export function addNodePool(aws: AwsScope, cluster: Kubernetes, pool: NodePool, around: PoolSurroundings): void {
	const { scope } = aws;
	const id = partId('kubernetes', cluster.name, pool.name);
	const region = tfLiteral(cluster.region);
	const tags = tfMap({ ...around.tags, Name: `${cluster.name}-${pool.name}` });
	const template = addTemplate(aws, cluster, pool, around);
	scope.add(aws.aws.EksNodeGroup, id, {
		region,
		clusterName: around.clusterName,
		nodeGroupName: tfLiteral(pool.name),
		nodeRoleArn: around.role.arn,
		subnetIds: around.subnets,
		instanceTypes: [tfLiteral(pool.size)],
		amiType: tfLiteral(nodeImage(pool.size)),
		capacityType: tfLiteral('ON_DEMAND'),
		launchTemplate: { id: template.id, version: template.version },
		scalingConfig: { minSize: pool.min, maxSize: pool.max, desiredSize: pool.min },
		updateConfig: { maxUnavailable: 1 },
		tags,
		dependsOn: around.role.attachments,
		// How many stand within the limits is the autoscaler's to say.
		ignoreChanges: [tfLiteral('scaling_config[0].desired_size')],
	});
}

function addTemplate(aws: AwsScope, cluster: Kubernetes, pool: NodePool, around: PoolSurroundings) {
	const { scope, project } = aws;
	const name = fitName(`${nameBeside(project, cluster, 110)}-${pool.name}`, 1, 125);
	const tags = tfMap({ ...around.tags, Name: `${cluster.name}-${pool.name}` });
	const block = scope.add(aws.aws.LaunchTemplate, partId('kubernetes', cluster.name, pool.name), {
		region: tfLiteral(cluster.region),
		name: tfLiteral(name),
		description: tfLiteral(`Nodes of pool ${pool.name} of kubernetes/${cluster.name}, by Portcullis`),
		updateDefaultVersion: true,
		blockDeviceMappings: [
			{
				deviceName: tfLiteral('/dev/xvda'),
				ebs: {
					encrypted: tfLiteral(String(cluster.encryption)),
					volumeType: tfLiteral(cloudDiskType('aws', pool.disk.type)),
					volumeSize: pool.disk.size_gib,
					...(pool.disk.type === 'ssd' ? { iops: io2Iops } : {}),
					deleteOnTermination: tfLiteral('true'),
				},
			},
		],
		// One hop: a pod, which is one further, does not get the node's credentials.
		metadataOptions: {
			httpEndpoint: tfLiteral('enabled'),
			httpTokens: tfLiteral('required'),
			httpPutResponseHopLimit: 1,
		},
		monitoring: { enabled: true },
		networkInterfaces: [
			{
				associatePublicIpAddress: tfLiteral(String(!cluster.private_nodes)),
				deleteOnTermination: tfLiteral('true'),
				securityGroups: around.groups,
			},
		],
		tagSpecifications: ['instance', 'volume'].map((type) => ({ resourceType: tfLiteral(type), tags })),
		tags,
	});
	return {
		id: scope.reference(block.id),
		// A number, which a node group takes as text; `$Latest` would be shown as a change for ever.
		version: scope.reference(block.getStringAttribute('latest_version')),
	};
}

/**
 * The image that EKS makes for a machine type: Amazon Linux 2023, with drivers where there are cards of NVIDIA's or
 * aws's own.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html, amiType
 */
export function nodeImage(size: string): string {
	const architecture = awsArchitecture(size) === 'arm64' ? 'ARM_64' : 'x86_64';
	if (/^(?:inf|trn)\d/.test(size)) return `AL2023_${architecture}_NEURON`;
	return `AL2023_${architecture}_${/^(?:g|p)\d/.test(size) ? 'NVIDIA' : 'STANDARD'}`;
}
