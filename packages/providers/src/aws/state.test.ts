import type { PlannedResource, Resource } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleKey, twoZoneNetwork } from '../../test/aws/examples.js';
import { project } from '../../test/aws/round-trip.js';
import { exampleDatabase, exampleKubernetes, exampleStorage } from '../../test/example-kinds.js';
import { exampleVm } from '../../test/examples.js';
import { inOrder } from '../../test/in-order.js';
import { plannedValues } from '../../test/planned-values.js';
import { awsProvider } from './aws-provider.js';

const resources: readonly Resource[] = [
	twoZoneNetwork(),
	exampleDatabase('aws', { public_access: true, authorized_cidrs: ['203.0.113.0/24'] }),
	exampleStorage('aws'),
	exampleKubernetes('aws', { high_availability: true }),
	exampleVm('aws', { network: 'main' }),
];

const theirs = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000';

/** What a plan shows of the same blocks once they stand: what aws filled in, and what blocks beside one another made. */
function standing(planned: readonly PlannedResource[]): PlannedResource[] {
	const values = (type: string, part: string) =>
		planned.filter((other) => other.type === type && other.name.startsWith(part)).map((other) => other.values);
	const added: Record<string, (resource: PlannedResource) => object> = {
		aws_security_group: ({ name }) => ({
			ingress: values('aws_vpc_security_group_ingress_rule', `${name}_`).map((rule) => ({
				from_port: rule.from_port,
				to_port: rule.to_port,
				protocol: rule.ip_protocol,
				cidr_blocks: rule.cidr_ipv4 === undefined ? [] : [rule.cidr_ipv4],
				ipv6_cidr_blocks: rule.cidr_ipv6 === undefined ? [] : [rule.cidr_ipv6],
				security_groups: [],
				prefix_list_ids: [],
				self: false,
			})),
		}),
		aws_default_security_group: () => ({ ingress: [], egress: [] }),
		aws_iam_role: ({ name }) => ({
			inline_policy: [{ name: '', policy: '' }],
			managed_policy_arns: planned
				.filter((other) => other.type === 'aws_iam_role_policy_attachment' && other.name.startsWith(name))
				.map((other) => other.values.policy_arn),
		}),
		aws_db_instance: () => ({ kms_key_id: theirs, db_subnet_group_name: 'shop-orders' }),
		aws_instance: ({ values: { root_block_device } }) => ({
			availability_zone: 'us-east-1a',
			subnet_id: 'subnet-0123456789abcdef0',
			root_block_device: [{ ...(root_block_device as object[])[0], kms_key_id: theirs }],
		}),
		aws_eks_cluster: ({ values: { encryption_config } }) => ({
			encryption_config: [{ ...(encryption_config as object[])[0], provider: [{ key_arn: theirs }] }],
		}),
		aws_route: ({ name }) => (name.endsWith('_private') ? { gateway_id: '', nat_gateway_id: 'nat-1' } : {}),
	};
	return planned.map((resource) => ({
		...resource,
		values: { ...resource.values, ...added[resource.type]?.(resource) },
	}));
}

it('what stands is read as it was before it stood: what aws fills in is neither a key of the customer nor an opening', async () => {
	const planned = standing(plannedValues(await awsProvider.synthesize(project, resources)));
	const read = await awsProvider.read(planned, project);
	expect(read.unmapped).toEqual([]);
	expect(inOrder(read.resources.map(({ resource }) => resource))).toEqual(inOrder(resources));
});

it("a disk with the customer's own key is read with it", async () => {
	const own = [
		twoZoneNetwork(),
		exampleDatabase('aws', { encryption_key: exampleKey }),
		exampleVm('aws', { network: 'main', encryption_key: exampleKey }),
	];
	const { resources: read } = await awsProvider.read(
		plannedValues(await awsProvider.synthesize(project, own)),
		project,
	);
	expect(read.flatMap(({ resource }) => ('encryption_key' in resource ? [resource.encryption_key] : []))).toEqual([
		exampleKey,
		exampleKey,
	]);
});

const everybody = { from_port: 0, to_port: 65_535, protocol: 'tcp', cidr_blocks: ['0.0.0.0/0'], ipv6_cidr_blocks: [] };

it.each([
	['aws_security_group.network_main', everybody, 'network'],
	['aws_security_group.database_orders', everybody, 'database'],
	['aws_security_group.database_orders', { ...everybody, from_port: 5432, to_port: 5432 }, 'database'],
	['aws_security_group.vm_web', everybody, 'vm'],
	['aws_security_group.vm_web', { ...everybody, cidr_blocks: [], security_groups: ['sg-1'] }, 'vm'],
	['aws_security_group.vm_web', { ...everybody, cidr_blocks: [], self: true }, 'vm'],
] as const)('a rule that was put into %s by hand (%j) keeps the %s apart', async (address, rule, kind) => {
	const planned = standing(plannedValues(await awsProvider.synthesize(project, resources))).map((resource) =>
		resource.address === address
			? { ...resource, values: { ...resource.values, ingress: [...(resource.values.ingress as object[]), rule] } }
			: resource,
	);
	const read = await awsProvider.read(planned, project);
	expect(read.resources.map(({ resource }) => resource.kind)).not.toContain(kind);
	expect(read.resources).toHaveLength(resources.length - 1);
});
