import type { PlannedResource } from '@portcullis/core';

/**
 * Something of a resource that a plan may not know, or may say with a value for which the model has no word, and what is
 * put in its place so that the rest can be read. It is read twice, with the one value and with the other: a field of the
 * model that differs then, or is named here, is unknown.
 */
export interface StandIn {
	/** Where in Terraform's values. Regions and zones are seen to elsewhere. */
	readonly path: readonly (string | number)[];
	/** Fields of the model that are unknown with it. */
	readonly fields: readonly string[];
	/** Two values that the reader takes, as unlike as can be; left out, it takes that there is none. */
	readonly values?: readonly [unknown, unknown] | ((address: string) => readonly [unknown, unknown]);
	/** What Portcullis writes as a reference to something of its own, so that a plan does not know it. */
	readonly linked?: true;
	/** Another resource that has to stand beside it, twice. */
	readonly beside?: (address: string) => readonly [PlannedResource, PlannedResource];
}

const names = ['stand-in-a', 'stand-in-b'] as const;
const either = [true, false] as const;
const none = [[], []] as const;
const tags = (path: string): StandIn => ({ path: [path], fields: ['tags'], values: [{}, { 'stand-in': 'b' }] });

const awsRootDisk = ['root_block_device', 0] as const;

const awsInstance: readonly StandIn[] = [
	tags('tags'),
	{ path: ['tags', 'Name'], fields: ['name'], values: names },
	{ path: ['tags', 'portcullis-image'], fields: ['image'], values: ['debian-12', 'ubuntu-22.04'] },
	{ path: ['instance_type'], fields: ['size'], values: ['stand-in.a', 'stand-in.b'] },
	{
		path: ['root_block_device'],
		fields: ['disk', 'encryption', 'encryption_key'],
		values: [
			[{ volume_size: 30, volume_type: 'gp3', encrypted: true, kms_key_id: null }],
			[{ volume_size: 31, volume_type: 'io2', encrypted: false, kms_key_id: null }],
		],
	},
	{ path: [...awsRootDisk, 'volume_size'], fields: ['disk'], values: [30, 31] },
	{ path: [...awsRootDisk, 'volume_type'], fields: ['disk'], values: ['gp3', 'io2'] },
	{ path: [...awsRootDisk, 'iops'], fields: ['disk'], values: [null, null] },
	{ path: [...awsRootDisk, 'throughput'], fields: ['disk'], values: [null, null] },
	{ path: [...awsRootDisk, 'encrypted'], fields: ['encryption'], values: either },
	{ path: [...awsRootDisk, 'kms_key_id'], fields: ['encryption_key'], linked: true },
	// The image may bring disks of its own.
	{ path: ['ebs_block_device'], fields: ['disk'], values: none },
	{ path: ['associate_public_ip_address'], fields: ['public_ip'], values: either },
	{ path: ['ipv6_addresses'], fields: ['public_ip'], values: none },
	{ path: ['ipv6_address_count'], fields: ['public_ip'], values: [0, 0] },
	{
		path: ['metadata_options'],
		fields: ['imds_v1'],
		values: [[{ http_tokens: 'required' }], [{ http_tokens: 'optional' }]],
	},
	{ path: ['metadata_options', 0, 'http_tokens'], fields: ['imds_v1'], values: ['required', 'optional'] },
	{ path: ['disable_api_termination'], fields: ['deletion_protection'], values: either },
	{ path: ['availability_zone'], fields: ['zone'] },
	{ path: ['subnet_id'], fields: ['subnet'], linked: true },
];

const awsBucket: readonly StandIn[] = [
	tags('tags'),
	{ path: ['bucket'], fields: ['name', 'bucket'], values: names },
	{
		path: ['versioning'],
		fields: ['versioning', 'soft_delete_days'],
		values: [[{ enabled: true }], [{ enabled: false }]],
	},
	{ path: ['policy'], fields: ['public_access', 'tls'], values: [null, null] },
	{ path: ['grant'], fields: ['public_access'], values: none },
	{ path: ['acl'], fields: ['public_access'], values: ['private', 'public-read'] },
	{ path: ['lifecycle_rule'], fields: ['class', 'expire_after_days', 'soft_delete_days'], values: none },
	{ path: ['server_side_encryption_configuration'], fields: ['encryption_key'], values: none },
	{ path: ['force_destroy'], fields: ['deletion_protection'], values: either },
];

const parameters = (value: string) => [
	{ name: 'rds.force_ssl', value },
	{ name: 'require_secure_transport', value },
];

function parameterGroup(address: string, value: string): PlannedResource {
	const name = `stand-in ${address}`;
	const values = { name, parameter: parameters(value) };
	return { address: `${name} parameters`, type: 'aws_db_parameter_group', name: 'stand_in', values };
}

