import { kubernetesSchema, type PlannedResource, type Project } from '@portcullis/core';
import type { PlannedPool } from '../read/planned-pool.js';
import { joinResults, readResource } from '../read/read-resource.js';
import type { ReadResult } from '../read/read-result.js';
import { textAt, textsAt, valueAt } from '../read/value-at.js';
import { diskTypeOf } from '../vm/disk-types.js';
import { userTags } from '../vm/own-tags.js';
import { isSet } from './is-set.js';
import { shortName } from './short-name.js';

/** The clusters among google's resources, each with its pools and, of ours, the account of its nodes. */
export function readGcpKubernetes(planned: PlannedPool, _project: Project): ReadResult {
	return joinResults(planned.takeType('google_container_cluster').map((cluster) => readCluster(planned, cluster)));
}

function readCluster(planned: PlannedPool, cluster: PlannedResource): ReadResult {
	const { values } = cluster;
	const labels = textsAt(values, 'resource_labels');
	const own = labels['managed-by'] === 'portcullis';
	const pools = takePools(planned, values);
	const beside = own
		? ['google_service_account', 'google_project_iam_member'].flatMap((type) => planned.takeBeside(cluster, type) ?? [])
		: [];
	const location = textAt(values, 'location');
	const version = textAt(values, 'min_master_version')?.split('.').slice(0, 2).join('.');
	const key = textAt(values, 'database_encryption', 0, 'key_name');
	const network = shortName(textAt(values, 'network')) ?? 'default';
	const access = valueAt(values, 'private_cluster_config', 0);
	const publicEndpoint = valueAt(access, 'enable_private_endpoint') !== true;
	return readResource(
		kubernetesSchema,
		{
			kind: 'kubernetes',
			name: textAt(values, 'name'),
			region: location?.replace(/-[a-z]$/, ''),
			...(version === undefined ? {} : { version }),
			node_pools: pools.map(readPool),
			private_nodes: valueAt(access, 'enable_private_nodes') === true,
			public_endpoint: publicEndpoint,
			authorized_cidrs: publicEndpoint ? authorizedOf(values) : [],
			encryption: true,
			...(key === undefined ? {} : { encryption_key: key }),
			...(network === 'default' ? {} : { network }),
			high_availability: location !== undefined && !/-[a-z]$/.test(location),
			deletion_protection: valueAt(values, 'deletion_protection') !== false,
			tags: userTags(labels),
		},
		[cluster, ...pools, ...beside].map(({ address }) => address),
		unfitCluster(planned, values, pools, publicEndpoint) ??
			unfitPools(pools, valueAt(access, 'enable_private_nodes') === true),
	);
}

function takePools(planned: PlannedPool, cluster: unknown): readonly PlannedResource[] {
	const name = textAt(cluster, 'name');
	return planned.takeType('google_container_node_pool').filter((pool) => {
		const location = textAt(pool.values, 'location');
		const belongs =
			name !== undefined &&
			shortName(textAt(pool.values, 'cluster')) === name &&
			(location === undefined || location === textAt(cluster, 'location'));
		if (!belongs) planned.putBack(pool);
		return belongs;
	});
}

function readPool({ values }: PlannedResource) {
	return {
		name: textAt(values, 'name'),
		size: textAt(values, 'node_config', 0, 'machine_type'),
		min: valueAt(values, 'autoscaling', 0, 'total_min_node_count'),
		max: valueAt(values, 'autoscaling', 0, 'total_max_node_count'),
		disk: {
			size_gib: valueAt(values, 'node_config', 0, 'disk_size_gb'),
			type: diskTypeOf('gcp', textAt(values, 'node_config', 0, 'disk_type')),
		},
	};
}

/** Who may reach the control plane; without a list, everybody. */
function authorizedOf(values: unknown): readonly unknown[] {
	const config = valueAt(values, 'master_authorized_networks_config', 0);
	if (config === undefined) return ['0.0.0.0/0'];
	const blocks = valueAt(config, 'cidr_blocks');
	return Array.isArray(blocks) ? blocks.map((block) => textAt(block, 'cidr_block')) : [];
}

function unfitCluster(
	planned: PlannedPool,
	values: unknown,
	pools: readonly PlannedResource[],
	publicEndpoint: boolean,
): string | undefined {
	if (valueAt(values, 'enable_autopilot') === true) return 'node_pools: Google makes its nodes (enable_autopilot)';
	// A state lists the pools that are blocks of their own in the cluster too.
	const within = valueAt(values, 'node_pool');
	const names = Array.isArray(within) ? within.map((pool) => textAt(pool, 'name')) : [];
	const strange = names.some((name) => pools.every((pool) => textAt(pool.values, 'name') !== name));
	if (valueAt(values, 'remove_default_node_pool') !== true || strange) {
		return 'node_pools: it has one that is no block of its own';
	}
	const vague = planned
		.rest()
		.find((pool) => pool.type === 'google_container_node_pool' && !isSet(valueAt(pool.values, 'cluster')));
	if (vague !== undefined) return `node_pools: ${vague.address} may belong to it, its cluster is not known`;
	if (valueAt(values, 'enable_legacy_abac') === true) return 'enable_legacy_abac cannot be said in the model';
	const dns = valueAt(values, 'control_plane_endpoints_config', 0, 'dns_endpoint_config', 0);
	if (valueAt(dns, 'allow_external_traffic') === true) return 'public_endpoint: it is reached by its name too';
	const config = valueAt(values, 'master_authorized_networks_config', 0);
	if (publicEndpoint && config !== undefined && valueAt(config, 'gcp_public_cidrs_access_enabled') !== false) {
		return 'authorized_cidrs: all of Google Cloud may reach it (gcp_public_cidrs_access_enabled)';
	}
	return undefined;
}

function unfitPools(pools: readonly PlannedResource[], privateNodes: boolean): string | undefined {
	for (const { address, values } of pools) {
		if (valueAt(values, 'autoscaling', 0, 'total_max_node_count') === undefined) {
			return `node_pools: ${address} does not grow by numbers of the whole cluster`;
		}
		if (privateNodes && valueAt(values, 'network_config', 0, 'enable_private_nodes') === false) {
			return `private_nodes: nodes of ${address} have public addresses`;
		}
		const beyond = ['spot', 'preemptible', 'guest_accelerator', 'taint', 'sole_tenant_config'].find((field) =>
			isSet(valueAt(values, 'node_config', 0, field)),
		);
		if (beyond !== undefined) return `node_pools: ${beyond} of ${address} cannot be said in the model`;
	}
	return undefined;
}
