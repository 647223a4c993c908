import type { Vm } from '@portcullis/core';
import { tfId } from '../cdk/tf-id.js';
import { type TfMap, type TfText, tfLiteral } from '../cdk/tf-text.js';
import { type AwsScope, nameBeside, partitionOf } from './aws-scope.js';

const trust = JSON.stringify({
	Version: '2012-10-17',
	Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

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
		assumeRolePolicy: tfLiteral(trust),
		tags,
	});
	const roleName = scope.reference(role.name);
	scope.add(aws.IamRolePolicyAttachment, id, {
		role: roleName,
		policyArn: tfLiteral(`arn:${partitionOf(vm.region)}:iam::aws:policy/AmazonSSMManagedInstanceCore`),
	});
	const profile = scope.add(aws.IamInstanceProfile, id, { name: tfLiteral(name), role: roleName, tags });
	return scope.reference(profile.name);
}