const awsDatabase: readonly StandIn[] = [
	tags('tags'),
	{ path: ['identifier'], fields: ['name'], values: names },
	{ path: ['instance_class'], fields: ['size'], values: ['db.stand-in.a', 'db.stand-in.b'] },
	{ path: ['engine_version'], fields: ['version'], values: ['1', '2'] },
	{ path: ['allocated_storage'], fields: ['disk'], values: [30, 31] },
	{ path: ['storage_type'], fields: ['disk'], values: ['gp3', 'gp3'] },
	{ path: ['max_allocated_storage'], fields: ['disk'], values: [null, null] },
	{ path: ['iops'], fields: ['disk'], values: [null, null] },
	{ path: ['storage_throughput'], fields: ['disk'], values: [null, null] },
	{ path: ['backup_retention_period'], fields: ['backups'], values: [7, 0] },
	// Who reaches a public one is said by groups of others, which are not followed.
	{ path: ['publicly_accessible'], fields: ['public_access', 'authorized_cidrs'], values: [false, false] },
	{ path: ['db_subnet_group_name'], fields: ['network'], values: [null, null], linked: true },
	{ path: ['storage_encrypted'], fields: ['encryption'], values: either },
	{ path: ['kms_key_id'], fields: ['encryption_key'], linked: true },
	{ path: ['multi_az'], fields: ['high_availability'], values: either },
	{ path: ['deletion_protection'], fields: ['deletion_protection'], values: either },
	{
		path: ['parameter_group_name'],
		fields: ['tls'],
		linked: true,
		values: (address) => [`stand-in ${address}`, `stand-in ${address}`],
		beside: (address) => [parameterGroup(address, '1'), parameterGroup(address, '0')],
	},
];

const gcpDisk = ['boot_disk', 0, 'initialize_params', 0] as const;

const gcpInstance: readonly StandIn[] = [
	tags('labels'),
	{ path: ['name'], fields: ['name'], values: names },
	{ path: ['machine_type'], fields: ['size'], values: ['stand-in-a', 'stand-in-b'] },
	{ path: [...gcpDisk, 'size'], fields: ['disk'], values: [30, 31] },
	{ path: [...gcpDisk, 'type'], fields: ['disk'], values: ['pd-balanced', 'pd-ssd'] },
	{
		path: [...gcpDisk, 'image'],
		fields: ['image'],
		values: ['debian-cloud/debian-12', 'ubuntu-os-cloud/ubuntu-2204-lts'],
	},
	{ path: ['boot_disk', 0, 'kms_key_self_link'], fields: ['encryption_key'], linked: true },
	{ path: ['attached_disk'], fields: ['disk'], values: none },
	{ path: ['scratch_disk'], fields: ['disk'], values: none },
	{ path: ['network_interface', 0, 'access_config'], fields: ['public_ip'], values: [[], [{}]] },
	{ path: ['network_interface', 0, 'ipv6_access_config'], fields: ['public_ip'], values: [[], [{}]] },
	{ path: ['network_interface', 0, 'subnetwork'], fields: ['network', 'subnet'], linked: true },
	{ path: ['deletion_protection'], fields: ['deletion_protection'], values: either },
];

const gcpAccess = ['settings', 0, 'ip_configuration', 0] as const;
const gcpBackups = ['settings', 0, 'backup_configuration', 0] as const;

const gcpDatabase: readonly StandIn[] = [
	{ path: ['settings', 0, 'user_labels'], fields: ['tags'], values: [{}, { 'stand-in': 'b' }] },
	{ path: ['name'], fields: ['name'], values: names },
	{ path: ['settings', 0, 'tier'], fields: ['size'], values: ['stand-in-a', 'stand-in-b'] },
	{ path: ['database_version'], fields: ['engine', 'version'], values: ['POSTGRES_16', 'MYSQL_8_0'] },
	{ path: ['settings', 0, 'disk_size'], fields: ['disk'], values: [30, 31] },
	{ path: ['settings', 0, 'disk_type'], fields: ['disk'], values: ['PD_SSD', 'PD_HDD'] },
	{ path: ['settings', 0, 'disk_autoresize'], fields: ['disk'], values: [false, false] },
	{ path: ['settings', 0, 'availability_type'], fields: ['high_availability'], values: ['REGIONAL', 'ZONAL'] },
	{
		path: ['settings', 0, 'backup_configuration'],
		fields: ['backups'],
		values: [[{ enabled: true, backup_retention_settings: [{ retained_backups: 7 }] }], [{ enabled: false }]],
	},
	{
		path: [...gcpBackups, 'backup_retention_settings'],
		fields: ['backups'],
		values: [[{ retained_backups: 7 }], [{ retained_backups: 8 }]],
	},
	{ path: [...gcpAccess, 'ipv4_enabled'], fields: ['public_access'], values: either },
	{ path: [...gcpAccess, 'authorized_networks'], fields: ['authorized_cidrs'], values: none },
	{
		path: [...gcpAccess, 'ssl_mode'],
		fields: ['tls'],
		values: ['ENCRYPTED_ONLY', 'ALLOW_UNENCRYPTED_AND_ENCRYPTED'],
	},
	{ path: [...gcpAccess, 'private_network'], fields: ['network'], linked: true },
	{ path: ['encryption_key_name'], fields: ['encryption_key'], linked: true },
	{ path: ['deletion_protection'], fields: ['deletion_protection'], values: either },
];

