import type { Database } from '@portcullis/core';

interface EngineFacts {
	/** The versions that new databases are made of. RDS keeps the minor versions current itself, so that none is named. */
	readonly versions: readonly string[];
	readonly port: number;
	/** The parameter that refuses every connection that is not encrypted. */
	readonly tlsParameter: string;
	/** The logs that go to CloudWatch: errors and slow queries, not every query. */
	readonly logs: readonly string[];
}

/**
 * What RDS knows each engine by, in November 2026.
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
 */
export const databaseFacts: Readonly<Record<Database['engine'], EngineFacts>> = {
	postgres: {
		versions: ['14', '15', '16', '17', '18'],
		port: 5432,
		tlsParameter: 'rds.force_ssl',
		logs: ['postgresql', 'upgrade'],
	},
	mysql: {
		versions: ['8.0', '8.4'],
		port: 3306,
		tlsParameter: 'require_secure_transport',
		logs: ['error', 'slowquery'],
	},
};

/**
 * What RDS calls the model's `ssd`, the one kind of disk that databases have on every cloud: gp3, from 20 GiB on. io2,
 * which a machine's `ssd` is, begins at 100 GiB and costs several times as much.
 */
export const databaseDisk = 'gp3';

/**
 * What RDS gives such a disk where nothing is said, by its size in GiB: operations a second, and MiB/s.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
 */
export function diskBaseline(sizeGib: number): { readonly iops: number; readonly storage_throughput: number } {
	return sizeGib < 400 ? { iops: 3000, storage_throughput: 125 } : { iops: 12_000, storage_throughput: 500 };
}
