import type { Vm } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryNetworkVm } from '../../test/aws/arbitrary-vm.js';
import { exampleKey, twoZoneNetwork } from '../../test/aws/examples.js';
import { problemsOf, project, roundTrip } from '../../test/aws/round-trip.js';
import { blocksOf, differences } from '../../test/documents.js';
import { exampleDatabase } from '../../test/example-kinds.js';
import { exampleVm } from '../../test/examples.js';
import { inOrder } from '../../test/in-order.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { noPlans, sharedPlan } from '../../test/shared-plan.js';
import { awsProvider } from './aws-provider.js';

const network = twoZoneNetwork();
const database = exampleDatabase('aws');
const vm = (change: Partial<Vm> = {}) => exampleVm('aws', { network: 'main', ...change });
const synthesize = (...vms: Vm[]) => awsProvider.synthesize(project, [network, ...vms]);
const instanceOf = async (change: Partial<Vm>) => blocksOf(await synthesize(vm(change))).get('aws_instance.vm_web');

it('machines in a network are read back from their documents as they were, and no block is left over', async () => {
	await fc.assert(
		fc.asyncProperty(arbitraryNetworkVm, async (random) => {
			expect(problemsOf([network, random])).toEqual([]);
			const read = await roundTrip([network, random]);
			expect(read.unmapped).toEqual([]);
			expect(read.resources).toEqual(inOrder([random, network]));
			expect(read.lost).toEqual([]);
		}),
		{ numRuns: rounds() },
	);
}, 600_000);

it('a machine in a network stands in its subnet, private where that is possible, and is reached by what the network lets in', async () => {
	const subnet = (name: string) => `\${aws_subnet.network_main_${name}.id}`;
	expect(await instanceOf({})).toMatchObject({
		subnet_id: subnet('apps__a'),
		vpc_security_group_ids: ['aws_security_group.vm_web', 'aws_security_group.network_main'].map(
			(group) => `\${${group}.id}`,
		),
		associate_public_ip_address: false,
	});
	expect((await instanceOf({ public_ip: true }))?.subnet_id).toBe(subnet('web__a'));
	expect((await instanceOf({ subnet: 'web-b' }))?.subnet_id).toBe(subnet('web__b'));
	const group = blocksOf(await synthesize(vm())).get('aws_security_group.vm_web');
	expect(group?.vpc_id).toBe(`\${${'aws_vpc.network_main'}.id}`);
});

it('another machine, and another subnet of the network, leave a machine where it is', async () => {
	const before = await synthesize(vm());
	for (const address of differences(before, await synthesize(vm(), vm({ name: 'api' })))) {
		expect(address).toMatch(/\.vm_api$/);
	}
	const subnets = [{ name: 'more', cidr: '10.0.9.0/24', public: false }, ...network.subnets];
	const wider = await awsProvider.synthesize(project, [{ ...network, subnets }, vm()]);
	expect(differences(before, wider)).toEqual([
		'aws_route_table_association.network_main_more',
		'aws_subnet.network_main_more',
	]);
});

it('a key, a plain disk and IMDSv1 are written where they are asked for', async () => {
	expect(await instanceOf({ encryption_key: exampleKey })).toMatchObject({
		root_block_device: { encrypted: true, kms_key_id: exampleKey },
		metadata_options: { http_tokens: 'required' },
	});
	expect(await instanceOf({ encryption: false, imds_v1: true })).toMatchObject({
		root_block_device: { encrypted: false },
		metadata_options: { http_tokens: 'optional', http_put_response_hop_limit: 1 },
	});
});

const fast = (change: object) => ({ encrypted: true, volume_type: 'gp3', volume_size: 30, ...change });

it.each([
	[{ root_block_device: [{ volume_type: 'gp3', volume_size: 30 }] }, /^encryption: /],
	[{ root_block_device: [{ volume_type: 'gp3', encrypted: true }] }, /^disk\.size_gib: /],
	[{ root_block_device: [{ encrypted: true, volume_size: 30 }] }, /^disk\.type: unknown/],
	[{ root_block_device: [{ encrypted: true, volume_size: 30, volume_type: 'gp2' }] }, /^disk\.type: gp2/],
	[{ metadata_options: [] }, /^imds_v1: /],
	[{ vpc_security_group_ids: ['sg-by-hand'] }, /^network: sg-by-hand is no security group/],
	[{ ebs_block_device: [{ volume_size: 16_000 }] }, /^disk: .*ebs_block_device/],
	[{ root_block_device: [fast({ volume_type: 'io2', iops: 64_000 })] }, /^disk: iops of 64000/],
	[{ root_block_device: [fast({ throughput: 1000 })] }, /^disk: throughput of 1000/],
] as const)('a machine of which %j is all that is known is kept apart', async (change, reason) => {
	const planned = plannedValues(await synthesize(vm())).map((resource) =>
		resource.type === 'aws_instance' ? { ...resource, values: { ...resource.values, ...change } } : resource,
	);
	const read = await awsProvider.read(planned, project);
	expect(read.resources.map(({ resource }) => resource.kind)).toEqual(['network']);
	expect(read.unmapped[0]?.reason).toMatch(reason);
});

