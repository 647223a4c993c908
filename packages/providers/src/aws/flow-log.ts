import type { Network } from '@portcullis/core';
import { tfId } from '../cdk/tf-id.js';
import { type TfMap, type TfText, tfLiteral } from '../cdk/tf-text.js';
import { type AwsScope, nameBeside, partitionOf } from './aws-scope.js';
import { trustPolicy } from './trust-policy.js';

/** How long logs are kept, in days: long enough to look into what was noticed late. */
export const logRetentionDays = 365;

/**
 * Writes down every connection of a network, accepted or refused, in a log group of its own, by a role that may write
 * to that group alone.
 */
export function addFlowLog(aws: AwsScope, network: Network, vpcId: TfText, tags: TfMap): void {
	const { scope, project } = aws;
	const id = tfId('network', network.name);
	const region = tfLiteral(network.region);
	const logs = `/portcullis/${project.name}/network/${network.name}`;
	const partition = partitionOf(network.region);
	const group = scope.add(aws.aws.CloudwatchLogGroup, id, {
		region,
		name: tfLiteral(logs),
		retentionInDays: logRetentionDays,
		tags,
	});
	const name = nameBeside(project, network, 64);
	scope.claim('IAM role', name);
	const role = scope.add(aws.aws.IamRole, id, {
		name: tfLiteral(name),
		description: tfLiteral(`Flow logs of network/${network.name}, by Portcullis`),
		assumeRolePolicy: tfLiteral(trustPolicy('vpc-flow-logs.amazonaws.com')),
		tags,
	});
	scope.add(aws.aws.IamRolePolicy, id, {
		name: tfLiteral('write'),
		role: scope.reference(role.name),
		policy: tfLiteral(
			JSON.stringify({
				Version: '2012-10-17',
				Statement: [
					{
						Effect: 'Allow',
						Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
						Resource: `arn:${partition}:logs:${network.region}:*:log-group:${logs}:*`,
					},
				],
			}),
		),
	});
	scope.add(aws.aws.FlowLog, id, {
		region,
		vpcId,
		trafficType: tfLiteral('ALL'),
		logDestinationType: tfLiteral('cloud-watch-logs'),
		logDestination: scope.reference(group.arn),
		iamRoleArn: scope.reference(role.arn),
		tags,
	});
}
