import { type Database, type PlannedResource, pathText, type Resource } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blocksOf, desiredOf, differences } from '../../test/documents.js';
import { exampleDatabase, exampleNetwork } from '../../test/example-kinds.js';
import { exampleProject } from '../../test/examples.js';
import { arbitraryDatabase } from '../../test/gcp/arbitrary-database.js';
import { noPlans, planOf } from '../../test/gcp/plans.js';
import { expectRoundTrip } from '../../test/gcp/round-trip.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { gcpProvider } from './gcp-provider.js';

const project = exampleProject('gcp');
const network = exampleNetwork('gcp');
const synthesize = (...resources: Resource[]) => gcpProvider.synthesize(project, resources);
const address = 'google_sql_database_instance.database_orders';

it('databases are read back from their documents as they were', async () => {
	const databases = fc.uniqueArray(arbitraryDatabase(network.region, network.name), {
		minLength: 1,
		maxLength: 2,
		selector: ({ name }) => name,
	});
	await fc.assert(
		fc.asyncProperty(databases, (list) => expectRoundTrip([network, ...list])),
		{ numRuns: rounds() },
	);
}, 600_000);

const mysql = { engine: 'mysql' as const, version: '8.0' };
const open = { public_access: true, authorized_cidrs: ['203.0.113.0/24'] };
const backups = (change: Partial<Database['backups']>) => ({
	backups: { enabled: true, retention_days: 7, point_in_time: true, ...change },
});

it.each<[Partial<Database>, string, RegExp]>([
	[{ region: 'westeurope', network: undefined as never, ...open }, 'region', /us-central1/],
	[{ version: '9.6' }, 'version', /14, 15, 16, 17, 18/],
	[{ version: '8.0' }, 'version', /postgres/],
	[{ ...mysql, version: '5.7' }, 'version', /8\.0, 8\.4/],
	[{ size: 'db-bogus-2' }, 'size', /db-custom-2-7680/],
	[{ size: 'db.t3.medium' }, 'size', /db-custom-2-7680/],
	[{ size: 'db-n1-standard-2' }, 'size', /mysql alone/],
	[{ ...mysql, size: 'db-n1-standard-3' }, 'size', /tier of Cloud SQL/],
	[{ size: 'db-custom-3-7680' }, 'size', /even number/],
	[{ size: 'db-custom-2-2048' }, 'size', /from 3840 to 13312/],
	[{ size: 'db-custom-2-7777' }, 'size', /256/],
	[{ disk: { size_gib: 32, type: 'balanced' } }, 'disk.type', /ssd or standard/],
	[{ size: 'db-perf-optimized-N-2', disk: { size_gib: 32, type: 'standard' } }, 'disk.type', /ssd/],
	[{ size: 'db-f1-micro', disk: { size_gib: 3055, type: 'ssd' } }, 'disk.size_gib', /3054/],
	[backups({ retention_days: 8 }), 'backups.point_in_time', /at most 7/],
	[{ high_availability: true, ...backups({ point_in_time: false }) }, 'high_availability', /point_in_time/],
	[{ high_availability: true, ...backups({ enabled: false, point_in_time: false }) }, 'high_availability', /enabled/],
	[{ network: undefined as never }, 'network', /public_access/],
	[{ public_access: true }, 'authorized_cidrs', /203\.0\.113\.0\/24/],
	[{ ...open, authorized_cidrs: ['8.8.8.0/24', '10.1.0.0/16'] }, 'authorized_cidrs[1]', /public/],
	[{ encryption: false }, 'encryption', /cannot be turned off/],
	[{ encryption_key: 'arn:aws:kms:us-east-1:1:key/a' }, 'encryption_key', /projects\/PROJECT/],
	[{ encryption_key: 'projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k' }, 'encryption_key', /in us-central1/],
	[{ tags: { Team: 'core' } }, 'tags.Team', /lower-case/],
	[{ tags: { 'portcullis-network': 'x' } }, 'tags.portcullis-network', /another key/],
])('%j is refused with its path and what would be right', (change, path, message) => {
	const { network: name, ...database } = exampleDatabase('gcp', change);
	const subject = name === undefined ? database : { ...database, network: name };
	const problems = gcpProvider.check(subject, project, desiredOf(network, subject));
	expect(problems.map((problem) => pathText(problem.path))).toEqual([path]);
	expect(problems[0]?.message).toMatch(message);
});

