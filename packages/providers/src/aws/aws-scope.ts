import type { Project } from '@portcullis/core';
import type { AwsClasses } from '../cdk/aws.js';
import type { Scope } from '../cdk/scope.js';
import type { TfText } from '../cdk/tf-text.js';
import { fitName } from '../shared/fit-name.js';

/** What the mappings of aws write into. */
export interface AwsScope {
	readonly scope: Scope;
	readonly aws: AwsClasses;
	readonly project: Project;
}

/** A network that stands in the document, for what joins it. */
export interface NetworkBlocks {
	readonly vpcId: TfText;
	/** The security group that carries the network's ingress rules. */
	readonly groupId: TfText;
	/** The ids of the subnets, by name. */
	readonly subnetIds: ReadonlyMap<string, TfText>;
}

/** Remembers a network for what joins it. */
export function rememberNetwork({ scope }: AwsScope, name: string, blocks: NetworkBlocks): void {
	scope.once(`network/${name}`, () => blocks);
}

/** The network of the project that a resource joins; networks come into a document first. */
export function networkBlocks({ scope }: AwsScope, name: string): NetworkBlocks {
	return scope.once<NetworkBlocks>(`network/${name}`, () => {
		throw new Error(`network/${name} is not in the document`);
	});
}

/**
 * The name of what stands beside a resource. IAM is one for all regions and projects of an account, hence the project;
 * a security group may not start with `sg-`, as a project may, hence the first word.
 */
export function nameBeside(
	project: Project,
	{ kind, name }: { readonly kind: string; readonly name: string },
	most: number,
): string {
	return fitName(`portcullis-${project.name}-${kind}-${name}`, 1, most);
}

/** The partition of a region, as it stands in ARNs. */
export function partitionOf(region: string): string {
	if (region.startsWith('us-gov-')) return 'aws-us-gov';
	return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}
