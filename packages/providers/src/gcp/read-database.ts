import { databaseSchema, type PlannedResource, type Project, type ReadResources } from '@portcullis/core';
import { optional } from '../read/optional.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { joinResults, readResource } from '../read/read-resource.js';
import { isKnown, listAt, textAt, textsAt, valueAt } from '../read/value-at.js';
import { isOwn, networkInTags, userTags } from '../shared/own-tags.js';
import { databaseVersionOf } from './database-versions.js';
import { isSet } from './is-set.js';
import { shortName } from './short-name.js';

/** The databases among google's resources. */
export function readGcpDatabases(planned: PlannedPool, project: Project): ReadResources {
	return joinResults(
		planned.takeType('google_sql_database_instance').map((instance) => readDatabase(instance, project)),
	);
}

function readDatabase({ address, values }: PlannedResource, project: Project): ReadResources {
	const settings = valueAt(values, 'settings', 0);
	const access = valueAt(settings, 'ip_configuration', 0);
	const backups = valueAt(settings, 'backup_configuration', 0);
	const labels = textsAt(settings, 'user_labels');
	const own = isOwn(labels);
	const version = databaseVersionOf(textAt(values, 'database_version'));
	const enabled = valueAt(backups, 'enabled') === true;
	const log = version?.engine === 'mysql' ? 'binary_log_enabled' : 'point_in_time_recovery_enabled';
	const key = textAt(values, 'encryption_key_name');
	// A plan does not know the id of a network that it makes; the label of ours says which it is.
	const network = shortName(textAt(access, 'private_network')) ?? networkInTags(labels);
	return readResource(
		databaseSchema,
		{
			kind: 'database',
			name: textAt(values, 'name'),
			region: textAt(values, 'region') ?? project.region,
			...version,
			size: textAt(settings, 'tier'),
			disk: { size_gib: valueAt(settings, 'disk_size'), type: diskTypes.get(textAt(settings, 'disk_type') ?? '') },
			backups: {
				enabled,
				retention_days: valueAt(backups, 'backup_retention_settings', 0, 'retained_backups'),
				point_in_time: valueAt(backups, log) === true,
			},
			public_access: valueAt(access, 'ipv4_enabled'),
			// Our documents leave out the empty list.
			authorized_cidrs:
				own || isKnown(access, 'authorized_networks')
					? listAt(access, 'authorized_networks').map((block) => asRange(textAt(block, 'value')))
					: undefined,
			tls: encryptedOnly(access),
			encryption: true,
			...optional({ encryption_key: key, network }),
			high_availability: valueAt(settings, 'availability_type') === 'REGIONAL',
			deletion_protection:
				valueAt(values, 'deletion_protection') === true || valueAt(settings, 'deletion_protection_enabled') === true,
			tags: userTags(labels),
		},
		[address],
		unfit(values, settings, access),
	);
}

const diskTypes: ReadonlyMap<string, string> = new Map([
	['PD_SSD', 'ssd'],
	['PD_HDD', 'standard'],
]);

function unfit(values: unknown, settings: unknown, access: unknown): string | undefined {
	const name = textAt(values, 'database_version');
	if (databaseVersionOf(name) === undefined) return `version: ${name ?? 'unknown'} is none that Portcullis offers`;
	for (const field of ['master_instance_name', 'clone', 'restore_backup_context', 'replica_configuration']) {
		if (isSet(valueAt(values, field))) return `engine: it is made from another database (${field})`;
	}
	if (isSet(valueAt(access, 'psc_config'))) {
		return 'network: it is reached by Private Service Connect, which the model lacks';
	}
	// Left out, it is on; then the size is where the disk starts.
	if (valueAt(settings, 'disk_autoresize') !== false) {
		return 'disk.size_gib: the disk may grow by itself (disk_autoresize)';
	}
	if (encryptedOnly(access) === undefined) return 'tls: ssl_mode is not known, or more than the model can say';
	if (!isSet(valueAt(settings, 'backup_configuration', 0))) return 'backups: backup_configuration is not known';
	const unit = valueAt(settings, 'backup_configuration', 0, 'backup_retention_settings', 0, 'retention_unit');
	return unit === undefined || unit === 'COUNT' ? undefined : `backups.retention_days: counted by ${String(unit)}`;
}

/** Whether connections have to be encrypted. Before the provider's version 6, `require_ssl` said so. */
function encryptedOnly(access: unknown): boolean | undefined {
	const mode = valueAt(access, 'ssl_mode');
	if (mode === 'ENCRYPTED_ONLY') return true;
	if (mode === 'ALLOW_UNENCRYPTED_AND_ENCRYPTED') return false;
	const old = valueAt(access, 'require_ssl');
	return mode === undefined && typeof old === 'boolean' ? old : undefined;
}

// Google takes a lone address for a range of one.
const asRange = (text: string | undefined) => (text === undefined || text.includes('/') ? text : `${text}/32`);
