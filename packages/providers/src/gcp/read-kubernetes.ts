import { kubernetesSchema, type PlannedResource, type Project, type ReadResources } from '@portcullis/core';
import { optional } from '../read/optional.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { joinResults, readResource } from '../read/read-resource.js';
import { isKnown, listAt, textAt, textsAt, valueAt } from '../read/value-at.js';
import { diskTypeOf } from '../shared/disk-types.js';
import { isOwn, userTags } from '../shared/own-tags.js';
import { isSet } from './is-set.js';
import { shortName } from './short-name.js';

/** What the account of our nodes may do: the one role that GKE asks for. */
export const nodeRole = 'roles/container.defaultNodeServiceAccount';

const localDisks = ['local_nvme_ssd_block_config', 'ephemeral_storage_local_ssd_config', 'ephemeral_storage_config'];

/** The clusters among google's resources, each with its pools and, of ours, the account of its nodes. */
export function readGcpKubernetes(planned: PlannedPool, _project: Project): ReadResources {
	return joinResults(planned.takeType('google_container_cluster').map((cluster) => readCluster(planned, cluster)));
}

function readCluster(planned: PlannedPool, cluster: PlannedResource): ReadResources {
	const { values } = cluster;
	const labels = textsAt(values, 'resource_labels');
	const own = isOwn(labels);
	const pools = takePools(planned, values);
	const beside = own
		? ['google_service_account', 'google_project_iam_member'].flatMap((type) => planned.takeBeside(cluster, type) ?? [])
		: [];
	const location = textAt(values, 'location');
	const version = textAt(values, 'min_master_version')?.split('.').slice(0, 2).join('.');
	const encrypted = textAt(values, 'database_encryption', 0, 'state') === 'ENCRYPTED';
	const key = encrypted ? textAt(values, 'database_encryption', 0, 'key_name') : undefined;
	const network = shortName(textAt(values, 'network')) ?? 'default';
	const access = valueAt(values, 'private_cluster_config', 0);
	const publicEndpoint = valueAt(access, 'enable_private_endpoint') !== true;
	return readResource(
		kubernetesSchema,
		{
			kind: 'kubernetes',
			name: textAt(values, 'name'),
			region: location?.replace(/-[a-z]$/, ''),
			...optional({ version }),
			node_pools: pools.map(readPool),
			private_nodes: valueAt(access, 'enable_private_nodes') === true,
			public_endpoint: publicEndpoint,
			authorized_cidrs: publicEndpoint ? authorizedOf(values, own) : [],
			encryption: true,
			...optional({ encryption_key: key }),
			...(network === 'default' ? {} : { network }),
			high_availability: location !== undefined && !/-[a-z]$/.test(location),
			deletion_protection:
				own || isKnown(values, 'deletion_protection') ? valueAt(values, 'deletion_protection') !== false : undefined,
			tags: userTags(labels),
		},
		[cluster, ...pools, ...beside].map(({ address }) => address),
		unfitCluster(planned, values, pools, publicEndpoint) ??
			unfitParts(values, own) ??
			givenMore(beside) ??
			unfitPools(pools, valueAt(access, 'enable_private_nodes') === true),
	);
}

function takePools(planned: PlannedPool, cluster: unknown): readonly PlannedResource[] {
	const name = textAt(cluster, 'name');
	return planned.takeType('google_container_node_pool', ({ values }) => {
		const location = textAt(values, 'location');
		return (
			name !== undefined &&
			shortName(textAt(values, 'cluster')) === name &&
			(location === undefined || location === textAt(cluster, 'location'))
		);
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
function authorizedOf(values: unknown, own: boolean): readonly unknown[] | undefined {
	const config = valueAt(values, 'master_authorized_networks_config', 0);
	if (config === undefined) return ['0.0.0.0/0'];
	if (!own && !isKnown(config, 'cidr_blocks')) return undefined;
	return listAt(config, 'cidr_blocks').map((block) => textAt(block, 'cidr_block'));
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

function unfitParts(values: unknown, own: boolean): string | undefined {
	const vague = ['enable_autopilot', 'enable_legacy_abac'].find((field) => !own && !isKnown(values, field));
	if (vague !== undefined) return `${vague} is not known`;
	const growth = valueAt(values, 'cluster_autoscaling', 0);
	const grows = valueAt(growth, 'enabled');
	if (grows === true) return 'node_pools: Google adds others (cluster_autoscaling)';
	if (growth !== undefined && !own && !isKnown(growth, 'enabled')) {
		return 'node_pools: whether Google adds others is not known (cluster_autoscaling)';
	}
	const encryption = valueAt(values, 'database_encryption', 0);
	if (encryption === undefined) return undefined;
	const state = textAt(encryption, 'state');
	const known = state === 'DECRYPTED' || (state === 'ENCRYPTED' && textAt(encryption, 'key_name') !== undefined);
	return known ? undefined : 'encryption_key: what database_encryption says is not known';
}

/** What somebody gave the account of our nodes, or to somebody else by our block. */
function givenMore(beside: readonly PlannedResource[]): string | undefined {
	const account = beside.find(({ type }) => type === 'google_service_account');
	const named = `serviceAccount:${textAt(account?.values, 'account_id')}@`;
	for (const { type, address, values } of beside) {
		if (type !== 'google_project_iam_member') continue;
		// A plan does not know the member as long as the account does not stand.
		const member = textAt(values, 'member') ?? named;
		if (textAt(values, 'role') !== nodeRole || !member.startsWith(named)) {
			return `node_pools: ${address} gives more than the model can say`;
		}
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
		const disks = localDisks.find((block) =>
			listAt(values, 'node_config', 0, block).some((disk) => valueAt(disk, 'local_ssd_count') !== 0),
		);
		if (disks !== undefined) return `node_pools: ${disks} of ${address} cannot be said in the model`;
		const beyond = ['spot', 'preemptible', 'guest_accelerator', 'taint', 'sole_tenant_config', 'local_ssd_count'].find(
			(field) => isSet(valueAt(values, 'node_config', 0, field)),
		);
		if (beyond !== undefined) return `node_pools: ${beyond} of ${address} cannot be said in the model`;
	}
	return undefined;
}