it.each<Partial<Database>>([
	{},
	{ size: 'db-perf-optimized-N-2', ...backups({ retention_days: 35 }) },
	{ ...mysql, size: 'db-n1-standard-96' },
	{ size: 'db-custom-96-319488' },
	{ ...open, authorized_cidrs: ['0.0.0.0/0'] },
	backups({ retention_days: 35, point_in_time: false }),
])('%j is accepted', (change) => {
	expect(gcpProvider.check(exampleDatabase('gcp', change), project, desiredOf(network))).toEqual([]);
});

it('a network in a range that Cloud SQL keeps is refused for a database', () => {
	const docker = exampleNetwork('gcp', {
		cidr: '172.16.0.0/12',
		subnets: [{ name: 'a', cidr: '172.17.1.0/24', public: false }],
	});
	const problems = gcpProvider.check(exampleDatabase('gcp'), project, desiredOf(docker));
	expect(problems.map(({ path }) => path)).toEqual([['network']]);
});

it('a database is private, encrypted, backed up, without a password, and waits for its network', async () => {
	const production = exampleDatabase('gcp', { high_availability: true, deletion_protection: true });
	const document = await synthesize(network, production);
	expect(blocksOf(document).get(address)).toMatchObject({
		database_version: 'POSTGRES_16',
		deletion_protection: true,
		depends_on: ['google_service_networking_connection.network_main'],
		settings: {
			edition: 'ENTERPRISE',
			availability_type: 'REGIONAL',
			deletion_protection_enabled: true,
			disk_autoresize: false,
			ip_configuration: {
				ipv4_enabled: false,
				private_network: `\${google_compute_network.network_main.id}`,
				ssl_mode: 'ENCRYPTED_ONLY',
			},
			backup_configuration: {
				enabled: true,
				point_in_time_recovery_enabled: true,
				transaction_log_retention_days: 7,
				backup_retention_settings: { retained_backups: 7, retention_unit: 'COUNT' },
			},
			database_flags: expect.arrayContaining([
				{ name: 'cloudsql.iam_authentication', value: 'on' },
				{ name: 'cloudsql.enable_pgaudit', value: 'on' },
				{ name: 'log_min_duration_statement', value: '-1' },
			]),
		},
	});
	expect(JSON.stringify(document)).not.toMatch(/password|authorized_networks/);
});

it('mysql has its own flags and its own log for restoring', async () => {
	const document = await synthesize(network, exampleDatabase('gcp', { ...mysql, size: 'db-n1-standard-2' }));
	const block = JSON.stringify(blocksOf(document).get(address));
	for (const part of [
		'"binary_log_enabled":true',
		'"local_infile","value":"off"',
		'"skip_show_database","value":"on"',
	]) {
		expect(block).toContain(part);
	}
	expect(block).toContain('"cloudsql_iam_authentication","value":"on"');
	expect(block).not.toContain('point_in_time_recovery_enabled');
});

it('what opens up is what was asked for', async () => {
	const document = await synthesize(network, exampleDatabase('gcp', { ...open, tls: false }));
	expect(blocksOf(document).get(address)).toMatchObject({
		settings: {
			ip_configuration: {
				ipv4_enabled: true,
				ssl_mode: 'ALLOW_UNENCRYPTED_AND_ENCRYPTED',
				authorized_networks: [{ value: '203.0.113.0/24' }],
			},
		},
	});
});

it('another database changes no block that stands', async () => {
	const before = await synthesize(network, exampleDatabase('gcp'));
	const after = await synthesize(exampleDatabase('gcp', { name: 'a' }), network, exampleDatabase('gcp'));
	expect(differences(before, after)).toEqual(['google_sql_database_instance.database_a']);
});

type Change = (values: {
	[key: string]: unknown;
	settings: { ip_configuration: object[]; [key: string]: unknown }[];
}) => object;

