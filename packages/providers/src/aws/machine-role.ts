import type { Vm } from '@portcullis/core';
import { tfId } from '../cdk/tf-id.js';
import { type TfMap, type TfText, tfLiteral } from '../cdk/tf-text.js';
import { type AwsScope, nameBeside, partitionOf } from './aws-scope.js';
import { trustPolicy } from './trust-policy.js';

/** The policy of aws's with which a machine talks to Systems Manager. */
export const signInPolicy = 'AmazonSSMManagedInstanceCore';

/**
 * The role of a machine: it may talk to Systems Manager, through which people sign in without a key and without an
 * open port, and nothing else.
 *
 * @returns the name of its instance profile
 */
export function addMachineRole({ scope, aws, project }: AwsScope, vm: Vm, tags: TfMap): TfText {
	const id = tfId('vm', vm.name);
	// IAM allows a role 64 characters.
	const name = nameBeside(project, vm, 64);
	scope.claim('IAM role', name);
	const role = scope.add(aws.IamRole, id, {
		name: tfLiteral(name),
		description: tfLiteral(`Machines of vm/${vm.name}, by Portcullis`),
		assumeRolePolicy: tfLiteral(trustPolicy('ec2.amazonaws.com')),
		tags,
	});
	const roleName = scope.reference(role.name);
	scope.add(aws.IamRolePolicyAttachment, id, {
		role: roleName,
		policyArn: tfLiteral(`arn:${partitionOf(vm.region)}:iam::aws:policy/${signInPolicy}`),
	});
	const profile = scope.add(aws.IamInstanceProfile, id, { name: tfLiteral(name), role: roleName, tags });
	return scope.reference(profile.name);
}
