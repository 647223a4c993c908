import { kubernetesSchema, type PlannedResource, type Project, type ReadResources } from '@portcullis/core';
import { optional } from '../read/optional.js';
import type { PlannedPart, PlannedPool } from '../read/planned-pool.js';
import { joinResults, readResource } from '../read/read-resource.js';
import { textAt, textsAt, valueAt } from '../read/value-at.js';
import { diskTypeOf } from '../shared/disk-types.js';
import { isOwn, networkInTags, userTags } from '../shared/own-tags.js';
import { kubernetesPolicies } from './cluster-roles.js';
import { roleGivenMore } from './read-role.js';

const foreign = 'network: the subnets are those of no network that Portcullis wrote';

/** The clusters of ours among aws's resources; those of others stand in networks that no model of ours names. */
export function readAwsKubernetes(planned: PlannedPool, project: Project): ReadResources {
	const read = planned.takeType('aws_eks_cluster').map((cluster) => readCluster(planned, project, cluster));
	const others = ['aws_eks_node_group', 'aws_eks_addon']
		.flatMap((type) => planned.takeType(type))
		.map(({ address }) => ({ address, reason: 'is part of no cluster that Portcullis wrote' }));
	return joinResults([...read, { resources: [], unmapped: others }]);
}

function readCluster(planned: PlannedPool, project: Project, cluster: PlannedResource): ReadResources {
	const { values } = cluster;
	const tags = textsAt(values, 'tags');
	const name = tags['portcullis-resource'] ?? '';
	if (!isOwn(tags)) {
		return { resources: [], unmapped: [{ address: cluster.address, reason: foreign }] };
	}
	const beside = ['aws_cloudwatch_log_group', 'aws_kms_key'].flatMap((type) => planned.takeBeside(cluster, type) ?? []);
	const made = beside.some(({ type }) => type === 'aws_kms_key');
	const parts = (type: string) => planned.takeParts(cluster, type, 'kubernetes', name);
	const groups = parts('aws_eks_node_group');
	const templates = parts('aws_launch_template');
	const others = ['aws_iam_role', 'aws_iam_role_policy_attachment', 'aws_eks_addon'].flatMap(parts);
	const pools = groups.map((group) => readPool(group, templates));
	const vpc = valueAt(values, 'vpc_config', 0);
	const cidrs = valueAt(vpc, 'public_access_cidrs');
	const isPublic = valueAt(vpc, 'endpoint_public_access');
	const secrets = valueAt(values, 'encryption_config', 0) !== undefined;
	const candidate = {
		kind: 'kubernetes',
		name,
		region: textAt(values, 'region') ?? project.region,
		node_pools: pools.map(({ pool }) => pool),
		private_nodes: pools.every(({ is_public }) => !is_public),
		public_endpoint: isPublic,
		authorized_cidrs: isPublic === true ? cidrs : [],
		encryption: secrets,
		...optional({
			version: textAt(values, 'version'),
			// Of a key that stands beside the cluster a plan knows the ARN once it is made.
			encryption_key: made ? undefined : textAt(values, 'encryption_config', 0, 'provider', 0, 'key_arn'),
			network: networkInTags(tags),
		}),
		// Of every cluster: EKS makes no other.
		high_availability: true,
		deletion_protection: valueAt(values, 'deletion_protection') === true,
		tags: userTags(tags, 'Name'),
	};
	const mixed = pools.some(({ is_public, encrypted }) => is_public !== pools[0]?.is_public || encrypted !== secrets);
	const addresses = [cluster, ...beside, ...[...groups, ...templates, ...others].map(({ resource }) => resource)];
	return readResource(
		kubernetesSchema,
		candidate,
		addresses.map(({ address }) => address),
		pools.find(({ unfit }) => unfit !== undefined)?.unfit ??
			(mixed ? 'node_pools: some have public addresses, or plain disks, and some have not' : undefined) ??
			roleGivenMore(
				others.map(({ resource }) => resource),
				kubernetesPolicies,
			),
	);
}

interface ReadPool {
	readonly pool: Readonly<Record<string, unknown>>;
	readonly is_public: boolean;
	readonly encrypted: boolean;
	readonly unfit?: string | undefined;
}

function readPool({ resource, rest }: PlannedPart, templates: readonly PlannedPart[]): ReadPool {
	const template = templates.find((other) => other.rest[0] === rest[0])?.resource.values;
	const ebs = valueAt(template, 'block_device_mappings', 0, 'ebs', 0);
	const address = textAt(template, 'network_interfaces', 0, 'associate_public_ip_address');
	const encrypted = textAt(ebs, 'encrypted');
	return {
		pool: {
			name: textAt(resource.values, 'node_group_name'),
			size: textAt(resource.values, 'instance_types', 0),
			min: valueAt(resource.values, 'scaling_config', 0, 'min_size'),
			max: valueAt(resource.values, 'scaling_config', 0, 'max_size'),
			disk: {
				size_gib: valueAt(ebs, 'volume_size'),
				type: diskTypeOf('aws', textAt(ebs, 'volume_type')),
			},
		},
		is_public: address === 'true',
		encrypted: encrypted === 'true',
		unfit: unfitPool(resource, template, address, encrypted),
	};
}

/** What somebody changed by hand so that more is open than the model would say, or the price another. */
function unfitPool(
	{ address: own, values }: PlannedResource,
	template: PlannedResource['values'] | undefined,
	address: string | undefined,
	encrypted: string | undefined,
): string | undefined {
	// A template that is not there says nothing of all this either.
	if (address !== 'true' && address !== 'false') return `private_nodes: ${own} does not say whether it has addresses`;
	if (encrypted !== 'true' && encrypted !== 'false') return `encryption: ${own} does not say whether its disks are`;
	if (textAt(template, 'metadata_options', 0, 'http_tokens') !== 'required') {
		return `node_pools: ${own} answers IMDSv1, for which the model has no word`;
	}
	const access = valueAt(values, 'remote_access');
	if (Array.isArray(access) && access.length > 0) return `node_pools: ${own} lets people in by SSH`;
	const types = valueAt(values, 'instance_types');
	if (Array.isArray(types) && types.length > 1) return `node_pools: ${own} is of several machine types`;
	if ((textAt(values, 'capacity_type') ?? 'ON_DEMAND') !== 'ON_DEMAND')
		return `node_pools: ${own} is made of spot machines`;
	return undefined;
}
