import type { PlannedResource, Project, ReadResources } from '@portcullis/core';
import { optional } from '../read/optional.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { listAt, textAt, valueAt } from '../read/value-at.js';
import { globalName } from './global-name.js';
import { takeSharedZones } from './private-endpoint.js';
import { takeKeyAssignment } from './read-assignment.js';
import { addressesOf, commonFields, isOff, ownName, regionOf, takePointing } from './read-azure.js';
import { type Found, readFound } from './read-found.js';
import { takeLock } from './read-lock.js';
import { classOfTier, replicationOf } from './storage-classes.js';

/** The storage accounts among azurerm's resources, with their containers, rules and endpoints. */
export function readAzureStorage(planned: PlannedPool, project: Project): ReadResources {
	takeSharedZones(planned);
	return readFound(
		planned.takeType('azurerm_storage_account').map((account) => readAccount(planned, account, project)),
	);
}

function readAccount(planned: PlannedPool, account: PlannedResource, project: Project): Found {
	const { values } = account;
	const name = ownName(account);
	const own = name !== undefined;
	const key = textAt(values, 'customer_managed_key', 0, 'key_vault_key_id');
	const container = planned.takeBeside(account, 'azurerm_storage_container');
	const identity = planned.takeBeside(account, 'azurerm_user_assigned_identity');
	const { assignment, fault } = takeKeyAssignment(planned, account, identity, key);
	const { lock, fault: lockFault } = takeLock(planned, account);
	const ownPolicy = planned.takeBeside(account, 'azurerm_storage_management_policy');
	const policies = takePointing(planned, account, 'azurerm_storage_management_policy', { storage_account_id: 'id' });
	const containers = takePointing(planned, account, 'azurerm_storage_container', {
		storage_account_id: 'id',
		storage_account_name: 'name',
	});
	const endpoints = own
		? planned.takeParts(account, 'azurerm_private_endpoint', 'storage', name).map(({ resource }) => resource)
		: [];
	const policy = ownPolicy ?? policies.sure[0];
	const rules = readPolicy(policy);
	const tier = classOfTier(textAt(values, 'access_tier'));
	const bucket = textAt(values, 'name');
	const made = own ? globalName(project, { kind: 'storage', name }, 24, false) : undefined;
	const vague = own ? undefined : policies.vague[0];
	return {
		addresses: addressesOf(account, container, identity, assignment, lock, policy, ...containers.sure, ...endpoints),
		unfit:
			(vague && `expire_after_days: the plan does not say which account ${vague.address} belongs to`) ??
			rules.unfit ??
			fault ??
			lockFault ??
			faultOf(values) ??
			costFault(values, own, rules.archive) ??
			(own ? changedFault(values) : undefined),
		resource: {
			kind: 'storage',
			...commonFields(account),
			...(bucket !== undefined && bucket === made ? {} : { bucket }),
			class: rules.archive ? 'archive' : tier,
			versioning: versioning(values),
			public_access: valueAt(values, 'allow_nested_items_to_be_public'),
			tls: valueAt(values, 'https_traffic_only_enabled'),
			encryption: true,
			...optional({ encryption_key: key }),
			soft_delete_days: softDelete(values),
			...optional({ expire_after_days: rules.expire }),
			deletion_protection: lock !== undefined,
		},
	};
}

// A block that is not there turns nothing on; one that the plan does not know may.
function blobProperties(values: unknown): unknown {
	const blocks = valueAt(values, 'blob_properties');
	if (!Array.isArray(blocks)) return undefined;
	return blocks[0] ?? {};
}

function versioning(values: unknown): boolean | undefined {
	const properties = blobProperties(values);
	return properties === undefined ? undefined : valueAt(properties, 'versioning_enabled') === true;
}

function softDelete(values: unknown): unknown {
	const properties = blobProperties(values);
	if (properties === undefined) return undefined;
	const policy = valueAt(properties, 'delete_retention_policy', 0);
	return policy === undefined ? 0 : valueAt(policy, 'days');
}

interface ReadPolicy {
	readonly archive: boolean;
	readonly expire: unknown;
	readonly unfit: string | undefined;
}

function readPolicy(policy: PlannedResource | undefined): ReadPolicy {
	let archive = false;
	let expire: unknown;
	let unfit: string | undefined;
	for (const rule of listAt(policy?.values, 'rule')) {
		const actions = valueAt(rule, 'actions', 0);
		const after = valueAt(actions, 'base_blob', 0, 'delete_after_days_since_modification_greater_than');
		const move = valueAt(actions, 'base_blob', 0, 'tier_to_archive_after_days_since_modification_greater_than');
		const whole = valueAt(rule, 'enabled') === true && isEmpty(valueAt(rule, 'filters', 0, 'prefix_match'));
		// A provider writes -1 for what a rule does not do.
		if (whole && typeof after === 'number' && after > 0 && (move === undefined || move === -1)) expire = after;
		else if (whole && move === 0 && (after === undefined || after === -1)) archive = true;
		else unfit = `expire_after_days: ${policy?.address} has a rule that Portcullis does not offer`;
	}
	return { archive, expire, unfit };
}

const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);

/** What the model cannot say of an account, whoever wrote it. */
function faultOf(values: unknown): string | undefined {
	if (textAt(values, 'account_tier') !== 'Standard') return 'class: its tier is not Standard';
	if (!isEmpty(valueAt(values, 'static_website'))) return 'public_access: it serves a website';
	if (valueAt(values, 'sftp_enabled') === true) return 'public_access: it lets in by SFTP';
	return undefined;
}

/** What would cost something else than an account that we write: its price is that of the copies that we keep. */
function costFault(values: unknown, own: boolean, archive: boolean): string | undefined {
	const copies = textAt(values, 'account_replication_type');
	const written = replicationOf(regionOf(values) ?? '', archive);
	if (copies !== written) return `class: it is kept as ${copies ?? 'nobody knows'}, where Portcullis keeps ${written}`;
	return isOff(values, own, 'nfsv3_enabled') ? undefined : 'class: it is reached by NFS, or the plan does not say';
}

/** What was opened by hand in an account that we wrote. */
function changedFault(values: unknown): string | undefined {
	if (valueAt(values, 'shared_access_key_enabled') !== false)
		return 'it lets in by its keys, which Portcullis turns off';
	const isPublic = valueAt(values, 'allow_nested_items_to_be_public') === true;
	if (!isPublic && valueAt(values, 'public_network_access_enabled') !== false) {
		return 'public_access: it is reached from every network, which Portcullis did not write';
	}
	return undefined;
}
