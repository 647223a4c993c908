import type { Network } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import { tfId } from '../cdk/tf-id.js';
import { type TfMap, type TfText, tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { Mapping } from '../mapping.js';
import { ownTags } from '../shared/own-tags.js';
import { type AwsScope, nameBeside, rememberNetwork } from './aws-scope.js';
import { checkAwsNetwork } from './check-network.js';
import { addFlowLog } from './flow-log.js';
import { addIngressRules } from './ingress-rules.js';
import { readAwsNetworks } from './read-network.js';
import { balancerTags, subnetTag } from './subnet-tags.js';
import { zoneOf } from './zones.js';

/**
 * A network on aws: a VPC with its subnets spread over zones by their ranges (see `zoneOf`), a route table for those
 * that are public and one for the others, a regional NAT gateway, which needs no public subnet and spans all zones, a
 * security group with the rules of `ingress`, a free endpoint for S3, and flow logs.
 *
 * The default security group is closed. No subnet gives out public addresses by itself: a machine asks for one.
 */
export const awsNetwork: Mapping<Network, AwsScope> = {
	check: checkAwsNetwork,
	toTerraform,
	read: readAwsNetworks,
};

function toTerraform(aws: AwsScope, network: Network): void {
	const { scope, project } = aws;
	const id = tfId('network', network.name);
	const region = tfLiteral(network.region);
	const shared = { ...network.tags, ...ownTags(project, network) };
	const tags = tfMap({ ...shared, Name: network.name });
	const vpc = scope.add(aws.aws.Vpc, id, {
		region,
		cidrBlock: tfLiteral(network.cidr),
		enableDnsSupport: true,
		enableDnsHostnames: true,
		tags,
	});
	const vpcId = scope.reference(vpc.id);
	// A group that names no rule has its rules removed: whoever forgets to name a group is let in nowhere.
	scope.add(aws.aws.DefaultSecurityGroup, id, { region, vpcId, tags });
	const tables = addRoutes(aws, network, vpcId, tags);
	const subnetIds = new Map<string, TfText>();
	for (const subnet of network.subnets) {
		const part = partId('network', network.name, subnet.name);
		const balancers = balancerTags[subnet.public ? 'public' : 'private'];
		const block = scope.add(aws.aws.Subnet, part, {
			region,
			vpcId,
			cidrBlock: tfLiteral(subnet.cidr),
			availabilityZoneId: tfLiteral(zoneOf(network, subnet)),
			mapPublicIpOnLaunch: false,
			tags: tfMap({ ...shared, Name: `${network.name}-${subnet.name}`, [subnetTag]: subnet.name, [balancers]: '1' }),
		});
		const subnetId = scope.reference(block.id);
		subnetIds.set(subnet.name, subnetId);
		const routeTableId = subnet.public ? tables.public : tables.private;
		scope.add(aws.aws.RouteTableAssociation, part, { region, subnetId, routeTableId });
	}
	const group = scope.add(aws.aws.SecurityGroup, id, {
		region,
		vpcId,
		name: tfLiteral(nameBeside(project, network, 255)),
		description: tfLiteral(`What network/${network.name} lets in, by Portcullis`),
		tags,
	});
	const groupId = scope.reference(group.id);
	addIngressRules(aws, network, groupId, tags);
	if (network.flow_logs) addFlowLog(aws, network, vpcId, tags);
	rememberNetwork(aws, network.name, { vpcId, groupId, subnetIds });
}

interface RouteTables {
	readonly public: TfText;
	readonly private: TfText;
}

// Both tables stand in every network, so that its first public or private subnet changes no block that is there. The
// gateway to the internet stands only where something is to use it.
function addRoutes(aws: AwsScope, network: Network, vpcId: TfText, tags: TfMap): RouteTables {
	const { scope } = aws;
	const region = tfLiteral(network.region);
	const everywhere = tfLiteral('0.0.0.0/0');
	const table = (part: string) =>
		scope.reference(
			scope.add(aws.aws.RouteTable, partId('network', network.name, part), {
				region,
				vpcId,
				tags: tfMap({ ...network.tags, ...ownTags(aws.project, network), Name: `${network.name}-${part}` }),
			}).id,
		);
	const [open, closed] = [table('public'), table('private')];
	scope.add(aws.aws.VpcEndpoint, tfId('network', network.name), {
		region,
		vpcId,
		serviceName: tfLiteral(`com.amazonaws.${network.region}.s3`),
		vpcEndpointType: tfLiteral('Gateway'),
		routeTableIds: [open, closed],
		tags,
	});
	if (!network.nat && !network.subnets.some((subnet) => subnet.public)) return { public: open, private: closed };
	const gateway = scope.add(aws.aws.InternetGateway, tfId('network', network.name), { region, vpcId, tags });
	scope.add(aws.aws.Route, partId('network', network.name, 'public'), {
		region,
		routeTableId: open,
		destinationCidrBlock: everywhere,
		gatewayId: scope.reference(gateway.id),
	});
	if (network.nat) {
		const nat = scope.add(aws.aws.NatGateway, tfId('network', network.name), {
			region,
			vpcId,
			availabilityMode: tfLiteral('regional'),
			connectivityType: tfLiteral('public'),
			tags,
			dependsOn: [gateway],
		});
		scope.add(aws.aws.Route, partId('network', network.name, 'private'), {
			region,
			routeTableId: closed,
			destinationCidrBlock: everywhere,
			natGatewayId: scope.reference(nat.id),
		});
	}
	return { public: open, private: closed };
}
