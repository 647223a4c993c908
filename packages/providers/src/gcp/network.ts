import type { Network } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import type { Dependable } from '../cdk/safe-config.js';
import { type TfText, tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { Mapping } from '../mapping.js';
import { checkGcpNetwork } from './check-network.js';
import type { GcpScope } from './gcp-scope.js';
import { networkPartName } from './network-names.js';
import { readGcpNetworks } from './read-network.js';
import { keepNetwork } from './written-network.js';

/** The prefix of the range for Google's own services, from which every database takes a /24. */
const servicesPrefix = 20;

/**
 * A VPC network on gcp: the network, its subnets, a router with NAT, a rule for each ingress, and private services
 * access (a range and a connection), through which databases are reached, so that one in this network needs nothing more.
 *
 * No subnet that nobody asked for; Google's services reached without a public address; flow logs of everything; only
 * what the rules let in, and that logged. Networks on gcp have no labels, no range of their own and no public or private
 * subnets: what the model says of those is kept in `terraform_data`, which makes nothing in the cloud. (A description
 * could hold it, but changing that replaces the network.)
 */
export const gcpNetwork: Mapping<Network, GcpScope> = {
	check: checkGcpNetwork,
	toTerraform,
	read: readGcpNetworks,
};

function toTerraform(gcp: GcpScope, network: Network): void {
	const { scope, google } = gcp;
	const id = partId('network', network.name);
	scope.claim('network', network.name);
	const element = scope.add(google.ComputeNetwork, id, {
		name: tfLiteral(network.name),
		description: tfLiteral(`network/${network.name}, by Portcullis`),
		autoCreateSubnetworks: false,
		routingMode: tfLiteral('REGIONAL'),
	});
	const name = scope.reference(element.name);
	scope.add(google.TerraformData, id, {
		input: tfMap({ ...tagEntries(network), 'portcullis-project': gcp.project.name, cidr: network.cidr }),
	});
	const subnets = network.subnets.map((subnet) => [subnet.name, addSubnet(gcp, network, subnet, name)] as const);
	for (const rule of network.ingress) addIngress(gcp, network, rule, name);
	if (network.nat) addNat(gcp, network, name);
	const networkId = scope.reference(element.id);
	const services = addServicesAccess(gcp, network, networkId);
	keepNetwork(gcp, network.name, { id: networkId, name, subnets: new Map(subnets), services });
}

const tagEntries = ({ tags }: Network) =>
	Object.fromEntries(Object.entries(tags).map(([key, value]) => [`tag:${key}`, value]));

function addSubnet(
	{ scope, google }: GcpScope,
	network: Network,
	subnet: Network['subnets'][number],
	networkName: TfText,
): TfText {
	const id = partId('network', network.name, subnet.name);
	const name = networkPartName(network.name, subnet.name);
	scope.claim('subnet', name);
	const element = scope.add(google.ComputeSubnetwork, id, {
		name: tfLiteral(name),
		description: tfLiteral(`${subnet.name} of network/${network.name}, by Portcullis`),
		region: tfLiteral(network.region),
		network: networkName,
		ipCidrRange: tfLiteral(subnet.cidr),
		privateIpGoogleAccess: true,
		stackType: tfLiteral('IPV4_ONLY'),
		// As CIS Google Cloud 3.8 wants them: every 5 seconds, all, with all that is known.
		...(network.flow_logs
			? {
					logConfig: {
						aggregationInterval: tfLiteral('INTERVAL_5_SEC'),
						flowSampling: 1,
						metadata: tfLiteral('INCLUDE_ALL_METADATA'),
					},
				}
			: {}),
	});
	if (subnet.public) scope.add(google.TerraformData, id, { input: tfMap({ public: 'true' }) });
	return scope.reference(element.name);
}

function addIngress(
	{ scope, google }: GcpScope,
	network: Network,
	rule: Network['ingress'][number],
	networkName: TfText,
): void {
	const name = networkPartName(network.name, rule.name);
	scope.claim('firewall rule', name);
	scope.add(google.ComputeFirewall, partId('network', network.name, rule.name), {
		name: tfLiteral(name),
		description: tfLiteral(`${rule.name} of network/${network.name}, by Portcullis`),
		network: networkName,
		direction: tfLiteral('INGRESS'),
		sourceRanges: rule.sources.map(tfLiteral),
		allow: [
			{
				protocol: tfLiteral(rule.protocol),
				...(rule.ports.length === 0 ? {} : { ports: rule.ports.map((range) => tfLiteral(portText(range))) }),
			},
		],
		logConfig: { metadata: tfLiteral('INCLUDE_ALL_METADATA') },
	});
}

const portText = ({ from, to }: { readonly from: number; readonly to: number }) =>
	from === to ? String(from) : `${from}-${to}`;

function addNat({ scope, google }: GcpScope, network: Network, networkName: TfText): void {
	const id = partId('network', network.name);
	const place = { name: tfLiteral(network.name), region: tfLiteral(network.region) };
	const router = scope.add(google.ComputeRouter, id, {
		...place,
		description: tfLiteral(`network/${network.name}, by Portcullis`),
		network: networkName,
	});
	scope.add(google.ComputeRouterNat, id, {
		...place,
		router: scope.reference(router.name),
		natIpAllocateOption: tfLiteral('AUTO_ONLY'),
		// All, so that a further subnet, or the range of a cluster's pods, changes nothing here.
		sourceSubnetworkIpRangesToNat: tfLiteral('ALL_SUBNETWORKS_ALL_IP_RANGES'),
		logConfig: { enable: true, filter: tfLiteral('ERRORS_ONLY') },
	});
}

function addServicesAccess({ scope, google }: GcpScope, network: Network, networkId: TfText): Dependable {
	const id = partId('network', network.name);
	const name = networkPartName(network.name, 'services');
	const address = scope.add(google.ComputeGlobalAddress, id, {
		name: tfLiteral(name),
		description: tfLiteral(`network/${network.name}, by Portcullis`),
		purpose: tfLiteral('VPC_PEERING'),
		addressType: tfLiteral('INTERNAL'),
		prefixLength: servicesPrefix,
		network: networkId,
	});
	return scope.add(google.ServiceNetworkingConnection, id, {
		network: networkId,
		service: tfLiteral('servicenetworking.googleapis.com'),
		reservedPeeringRanges: [scope.reference(address.name)],
		// Google holds the connection for days after the last database of it went, and refuses to delete it so long.
		deletionPolicy: tfLiteral('ABANDON'),
	});
}
