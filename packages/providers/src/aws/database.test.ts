import type { Database } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryDatabase } from '../../test/aws/arbitrary-database.js';
import { exampleKey, twoZoneNetwork } from '../../test/aws/examples.js';
import { problemsOf, project, roundTrip } from '../../test/aws/round-trip.js';
import { blocksOf, differences } from '../../test/documents.js';
import { exampleDatabase } from '../../test/example-kinds.js';
import { inOrder } from '../../test/in-order.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { awsProvider } from './aws-provider.js';
import { databaseIdentifier } from './database-identifier.js';

const network = twoZoneNetwork();
const database = (change: Partial<Database> = {}) => exampleDatabase('aws', change);
const synthesize = (...databases: Database[]) => awsProvider.synthesize(project, [network, ...databases]);

it('databases are read back from their documents as they were, and no block is left over', async () => {
	await fc.assert(
		fc.asyncProperty(arbitraryDatabase, async (random) => {
			const resources = [network, random];
			expect(problemsOf(resources)).toEqual([]);
			const read = await roundTrip(resources);
			expect(read.unmapped).toEqual([]);
			expect(read.resources).toEqual(inOrder([random, network]));
			expect(read.lost).toEqual([]);
		}),
		{ numRuns: rounds() },
	);
}, 600_000);

it.each([
	['postgres', '16', 'rds.force_ssl', 'postgres16', 5432],
	['mysql', '8.4', 'require_secure_transport', 'mysql8.4', 3306],
] as const)(
	'a database of %s is private, encrypted, backed up, and lets in its network alone, by TLS alone',
	async (engine, version, parameter, family, port) => {
		const blocks = blocksOf(await synthesize(database({ engine, version, deletion_protection: true })));
		const instance = blocks.get('aws_db_instance.database_orders');
		expect(instance).toMatchObject({
			identifier: 'shop-orders',
			storage_encrypted: true,
			storage_type: 'gp3',
			publicly_accessible: false,
			manage_master_user_password: true,
			iam_database_authentication_enabled: true,
			backup_retention_period: 7,
			copy_tags_to_snapshot: true,
			skip_final_snapshot: false,
			final_snapshot_identifier: 'shop-orders-final',
			deletion_protection: true,
			auto_minor_version_upgrade: true,
			multi_az: false,
		});
		for (const secret of ['password', 'password_wo']) expect(instance).not.toHaveProperty(secret);
		const group = `database_orders_${family.replace('.', '__')}`;
		expect(instance?.parameter_group_name).toBe(`\${aws_db_parameter_group.${group}.name}`);
		expect(blocks.get(`aws_db_parameter_group.${group}`)).toMatchObject({
			family,
			parameter: [{ name: parameter, value: '1' }],
		});
		expect(blocks.get('aws_db_subnet_group.database_orders')?.subnet_ids).toEqual(
			['apps__a', 'apps__b'].map((subnet) => `\${aws_subnet.network_main_${subnet}.id}`),
		);
		const rules = [...blocks].filter(([address]) => address.includes('ingress_rule.database_'));
		expect(rules).toMatchObject([
			[
				'aws_vpc_security_group_ingress_rule.database_orders_network',
				{ cidr_ipv4: '10.0.0.0/16', from_port: port, to_port: port, ip_protocol: 'tcp' },
			],
		]);
	},
);

it('a database opens up as its fields say, and nothing more', async () => {
	const open = database({
		public_access: true,
		authorized_cidrs: ['203.0.113.0/24'],
		tls: false,
		encryption: false,
		backups: { enabled: false, retention_days: 7, point_in_time: false },
	});
	const blocks = blocksOf(await synthesize(open));
	expect(blocks.get('aws_db_instance.database_orders')).toMatchObject({
		publicly_accessible: true,
		storage_encrypted: false,
		backup_retention_period: 0,
		deletion_protection: false,
	});
	expect(JSON.stringify(blocks.get('aws_db_parameter_group.database_orders_postgres16'))).toContain('"value":"0"');
	expect(blocks.get('aws_db_subnet_group.database_orders')?.subnet_ids).toEqual(
		['web__a', 'web__b'].map((subnet) => `\${aws_subnet.network_main_${subnet}.id}`),
	);
	const rule = blocks.get('aws_vpc_security_group_ingress_rule.database_orders_203d0d113d0s24');
	expect(rule).toMatchObject({ cidr_ipv4: '203.0.113.0/24', from_port: 5432, to_port: 5432 });
	const own = await synthesize(database({ encryption_key: exampleKey }));
	expect(blocksOf(own).get('aws_db_instance.database_orders')).toMatchObject({ kms_key_id: exampleKey });
});

it('a database, or a subnet above those that it stands in, is added without a change to the others', async () => {
	const before = await synthesize(database());
	const added = differences(before, await synthesize(database(), database({ name: 'users' })));
	for (const address of added) expect(address).toMatch(/\.database_users(?:_|$)/);
	const subnets = [{ name: 'more', cidr: '10.0.9.0/24', public: false }, ...network.subnets];
	const wider = await awsProvider.synthesize(project, [{ ...network, subnets }, database()]);
	expect(differences(before, wider)).toEqual([
		'aws_route_table_association.network_main_more',
		'aws_subnet.network_main_more',
	]);
});

