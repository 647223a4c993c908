import type { PlannedResource, Project, ReadResources } from '@portcullis/core';
import { optional } from '../read/optional.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { textAt, textsAt, valueAt } from '../read/value-at.js';
import { azureSize } from './azure-size.js';
import { assignmentFault, takeKeyAssignment } from './read-assignment.js';
import { addressesOf, commonFields, inOrder, ownName, takePointing } from './read-azure.js';
import { type Found, readFound } from './read-found.js';
import { takeLock } from './read-lock.js';

/** The clusters among azurerm's resources, with their pools. */
export function readAzureKubernetes(planned: PlannedPool, _project: Project): ReadResources {
	return readFound(planned.takeType('azurerm_kubernetes_cluster').map((cluster) => readCluster(planned, cluster)));
}

function readCluster(planned: PlannedPool, cluster: PlannedResource): Found {
	const { values } = cluster;
	const name = ownName(cluster);
	const own = name !== undefined;
	const type = 'azurerm_kubernetes_cluster_node_pool';
	const key = textAt(values, 'key_management_service', 0, 'key_vault_key_id');
	const identity = planned.takeBeside(cluster, 'azurerm_user_assigned_identity');
	const { assignment, fault } = takeKeyAssignment(planned, cluster, identity, key, 'Key Vault Crypto User');
	const { lock, fault: lockFault } = takeLock(planned, cluster);
	const roles = own ? takeRoles(planned, cluster, name) : [];
	const ownPools = own ? planned.takeParts(cluster, type, 'kubernetes', name) : [];
	const pointing = takePointing(planned, cluster, type, { kubernetes_cluster_id: 'id' });
	const others = [...ownPools.map(({ resource }) => resource), ...pointing.sure];
	const pools = [
		valueAt(values, 'default_node_pool', 0),
		...inOrder(others, (pool) => textAt(pool.values, 'name')).map((pool) => pool.values),
	];
	const nodesPublic = pools.map((pool) => valueAt(pool, 'node_public_ip_enabled') === true);
	const zones = pools.map((pool) => severalZones(pool));
	const version =
		textsAt(values, 'tags')['portcullis-version'] === 'default' ? undefined : textAt(values, 'kubernetes_version');
	const isPrivate = valueAt(values, 'private_cluster_enabled');
	const vague = own ? undefined : pointing.vague[0];
	return {
		addresses: addressesOf(cluster, identity, assignment, lock, ...roles, ...others),
		unfit:
			(vague && `node_pools: the plan does not say which cluster ${vague.address} belongs to`) ??
			(new Set(nodesPublic).size > 1 ? 'private_nodes: it is not the same for all pools' : undefined) ??
			(new Set(zones).size > 1 ? 'high_availability: its pools do not stand in the same zones' : undefined) ??
			tierFault(values, zones[0] === true) ??
			(pools.some((pool) => (textAt(pool, 'os_disk_type') ?? 'Managed') !== 'Managed')
				? 'node_pools.disk: it is a part of the machine'
				: undefined) ??
			fault ??
			lockFault ??
			roles.map((role) => assignmentFault(role, { ...joinRole, identity })).find((reason) => reason !== undefined) ??
			(own ? changedFault(values) : undefined),
		resource: {
			kind: 'kubernetes',
			...commonFields(cluster),
			...optional({ version: version && (/^1\.\d+/.exec(version)?.[0] ?? version) }),
			node_pools: pools.map(readPool),
			private_nodes: !nodesPublic.includes(true),
			public_endpoint: typeof isPrivate === 'boolean' ? !isPrivate : undefined,
			authorized_cidrs: authorizedCidrs(values, isPrivate === true),
			encryption: true,
			...optional({ encryption_key: key }),
			high_availability: zones[0],
			deletion_protection: lock !== undefined,
		},
	};
}

/** The one role besides that of the key: joining the subnet of the nodes. */
const joinRole = { role: 'Network Contributor', scope: /\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i };

function takeRoles(planned: PlannedPool, cluster: PlannedResource, name: string): PlannedResource[] {
	return planned.takeParts(cluster, 'azurerm_role_assignment', 'kubernetes', name).flatMap(({ resource, rest }) => {
		if (rest.join() === 'subnet') return [resource];
		planned.putBack(resource);
		return [];
	});
}

function readPool(pool: unknown): unknown {
	const count = valueAt(pool, 'node_count');
	const grows = valueAt(pool, 'auto_scaling_enabled') === true;
	const size = textAt(pool, 'vm_size');
	return {
		name: textAt(pool, 'name'),
		size,
		min: grows ? valueAt(pool, 'min_count') : count,
		max: grows ? valueAt(pool, 'max_count') : count,
		disk: {
			size_gib: valueAt(pool, 'os_disk_size_gb'),
			// Azure chooses it by the size of the node.
			type: azureSize(size ?? '')?.premium ? 'ssd' : 'balanced',
		},
	};
}

function severalZones(pool: unknown): boolean {
	const zones = valueAt(pool, 'zones');
	return Array.isArray(zones) && zones.length > 1;
}

/** Who may reach a public control plane: everybody, where no range is named. */
function authorizedCidrs(values: unknown, isPrivate: boolean): unknown {
	if (isPrivate) return [];
	const profile = valueAt(values, 'api_server_access_profile');
	if (!Array.isArray(profile)) return undefined;
	const ranges = valueAt(profile, 0, 'authorized_ip_ranges');
	if (!Array.isArray(ranges) || ranges.length === 0) return ['0.0.0.0/0'];
	return ranges.map(String).sort();
}

/** The tier decides what the control plane costs; ours is Standard where the nodes stand in several zones. */
function tierFault(values: unknown, several: boolean): string | undefined {
	const tier = textAt(values, 'sku_tier');
	const written = several ? 'Standard' : 'Free';
	return tier === written
		? undefined
		: `high_availability: its tier is ${tier ?? 'not known'}, where Portcullis writes ${written}`;
}

/** What was opened by hand in a cluster that we wrote. */
function changedFault(values: unknown): string | undefined {
	if (valueAt(values, 'local_account_disabled') !== true)
		return 'it lets in by local accounts, which Portcullis turns off';
	if (valueAt(values, 'role_based_access_control_enabled') !== true) return 'it goes without role-based access control';
	return undefined;
}
