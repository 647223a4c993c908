import type { Project, Vm } from '@portcullis/core';
import type { AwsClasses } from '../cdk/aws.js';
import type { Scope } from '../cdk/scope.js';
import { fitName } from '../vm/fit-name.js';

/** What the mappings of aws write into. */
export interface AwsScope {
	readonly scope: Scope;
	readonly aws: AwsClasses;
	readonly project: Project;
}

/**
 * The name of what stands beside a machine. IAM is one for all regions and projects of an account, hence the project;
 * a security group may not start with `sg-`, as a project may, hence the first word.
 */
export function nameBeside(project: Project, vm: Vm, most: number): string {
	return fitName(`portcullis-${project.name}-vm-${vm.name}`, 1, most);
}
