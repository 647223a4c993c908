// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references of Terraform are the subject
import type { Kubernetes } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryKubernetes } from '../../test/aws/arbitrary-kubernetes.js';
import { exampleKey, twoZoneNetwork } from '../../test/aws/examples.js';
import { problemsOf, project, roundTrip } from '../../test/aws/round-trip.js';
import { blocksOf, differences } from '../../test/documents.js';
import { exampleKubernetes } from '../../test/example-kinds.js';
import { inOrder } from '../../test/in-order.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { noPlans, sharedPlan } from '../../test/shared-plan.js';
import { awsProvider } from './aws-provider.js';
import { nodeImage } from './node-pool.js';

const network = twoZoneNetwork();
const cluster = (change: Partial<Kubernetes> = {}) => exampleKubernetes('aws', { high_availability: true, ...change });
const synthesize = (...clusters: Kubernetes[]) => awsProvider.synthesize(project, [network, ...clusters]);

it('clusters are read back from their documents as they were, and no block is left over', async () => {
	await fc.assert(
		fc.asyncProperty(arbitraryKubernetes, async (random) => {
			const resources = [network, random];
			expect(problemsOf(resources)).toEqual([]);
			const read = await roundTrip(resources);
			expect(read.unmapped).toEqual([]);
			expect(read.resources).toEqual(inOrder([network, random]));
			expect(read.lost).toEqual([]);
		}),
		{ numRuns: rounds() },
	);
}, 600_000);

it('a cluster has a private endpoint, encrypted secrets, all its logs, and entries for who may enter', async () => {
	const blocks = blocksOf(await synthesize(cluster({ deletion_protection: true })));
	expect(blocks.get('aws_eks_cluster.kubernetes_apps')).toMatchObject({
		name: 'shop-apps',
		access_config: { authentication_mode: 'API' },
		enabled_cluster_log_types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
		encryption_config: {
			resources: ['secrets'],
			provider: { key_arn: '${aws_kms_key.kubernetes_apps.arn}' },
		},
		vpc_config: {
			endpoint_private_access: true,
			endpoint_public_access: false,
			subnet_ids: ['apps__a', 'apps__b'].map((subnet) => `\${aws_subnet.network_main_${subnet}.id}`),
		},
		deletion_protection: true,
	});
	expect(blocks.get('aws_eks_cluster.kubernetes_apps')).not.toHaveProperty('vpc_config.public_access_cidrs');
	expect(blocks.get('aws_kms_key.kubernetes_apps')).toMatchObject({ enable_key_rotation: true });
	expect(blocks.get('aws_cloudwatch_log_group.kubernetes_apps')).toMatchObject({
		name: '/aws/eks/shop-apps/cluster',
		retention_in_days: 365,
	});
});

it('nodes have no public address, IMDSv2 that pods do not reach, encrypted disks, and roles for what they do', async () => {
	const blocks = blocksOf(await synthesize(cluster()));
	expect(blocks.get('aws_launch_template.kubernetes_apps_default')).toMatchObject({
		metadata_options: { http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 1 },
		block_device_mappings: [{ ebs: { encrypted: 'true', volume_type: 'gp3', volume_size: 100 } }],
		network_interfaces: [
			{
				associate_public_ip_address: 'false',
				security_groups: [
					'${aws_eks_cluster.kubernetes_apps.vpc_config[0].cluster_security_group_id}',
					'${aws_security_group.network_main.id}',
				],
			},
		],
	});
	expect(blocks.get('aws_eks_node_group.kubernetes_apps_default')).toMatchObject({
		instance_types: ['t3.large'],
		ami_type: 'AL2023_x86_64_STANDARD',
		scaling_config: { min_size: 1, max_size: 3, desired_size: 1 },
		launch_template: {
			id: '${aws_launch_template.kubernetes_apps_default.id}',
			version: '${aws_launch_template.kubernetes_apps_default.latest_version}',
		},
		lifecycle: { ignore_changes: ['scaling_config[0].desired_size'] },
		depends_on: ['join', 'network', 'images'].map((purpose) =>
			expect.stringContaining(`aws_iam_role_policy_attachment.kubernetes_apps_nodes_${purpose}`),
		),
	});
	const policies = [...blocks]
		.filter(([address]) => address.startsWith('aws_iam_role_policy_attachment.kubernetes'))
		.map(([, { policy_arn }]) => String(policy_arn).split('/')[1]);
	expect(policies.sort()).toEqual([
		'AmazonEC2ContainerRegistryPullOnly',
		'AmazonEKSClusterPolicy',
		'AmazonEKSWorkerNodePolicy',
		'AmazonEKS_CNI_Policy',
	]);
	expect(['g5.xlarge', 'g5g.xlarge', 'm7g.large', 'trn1.2xlarge', 'inf2.xlarge'].map(nodeImage)).toEqual([
		'AL2023_x86_64_NVIDIA',
		'AL2023_ARM_64_NVIDIA',
		'AL2023_ARM_64_STANDARD',
		'AL2023_x86_64_NEURON',
		'AL2023_x86_64_NEURON',
	]);
});

