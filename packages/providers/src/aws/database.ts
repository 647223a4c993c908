import type { Database } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import { tfId } from '../cdk/tf-id.js';
import { type TfMap, type TfText, tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { Desired, Mapping } from '../mapping.js';
import { networkOf } from '../shared/network-of.js';
import { networkTags, ownTags } from '../shared/own-tags.js';
import { type AwsScope, nameBeside, networkBlocks } from './aws-scope.js';
import { checkAwsDatabase } from './check-database.js';
import { databaseDisk, databaseFacts } from './database-facts.js';
import { databaseIdentifier } from './database-identifier.js';
import { sourcePart } from './ingress-rules.js';
import { keyTags } from './key-tags.js';
import { networkRule, readAwsDatabases } from './read-database.js';
import { twoSubnets } from './subnet-choice.js';

/**
 * A database on RDS: an instance, its parameters, a security group of its own, and in a network a group of two subnets
 * in two zones.
 *
 * Its disk is encrypted, it has no public address, every connection is encrypted, and the cloud makes and keeps the
 * password of its first user in Secrets Manager: it stands neither in the document nor in the state. Of its network
 * everybody reaches the port, of the internet who is named.
 */
export const awsDatabase: Mapping<Database, AwsScope> = {
	check: checkAwsDatabase,
	toTerraform,
	read: readAwsDatabases,
};

function toTerraform(aws: AwsScope, database: Database, desired: Desired): void {
	const { scope, project } = aws;
	const id = tfId('database', database.name);
	const region = tfLiteral(database.region);
	const identifier = databaseIdentifier(project.name, database.name);
	scope.claim('database', identifier);
	const tags = tfMap({
		...database.tags,
		...ownTags(project, database),
		...networkTags(database.network),
		...keyTags(database.encryption_key),
		Name: database.name,
	});
	const parameters = addParameters(aws, database, identifier, tags);
	const group = addGroup(aws, database, desired, tags);
	const subnets = addSubnetGroup(aws, database, desired, identifier, tags);
	scope.add(aws.aws.DbInstance, id, {
		region,
		identifier: tfLiteral(identifier),
		engine: tfLiteral(database.engine),
		engineVersion: tfLiteral(database.version),
		autoMinorVersionUpgrade: true,
		// Only with this may `version` be raised later; Terraform shows it in the plan.
		allowMajorVersionUpgrade: true,
		instanceClass: tfLiteral(database.size),
		allocatedStorage: database.disk.size_gib,
		storageType: tfLiteral(databaseDisk),
		storageEncrypted: database.encryption,
		...(database.encryption_key === undefined ? {} : { kmsKeyId: tfLiteral(database.encryption_key) }),
		username: tfLiteral('portcullis'),
		manageMasterUserPassword: true,
		iamDatabaseAuthenticationEnabled: true,
		multiAz: database.high_availability,
		publiclyAccessible: database.public_access,
		...(subnets === undefined ? {} : { dbSubnetGroupName: subnets }),
		vpcSecurityGroupIds: [group],
		parameterGroupName: parameters,
		backupRetentionPeriod: database.backups.enabled ? database.backups.retention_days : 0,
		copyTagsToSnapshot: true,
		deleteAutomatedBackups: false,
		deletionProtection: database.deletion_protection,
		skipFinalSnapshot: false,
		finalSnapshotIdentifier: tfLiteral(`${identifier}-final`),
		enabledCloudwatchLogsExports: databaseFacts[database.engine].logs.map((log) => tfLiteral(log)),
		tags,
	});
}

function addParameters(aws: AwsScope, database: Database, identifier: string, tags: TfMap): TfText {
	const { scope } = aws;
	const version = `${database.engine}${database.version}`;
	// A parameter group belongs to one version: another version is another group beside it, so that the instance always
	// has one.
	const block = partId('database', database.name, version.replace('.', '-'));
	const group = scope.add(aws.aws.DbParameterGroup, block, {
		region: tfLiteral(database.region),
		name: tfLiteral(`${identifier}-${version.replace('.', '-')}`),
		family: tfLiteral(version),
		description: tfLiteral(`Parameters of database/${database.name}, by Portcullis`),
		parameter: [
			{ name: tfLiteral(databaseFacts[database.engine].tlsParameter), value: tfLiteral(database.tls ? '1' : '0') },
		],
		tags,
	});
	return scope.reference(group.name);
}

function addGroup(aws: AwsScope, database: Database, desired: Desired, tags: TfMap): TfText {
	const { scope, project } = aws;
	const region = tfLiteral(database.region);
	const network = networkOf(desired, database.network);
	const group = scope.add(aws.aws.SecurityGroup, tfId('database', database.name), {
		region,
		name: tfLiteral(nameBeside(project, database, 255)),
		description: tfLiteral(`Who reaches database/${database.name}, by Portcullis`),
		...(network === undefined ? {} : { vpcId: networkBlocks(aws, network.name).vpcId }),
		tags,
	});
	const groupId = scope.reference(group.id);
	const port = databaseFacts[database.engine].port;
	const open = (part: string, cidr: string) => {
		scope.add(aws.aws.VpcSecurityGroupIngressRule, partId('database', database.name, part), {
			region,
			securityGroupId: groupId,
			description: tfLiteral(part === networkRule ? 'Its network' : 'Named by authorized_cidrs'),
			ipProtocol: tfLiteral('tcp'),
			fromPort: port,
			toPort: port,
			cidrIpv4: tfLiteral(cidr),
			tags,
		});
	};
	if (network !== undefined) open(networkRule, network.cidr);
	for (const cidr of database.authorized_cidrs) open(sourcePart(cidr), cidr);
	return groupId;
}

function addSubnetGroup(
	aws: AwsScope,
	database: Database,
	desired: Desired,
	identifier: string,
	tags: TfMap,
): TfText | undefined {
	const network = networkOf(desired, database.network);
	// Without a network the database is in the region's default one, which has a group of its own.
	if (network === undefined) return undefined;
	const { subnetIds } = networkBlocks(aws, network.name);
	const group = aws.scope.add(aws.aws.DbSubnetGroup, tfId('database', database.name), {
		region: tfLiteral(database.region),
		name: tfLiteral(identifier),
		description: tfLiteral(`Subnets of database/${database.name}, by Portcullis`),
		subnetIds: twoSubnets(network, database.public_access).flatMap(({ name }) => subnetIds.get(name) ?? []),
		tags,
	});
	return aws.scope.reference(group.name);
}
