import type { Kubernetes } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import { type TfMap, tfLiteral } from '../cdk/tf-text.js';
import { type AwsScope, nameBeside, partitionOf } from './aws-scope.js';
import { trustPolicy } from './trust-policy.js';

const clusterPolicies = { cluster: 'AmazonEKSClusterPolicy' };

// To join, to give pods addresses, to pull images from the account's registry.
// https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
const nodePolicies = {
	join: 'AmazonEKSWorkerNodePolicy',
	network: 'AmazonEKS_CNI_Policy',
	images: 'AmazonEC2ContainerRegistryPullOnly',
};

/** The policies of aws's that the roles of a cluster have. */
export const kubernetesPolicies: readonly string[] = Object.values({ ...clusterPolicies, ...nodePolicies });

/** The role of the control plane. */
export function addClusterRole(aws: AwsScope, cluster: Kubernetes, tags: TfMap) {
	return addRole(aws, cluster, tags, {
		part: 'cluster',
		name: nameBeside(aws.project, cluster, 64),
		service: 'eks.amazonaws.com',
		policies: clusterPolicies,
	});
}

/** The role of the nodes of all pools. */
export function addNodeRole(aws: AwsScope, cluster: Kubernetes, tags: TfMap) {
	return addRole(aws, cluster, tags, {
		part: 'nodes',
		name: nameBeside(aws.project, { kind: 'nodes', name: cluster.name }, 64),
		service: 'ec2.amazonaws.com',
		policies: nodePolicies,
	});
}

interface Role {
	readonly part: string;
	readonly name: string;
	readonly service: string;
	/** Managed policies of aws, each by the last part of its block's name. */
	readonly policies: Readonly<Record<string, string>>;
}

function addRole({ scope, aws }: AwsScope, cluster: Kubernetes, tags: TfMap, { part, name, service, policies }: Role) {
	scope.claim('IAM role', name);
	const role = scope.add(aws.IamRole, partId('kubernetes', cluster.name, part), {
		name: tfLiteral(name),
		description: tfLiteral(`The ${part} of kubernetes/${cluster.name}, by Portcullis`),
		assumeRolePolicy: tfLiteral(trustPolicy(service)),
		tags,
	});
	const roleName = scope.reference(role.name);
	const attachments = Object.entries(policies).map(([purpose, policy]) =>
		scope.add(aws.IamRolePolicyAttachment, partId('kubernetes', cluster.name, part, purpose), {
			role: roleName,
			policyArn: tfLiteral(`arn:${partitionOf(cluster.region)}:iam::aws:policy/${policy}`),
		}),
	);
	// What is made with the role has to wait for what it may do, and be gone before that is taken away.
	return { arn: scope.reference(role.arn), attachments };
}