it('a cluster opens up as its fields say, and nothing more', async () => {
	const open = cluster({
		public_endpoint: true,
		authorized_cidrs: ['203.0.113.0/24'],
		private_nodes: false,
		encryption: false,
	});
	const blocks = blocksOf(await synthesize(open));
	const block = blocks.get('aws_eks_cluster.kubernetes_apps');
	expect(block?.vpc_config).toMatchObject({
		endpoint_private_access: true,
		endpoint_public_access: true,
		public_access_cidrs: ['203.0.113.0/24'],
		subnet_ids: ['web__a', 'web__b'].map((subnet) => `\${aws_subnet.network_main_${subnet}.id}`),
	});
	expect(block).not.toHaveProperty('encryption_config');
	const template = JSON.stringify(blocks.get('aws_launch_template.kubernetes_apps_default'));
	expect(template).toContain('"associate_public_ip_address":"true"');
	expect(template).toContain('"encrypted":"false"');
	const own = blocksOf(await synthesize(cluster({ encryption_key: exampleKey })));
	expect([...own.keys()]).not.toContain('aws_kms_key.kubernetes_apps');
	expect(own.get('aws_eks_cluster.kubernetes_apps')).toMatchObject({
		encryption_config: { provider: { key_arn: exampleKey } },
	});
});

it('a pool, a subnet or a cluster more, in the middle of a list, is its own blocks and changes no other', async () => {
	const pools = cluster().node_pools;
	const extra = pools.map((pool) => ({ ...pool, name: 'big', size: 'm7g.4xlarge' }));
	const last = pools.map((pool) => ({ ...pool, name: 'zlast' }));
	const before = await synthesize(cluster({ node_pools: [...pools, ...last] }));
	const after = await synthesize(cluster({ node_pools: [...pools, ...extra, ...last] }));
	expect(differences(before, after)).toEqual([
		'aws_eks_node_group.kubernetes_apps_big',
		'aws_launch_template.kubernetes_apps_big',
	]);
	const subnets = [{ name: 'more', cidr: '10.0.9.0/24', public: false }, ...network.subnets];
	const wider = await awsProvider.synthesize(project, [{ ...network, subnets }, cluster()]);
	expect(differences(await synthesize(cluster()), wider)).toEqual([
		'aws_route_table_association.network_main_more',
		'aws_subnet.network_main_more',
	]);
	// Named as the parts of the other are.
	const second = differences(
		await synthesize(cluster()),
		await synthesize(cluster(), cluster({ name: 'apps-default' })),
	);
	for (const address of second) expect(address).toMatch(/\.kubernetes_apps_(?:default$|_default_)/);
	expect(second).not.toContain('aws_eks_node_group.kubernetes_apps_default');
});

const template = 'aws_launch_template.kubernetes_apps_default';
const nodes = 'aws_eks_node_group.kubernetes_apps_default';

it.each([
	[template, { network_interfaces: [] }, /^private_nodes: /],
	[template, { metadata_options: [{ http_tokens: 'optional' }] }, /IMDSv1/],
	[template, { block_device_mappings: [] }, /^encryption: /],
	[template, { block_device_mappings: [{ ebs: [{ encrypted: 'true', volume_size: 100 }] }] }, /disk\.type: /],
	[template, { block_device_mappings: [{ ebs: [{ encrypted: 'true', volume_type: 'gp3' }] }] }, /disk\.size_gib: /],
	[nodes, { remote_access: [{ ec2_ssh_key: 'mine' }] }, /SSH/],
	[nodes, { capacity_type: 'SPOT' }, /spot/],
	[nodes, { scaling_config: [{ min_size: 1 }] }, /^node_pools\[0\]\.max: /],
	[nodes, { instance_types: ['t3.large', 'm5.24xlarge'] }, /several machine types/],
	['aws_eks_cluster.kubernetes_apps', { vpc_config: [{ endpoint_public_access: true }] }, /^authorized_cidrs: /],
	['aws_eks_cluster.kubernetes_apps', { vpc_config: [{}] }, /^public_endpoint: /],
	['aws_eks_cluster.kubernetes_apps', { encryption_config: [] }, /plain disks/],
	['aws_iam_role.kubernetes_apps_nodes', { inline_policy: [{ name: 'all' }] }, /may do more/],
	[
		'aws_iam_role_policy_attachment.kubernetes_apps_nodes_join',
		{ policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
		/gives more/,
	],
] as const)('a cluster of which %s was changed to %j is not read as what it was', async (address, change, reason) => {
	const planned = plannedValues(await synthesize(cluster())).map((resource) =>
		resource.address === address ? { ...resource, values: { ...resource.values, ...change } } : resource,
	);
	const read = await awsProvider.read(planned, project);
	expect(read.resources.map(({ resource }) => resource.kind)).toEqual(['network']);
	expect(read.unmapped[0]?.reason).toMatch(reason);
});

it.skipIf(noPlans !== '')(
	`the cluster in a plan of others is kept apart whole, with the reason${noPlans}`,
	async () => {
		const { resources, unmapped } = await awsProvider.read(sharedPlan('aws-eks-terracost.json'), project);
		expect(resources).toEqual([]);
		expect(unmapped).toEqual([
			{ address: 'module.eks.aws_eks_cluster.example', reason: expect.stringMatching(/^network: /) },
			{ address: 'module.eks.aws_eks_node_group.example', reason: 'is part of no cluster that Portcullis wrote' },
			{ address: 'module.eks.aws_launch_template.foo', reason: expect.stringContaining('aws_launch_template') },
		]);
	},
);