const setting =
	(change: object): Change =>
	(values) => ({ ...values, settings: values.settings.map((settings) => ({ ...settings, ...change })) });
const access =
	(change: object): Change =>
	(values) => {
		const [settings] = values.settings;
		return setting({ ip_configuration: [{ ...settings?.ip_configuration[0], ...change }] })(values);
	};

// A plan of others that does not know yet who is let in.
const theirs: Change = (values) => {
	const { authorized_networks: _unknown, ...known } = {
		authorized_networks: [],
		...values.settings[0]?.ip_configuration[0],
	};
	return setting({ user_labels: null, ip_configuration: [{ ...known, private_network: 'main' }] })(values);
};

async function readChanged(change: Change) {
	const planned = plannedValues(await synthesize(network, exampleDatabase('gcp')));
	const changed = planned.map((resource): PlannedResource => {
		if (resource.address !== address) return resource;
		return { ...resource, values: { ...change(resource.values as Parameters<Change>[0]) } };
	});
	return gcpProvider.read(changed, project);
}

it.each<[string, Change, RegExp]>([
	['a version that is not offered', (values) => ({ ...values, database_version: 'POSTGRES_9_6' }), /^version: /],
	['another as its source', (values) => ({ ...values, master_instance_name: 'x' }), /^engine: .*master_instance_name/],
	['an address that nobody knows of', access({ ipv4_enabled: null }), /^public_access: /],
	['access that the model lacks', access({ psc_config: [{ psc_enabled: true }] }), /^network: .*Private Service/],
	['client certificates', access({ ssl_mode: 'TRUSTED_CLIENT_CERTIFICATE_REQUIRED' }), /^tls: /],
	['encryption that nobody knows of', access({ ssl_mode: null }), /^tls: /],
	['networks that are no ranges', access({ authorized_networks: [{ value: 'x' }] }), /^authorized_cidrs\[0\]/],
	['backups that nobody knows of', setting({ backup_configuration: [] }), /^backups: /],
	['an unknown size', setting({ tier: null }), /^size: /],
	['an unknown disk', setting({ disk_size: null }), /^disk\.size_gib: is not known/],
	[
		'a disk that grows',
		setting({ disk_autoresize: true, disk_autoresize_limit: 0 }),
		/^disk\.size_gib: .*grow by itself/,
	],
	['a disk that may grow', setting({ disk_autoresize: null }), /^disk\.size_gib: .*grow by itself/],
	['others let in who are not known', theirs, /^authorized_cidrs: is not known/],
	['another kind of disk', setting({ disk_type: 'HYPERDISK_BALANCED' }), /^disk\.type: /],
])('a database with %s is left unmapped with the reason', async (_what, change, reason) => {
	const { resources, unmapped } = await readChanged(change);
	expect(resources.map(({ resource }) => resource.kind)).toEqual(['network']);
	expect(unmapped).toMatchObject([{ address, reason: expect.stringMatching(reason) }]);
});

it('what somebody opened by hand is seen', async () => {
	const opened = access({
		ipv4_enabled: true,
		authorized_networks: [{ value: '203.0.113.7' }],
		ssl_mode: null,
		require_ssl: false,
	});
	expect((await readChanged(opened)).resources).toContainEqual(
		expect.objectContaining({
			resource: exampleDatabase('gcp', { public_access: true, authorized_cidrs: ['203.0.113.7/32'], tls: false }),
		}),
	);
});

it.skipIf(noPlans !== '')(`an old database of others is unmapped, and says why${noPlans}`, async () => {
	const { resources, unmapped } = await gcpProvider.read(planOf('gcp-cloudsql-tfvalidator.json'), project);
	expect(resources).toEqual([]);
	expect(Object.fromEntries(unmapped.map(({ address: at, reason }) => [at, reason]))).toMatchObject({
		'google_sql_database_instance.main': 'version: POSTGRES_9_6 is none that Portcullis offers',
		'google_compute_network.private_network': expect.stringMatching(/^subnets: Google makes them by itself/),
	});
});