const gcpBucket: readonly StandIn[] = [
	tags('labels'),
	{ path: ['name'], fields: ['name', 'bucket'], values: names },
	// More than one region, such as EU, has no word in the model.
	{ path: ['location'], fields: ['region'], values: ['unknown-place1', 'unknown-place2'] },
	{ path: ['storage_class'], fields: ['class'], values: ['STANDARD', 'NEARLINE'] },
	{ path: ['versioning'], fields: ['versioning'], values: [[{ enabled: true }], [{ enabled: false }]] },
	{ path: ['uniform_bucket_level_access'], fields: ['public_access'], values: [true, true] },
	{ path: ['public_access_prevention'], fields: ['public_access'], values: ['enforced', 'enforced'] },
	{ path: ['lifecycle_rule'], fields: ['expire_after_days'], values: none },
	{ path: ['soft_delete_policy'], fields: ['soft_delete_days'], values: none },
	{ path: ['encryption'], fields: ['encryption_key'] },
	{ path: ['force_destroy'], fields: ['deletion_protection'], values: either },
];

// All else of a cluster has to be known.
const gcpCluster: readonly StandIn[] = [
	{ path: ['deletion_protection'], fields: ['deletion_protection'], values: either },
];

const azureImages = [[{ offer: 'debian-12', sku: '12-gen2' }], [{ offer: 'ubuntu-24_04-lts', sku: 'server' }]] as const;

function networkInterface(address: string, publicAddress: string | null): PlannedResource {
	const name = `stand-in ${address}`;
	const values = { id: name, ip_configuration: [{ public_ip_address_id: publicAddress, subnet_id: null }] };
	return { address: `${name} interface`, type: 'azurerm_network_interface', name: 'stand_in', values };
}

const azureInterfaces: StandIn = {
	path: ['network_interface_ids'],
	fields: ['public_ip', 'network', 'subnet'],
	linked: true,
	values: (address) => [[`stand-in ${address}`], [`stand-in ${address}`]],
	beside: (address) => [networkInterface(address, null), networkInterface(address, 'public')],
};

const azureMachine: readonly StandIn[] = [
	tags('tags'),
	{ path: ['name'], fields: ['name'], values: names },
	{ path: ['size'], fields: ['size'], values: ['stand-in-a', 'stand-in-b'] },
	{ path: ['zone'], fields: ['zone'] },
	{ path: ['os_disk', 0, 'disk_size_gb'], fields: ['disk'], values: [30, 31] },
	{ path: ['os_disk', 0, 'storage_account_type'], fields: ['disk'], values: ['StandardSSD_LRS', 'Premium_LRS'] },
	{ path: ['os_disk', 0, 'disk_encryption_set_id'], fields: ['encryption_key'], values: [null, null], linked: true },
	{ path: ['source_image_reference'], fields: ['image'], values: azureImages },
	azureInterfaces,
];

const oldAzureMachine: readonly StandIn[] = [
	tags('tags'),
	{ path: ['name'], fields: ['name'], values: names },
	{ path: ['vm_size'], fields: ['size'], values: ['stand-in-a', 'stand-in-b'] },
	{ path: ['zones'], fields: ['zone'] },
	{ path: ['storage_os_disk', 0, 'disk_size_gb'], fields: ['disk'], values: [30, 31] },
	{ path: ['storage_os_disk', 0, 'managed_disk_type'], fields: ['disk'], values: ['StandardSSD_LRS', 'Premium_LRS'] },
	{ path: ['storage_image_reference'], fields: ['image'], values: azureImages },
	{ path: ['storage_data_disk'], fields: ['disk'], values: none },
	azureInterfaces,
];

/** What may stand in for what is not known, by Terraform's type. A type that is not here is read as a whole or not at all. */
export const standIns: ReadonlyMap<string, readonly StandIn[]> = new Map([
	['aws_instance', awsInstance],
	['aws_s3_bucket', awsBucket],
	['aws_db_instance', awsDatabase],
	['google_compute_instance', gcpInstance],
	['google_sql_database_instance', gcpDatabase],
	['google_storage_bucket', gcpBucket],
	['google_container_cluster', gcpCluster],
	['azurerm_linux_virtual_machine', azureMachine],
	['azurerm_virtual_machine', oldAzureMachine],
]);