it('names that RDS would refuse or take for one are made fit, and stay apart', () => {
	expect(databaseIdentifier('shop', 'orders')).toBe('shop-orders');
	const odd = ['a--b', 'a---b', 'a-b', 'x'.repeat(40), `${'x'.repeat(39)}y`].map((name) =>
		databaseIdentifier('project-of-forty-letters-or-nearly-so-12', name),
	);
	expect(new Set(odd).size).toBe(odd.length);
	for (const identifier of odd) expect(identifier).toMatch(/^[a-z](?:-?[a-z0-9])+$/);
	for (const identifier of odd) expect(identifier.length).toBeLessThanOrEqual(54);
});

const changes: [string, Record<string, unknown>, RegExp][] = [
	['aws_db_instance.database_orders', { publicly_accessible: undefined }, /^public_access: /],
	['aws_db_instance.database_orders', { storage_encrypted: undefined }, /^encryption: /],
	['aws_db_instance.database_orders', { storage_type: 'io1' }, /^disk\.type: /],
	['aws_db_instance.database_orders', { storage_type: undefined }, /^disk\.type: /],
	['aws_db_instance.database_orders', { allocated_storage: undefined }, /^disk\.size_gib: /],
	['aws_db_instance.database_orders', { iops: 64_000 }, /^disk: iops of 64000/],
	['aws_db_instance.database_orders', { storage_throughput: 1000 }, /^disk: storage_throughput of 1000/],
	['aws_db_instance.database_orders', { max_allocated_storage: 65_536 }, /^disk\.size_gib: .*grow by itself/],
	['aws_db_instance.database_orders', { vpc_security_group_ids: ['sg-by-hand'] }, /^authorized_cidrs: sg-by-hand/],
	['aws_db_parameter_group.database_orders_postgres16', { parameter: [] }, /^tls: /],
	['aws_security_group.database_orders', { ingress: [{ from_port: 0 }] }, /^authorized_cidrs: /],
	['aws_vpc_security_group_ingress_rule.database_orders_network', { cidr_ipv4: '0.0.0.0/0' }, /lets in others/],
	['aws_vpc_security_group_ingress_rule.database_orders_network', { to_port: 65_535 }, /opens another port/],
];

it.each(changes)(
	'what opens %s up by hand, or hides whether it is open, is not read as what it was',
	async (address, change, reason) => {
		const planned = plannedValues(await synthesize(database())).map((resource) => {
			if (resource.address !== address) return resource;
			const values = Object.entries({ ...resource.values, ...change }).filter(([, value]) => value !== undefined);
			return { ...resource, values: Object.fromEntries(values) };
		});
		const read = await awsProvider.read(planned, project);
		expect(read.resources.map(({ resource }) => resource.kind)).toEqual(['network']);
		expect(read.unmapped[0]?.reason).toMatch(reason);
	},
);

it('a database of others is read where all that matters is known', async () => {
	const values = {
		identifier: 'billing',
		engine: 'mysql',
		engine_version: '8.0.40',
		instance_class: 'db.m5.large',
		allocated_storage: 100,
		storage_type: 'gp3',
		storage_encrypted: true,
		publicly_accessible: false,
		backup_retention_period: 0,
		multi_az: true,
		deletion_protection: null,
		max_allocated_storage: null,
		parameter_group_name: 'strict',
		tags: null,
	};
	const main = { address: 'aws_db_instance.b', type: 'aws_db_instance', name: 'b', values };
	const parameters = [{ name: 'require_secure_transport', value: 'ON' }];
	const group = {
		address: 'aws_db_parameter_group.g',
		type: 'aws_db_parameter_group',
		name: 'g',
		values: { name: 'strict', parameter: parameters },
	};
	const read = await awsProvider.read([main, group], project);
	expect(read.unmapped).toEqual([]);
	expect(read.resources).toMatchObject([
		{
			resource: { name: 'billing', version: '8.0.40', tls: true, encryption: true, backups: { enabled: false } },
			addresses: [main.address, group.address],
		},
	]);
	const alone = await awsProvider.read([main], project);
	expect(alone.unmapped).toMatchObject([{ reason: expect.stringMatching(/^tls: /) }]);
	const nameless = [
		{ ...main, values: { ...values, parameter_group_name: undefined } },
		{ ...group, values: { ...group.values, name: undefined } },
	];
	expect((await awsProvider.read(nameless, project)).unmapped[0]?.reason).toMatch(/^tls: /);
	const open = await awsProvider.read([{ ...main, values: { ...values, publicly_accessible: true } }, group], project);
	expect(open.unmapped[0]?.reason).toMatch(/^authorized_cidrs: /);
	const elsewhere = { ...main, values: { ...values, db_subnet_group_name: 'theirs' } };
	expect((await awsProvider.read([elsewhere, group], project)).unmapped[0]?.reason).toMatch(/^network: /);
	const { max_allocated_storage: _unknown, ...vague } = values;
	const growing = await awsProvider.read([{ ...main, values: vague }, group], project);
	expect(growing.unmapped[0]?.reason).toMatch(/^disk\.size_gib: .*max_allocated_storage/);
});
