import type { Database } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import { tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { Mapping } from '../mapping.js';
import { networkTags, ownTags } from '../shared/own-tags.js';
import { checkGcpDatabase } from './check-database.js';
import { isPlus, mostLogDays } from './database-tier.js';
import { databaseVersions } from './database-versions.js';
import type { GcpScope } from './gcp-scope.js';
import { readGcpDatabases } from './read-database.js';
import { networkNamed } from './written-network.js';

// The flags of CIS Google Cloud 6.1 and 6.2, and the one that lets people sign in as who they are to Google.
const flags: Readonly<Record<Database['engine'], Readonly<Record<string, string>>>> = {
	postgres: {
		'cloudsql.enable_pgaudit': 'on',
		'cloudsql.iam_authentication': 'on',
		log_connections: 'on',
		log_disconnections: 'on',
		log_error_verbosity: 'default',
		log_min_duration_statement: '-1',
		log_min_error_statement: 'error',
		log_min_messages: 'warning',
		log_statement: 'ddl',
	},
	mysql: { cloudsql_iam_authentication: 'on', local_infile: 'off', skip_show_database: 'on' },
};

/**
 * A database on Cloud SQL: one instance, in a network of the project by its private services access.
 *
 * No password, neither here nor in Terraform's state: people and services sign in by IAM, as users that an administrator
 * adds (`gcloud sql users create … --type=cloud_iam_user`). Only encrypted connections, no public address unless asked
 * for, backups with every moment of their days, a disk that does not grow by itself past what was judged.
 */
export const gcpDatabase: Mapping<Database, GcpScope> = {
	check: checkGcpDatabase,
	toTerraform,
	read: readGcpDatabases,
};

function toTerraform(gcp: GcpScope, database: Database): void {
	const { scope, google, project } = gcp;
	const { name, engine, backups, size } = database;
	const network = database.network === undefined ? undefined : networkNamed(gcp, database.network);
	const versions = databaseVersions[engine];
	scope.claim('database', name);
	scope.add(google.SqlDatabaseInstance, partId('database', name), {
		name: tfLiteral(name),
		region: tfLiteral(database.region),
		databaseVersion: tfLiteral(versions[database.version] ?? database.version),
		deletionProtection: database.deletion_protection,
		...(database.encryption_key === undefined ? {} : { encryptionKeyName: tfLiteral(database.encryption_key) }),
		...(network === undefined ? {} : { dependsOn: [network.services] }),
		settings: {
			tier: tfLiteral(size),
			// Newer versions of postgres come as Enterprise Plus, which lacks most tiers, where nothing is said.
			edition: tfLiteral(isPlus(size) ? 'ENTERPRISE_PLUS' : 'ENTERPRISE'),
			availabilityType: tfLiteral(database.high_availability ? 'REGIONAL' : 'ZONAL'),
			deletionProtectionEnabled: database.deletion_protection,
			diskSize: database.disk.size_gib,
			diskType: tfLiteral(database.disk.type === 'standard' ? 'PD_HDD' : 'PD_SSD'),
			diskAutoresize: false,
			userLabels: tfMap({ ...database.tags, ...ownTags(project, database), ...networkTags(database.network) }),
			backupConfiguration: {
				enabled: backups.enabled,
				...(engine === 'mysql'
					? { binaryLogEnabled: backups.point_in_time }
					: { pointInTimeRecoveryEnabled: backups.point_in_time }),
				transactionLogRetentionDays: Math.min(backups.retention_days, mostLogDays(size)),
				// One is made a day.
				backupRetentionSettings: { retainedBackups: backups.retention_days, retentionUnit: tfLiteral('COUNT') },
			},
			ipConfiguration: {
				ipv4Enabled: database.public_access,
				...(network === undefined ? {} : { privateNetwork: network.id }),
				sslMode: tfLiteral(database.tls ? 'ENCRYPTED_ONLY' : 'ALLOW_UNENCRYPTED_AND_ENCRYPTED'),
				...(database.authorized_cidrs.length === 0
					? {}
					: { authorizedNetworks: database.authorized_cidrs.map((cidr) => ({ value: tfLiteral(cidr) })) }),
			},
			databaseFlags: Object.entries(flags[engine]).map(([flag, value]) => ({
				name: tfLiteral(flag),
				value: tfLiteral(value),
			})),
		},
	});
}