it.each([
	['aws_security_group.vm_web', { ingress: [{ from_port: 22 }] }, /^network: /],
	['aws_iam_role.vm_web', { managed_policy_arns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }, /may do more/],
	['aws_iam_role_policy_attachment.vm_web', { policy_arn: 'arn:aws:iam::1:policy/all' }, /gives more/],
] as const)('a machine of which %s was changed to %j is not read as what it was', async (address, change, reason) => {
	const planned = plannedValues(await synthesize(vm())).map((resource) =>
		resource.address === address ? { ...resource, values: { ...resource.values, ...change } } : resource,
	);
	const read = await awsProvider.read(planned, project);
	expect(read.resources.map(({ resource }) => resource.kind)).toEqual(['network']);
	expect(read.unmapped[0]?.reason).toMatch(reason);
});

it('a machine or a database that stands is in the groups that were written for it, and in no other', async () => {
	const written = plannedValues(await awsProvider.synthesize(project, [network, vm({ count: 2 }), database]));
	const standing = (ids: Readonly<Record<string, string[]>>) =>
		written.map((resource) => {
			const groups = ids[resource.type];
			const more = groups === undefined ? { id: `id of ${resource.name}` } : { vpc_security_group_ids: groups };
			return { ...resource, values: { ...resource.values, ...more } };
		});
	const ours = {
		aws_instance: ['id of vm_web', 'id of network_main'],
		aws_db_instance: ['id of database_orders'],
	};
	const read = await awsProvider.read(standing(ours), project);
	expect(read.unmapped).toEqual([]);
	expect(read.resources.map(({ resource }) => resource)).toContainEqual(vm({ count: 2 }));
	const wider = { aws_instance: ['id of vm_web', 'id of database_orders'], aws_db_instance: ['id of network_main'] };
	const apart = await awsProvider.read(standing(wider), project);
	expect(apart.resources.map(({ resource }) => resource.kind)).toEqual(['network']);
});

it('what the group of a resource lets in keeps each of its machines apart', async () => {
	const planned = plannedValues(await synthesize(vm({ count: 2 }))).map((resource) =>
		resource.address === 'aws_security_group.vm_web'
			? { ...resource, values: { ...resource.values, ingress: [{ from_port: 22 }] } }
			: resource,
	);
	const read = await awsProvider.read(planned, project);
	expect(read.resources.map(({ resource }) => resource.kind)).toEqual(['network']);
});

async function readTheirs(change: object) {
	const [theirs] = plannedValues(await awsProvider.synthesize(project, [exampleVm('aws')])).filter(
		({ type }) => type === 'aws_instance',
	);
	const tags = { Name: 'theirs', 'portcullis-image': 'debian-12' };
	const all = { ...theirs?.values, tags, ebs_block_device: [], ipv6_addresses: [], ...change };
	const values = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
	return awsProvider.read([{ address: 'aws_instance.a', type: 'aws_instance', name: 'a', values }], project);
}

it.each([
	[{ ebs_block_device: undefined }, /^disk: .*not known/],
	[{ ipv6_addresses: undefined }, /^public_ip: .*not known/],
	[{ ipv6_addresses: ['2600::1'] }, /^public_ip: .*ipv6/],
	[{ ipv6_address_count: 1 }, /^public_ip: .*ipv6/],
])('a machine of others with %j is kept apart', async (change, reason) => {
	const read = await readTheirs(change);
	expect(read.resources).toEqual([]);
	expect(read.unmapped[0]?.reason).toMatch(reason);
});

it.each([
	['us-east-1a', 'us-east-1'],
	['us-west-2-lax-1a', 'us-west-2'],
	['us-gov-west-1b', 'us-gov-west-1'],
])('a machine of others in %s is in %s', async (zone, region) => {
	const { resources } = await readTheirs({ region: undefined, availability_zone: zone });
	expect(resources).toMatchObject([{ resource: { name: 'theirs', region, zone } }]);
});

it.skipIf(noPlans !== '')(
	`of a plan of others with machines and a database each is named with what is not known${noPlans}`,
	async () => {
		const { resources, unmapped } = await awsProvider.read(sharedPlan('aws-ec2-rds-elb-terracost.json'), project);
		expect(resources).toEqual([]);
		expect(unmapped).toEqual([
			{ address: 'aws_instance.example', reason: expect.stringMatching(/^image: /) },
			{ address: 'module.ec2.aws_instance.front[0]', reason: expect.stringMatching(/^image: /) },
			{ address: 'module.rds.aws_db_instance.db', reason: expect.stringMatching(/^backups: .*not known/) },
			{ address: 'module.ec2.aws_elb.front', reason: expect.stringContaining('aws_elb') },
			{ address: 'module.ec2.module.ebs.aws_ebs_volume.volume', reason: expect.stringContaining('aws_ebs_volume') },
		]);
	},
);
