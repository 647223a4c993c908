import type { Ingress, Network } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import { type TfText, tfLiteral } from '../cdk/tf-text.js';
import type { Mapping } from '../mapping.js';
import type { Subnet } from '../shared/first-subnet.js';
import { fitName } from '../shared/fit-name.js';
import type { AzureScope } from './azure-scope.js';
import { azureTags } from './azure-tags.js';
import { checkAzureNetwork } from './check-network.js';
import { fixedRules } from './fixed-rules.js';
import { globalName } from './global-name.js';
import { readAzureNetworks } from './read-network.js';
import { rulePriority } from './rule-priority.js';
import { rememberSubnet } from './subnet-choice.js';

/**
 * A network on Azure: a virtual network, and for each subnet the subnet, a security group of its own and one rule for
 * each way in, then the network's own range, and nothing else that comes by a peering or a gateway. With `nat` a NAT gateway with one address stands before all subnets; without it nothing reaches out that
 * has no address of its own, since subnets have none of Azure's default outbound access. With `flow_logs` the flows of
 * the whole network are kept for 90 days in a storage account that only Azure's own services reach.
 *
 * A security group each, so that one more subnet changes none of the others, and its tag says whether the subnet is
 * public: a subnet of Azure has neither tags nor a switch for that.
 */
export const azureNetwork: Mapping<Network, AzureScope> = {
	check: checkAzureNetwork,
	toTerraform,
	read: readAzureNetworks,
};

function toTerraform(azure: AzureScope, network: Network): void {
	const { scope, azurerm, project, resourceGroupName } = azure;
	const place = { resourceGroupName, location: tfLiteral(network.region) };
	const virtualNetwork = scope.add(azurerm.VirtualNetwork, partId('network', network.name), {
		...place,
		name: tfLiteral(fitName(network.name, 2, 64)),
		addressSpace: [tfLiteral(network.cidr)],
		tags: azureTags(project, network),
	});
	const id = scope.reference(virtualNetwork.id);
	scope.once(`network ${network.name}`, () => id);
	const natGateway = network.nat ? addNatGateway(azure, network) : undefined;
	for (const subnet of network.subnets) {
		addSubnet(azure, network, subnet, scope.reference(virtualNetwork.name), natGateway);
	}
	if (network.flow_logs) addFlowLog(azure, network, id);
}

function addSubnet(
	azure: AzureScope,
	network: Network,
	subnet: Subnet,
	virtualNetworkName: TfText,
	natGatewayId: TfText | undefined,
): void {
	const { scope, azurerm, project, resourceGroupName } = azure;
	const id = partId('network', network.name, subnet.name);
	const element = scope.add(azurerm.Subnet, id, {
		resourceGroupName,
		virtualNetworkName,
		name: tfLiteral(subnet.name),
		addressPrefixes: [tfLiteral(subnet.cidr)],
		defaultOutboundAccessEnabled: false,
		// Else the security group would not hold for private endpoints.
		privateEndpointNetworkPolicies: tfLiteral('Enabled'),
	});
	const subnetId = scope.reference(element.id);
	rememberSubnet(azure, network.name, subnet.name, subnetId);
	const group = scope.add(azurerm.NetworkSecurityGroup, id, {
		resourceGroupName,
		location: tfLiteral(network.region),
		// A name of a machine's group holds no dot, so that the two never meet.
		name: tfLiteral(fitName(`${network.name}.${subnet.name}`, 1, 80)),
		tags: azureTags(project, network, { 'portcullis-public': String(subnet.public) }),
	});
	scope.add(azurerm.SubnetNetworkSecurityGroupAssociation, id, {
		subnetId,
		networkSecurityGroupId: scope.reference(group.id),
	});
	const groupName = scope.reference(group.name);
	for (const rule of network.ingress) addRule(azure, network, subnet, rule, groupName);
	addFixedRules(azure, network, subnet, groupName);
	if (natGatewayId === undefined) return;
	const association = scope.add(azurerm.SubnetNatGatewayAssociation, id, { subnetId, natGatewayId });
	// A cluster's nodes reach out from their first moment.
	scope.once(`nat ${network.name}/${subnet.name}`, () => association);
}

function addRule(azure: AzureScope, network: Network, subnet: Subnet, rule: Ingress, groupName: TfText): void {
	const { scope, azurerm, resourceGroupName } = azure;
	const [source = ''] = rule.sources;
	scope.add(azurerm.NetworkSecurityRule, partId('network', network.name, subnet.name, rule.name), {
		resourceGroupName,
		networkSecurityGroupName: groupName,
		name: tfLiteral(rule.name),
		priority: rulePriority(rule.name),
		direction: tfLiteral('Inbound'),
		access: tfLiteral('Allow'),
		protocol: tfLiteral({ tcp: 'Tcp', udp: 'Udp', icmp: 'Icmp' }[rule.protocol]),
		sourcePortRange: tfLiteral('*'),
		destinationAddressPrefix: tfLiteral('*'),
		// Azure takes everybody and every port as a star only, and a star in no list.
		...(source === '0.0.0.0/0'
			? { sourceAddressPrefix: tfLiteral('*') }
			: { sourceAddressPrefixes: rule.sources.map((range) => tfLiteral(range)) }),
		...(rule.protocol === 'icmp'
			? { destinationPortRange: tfLiteral('*') }
			: {
					destinationPortRanges: rule.ports.map(({ from, to }) => tfLiteral(from === to ? `${from}` : `${from}-${to}`)),
				}),
	});
}

function addFixedRules(azure: AzureScope, network: Network, subnet: Subnet, groupName: TfText): void {
	const { scope, azurerm, resourceGroupName } = azure;
	const all = tfLiteral('*');
	for (const { name, priority, access, source } of fixedRules(network.cidr)) {
		scope.add(azurerm.NetworkSecurityRule, partId('network', network.name, subnet.name, name), {
			resourceGroupName,
			networkSecurityGroupName: groupName,
			name: tfLiteral(name),
			priority,
			direction: tfLiteral('Inbound'),
			access: tfLiteral(access),
			protocol: all,
			sourceAddressPrefix: tfLiteral(source),
			sourcePortRange: all,
			destinationAddressPrefix: all,
			destinationPortRange: all,
		});
	}
}

function addNatGateway({ scope, azurerm, project, resourceGroupName }: AzureScope, network: Network): TfText {
	const id = partId('network', network.name);
	const named = {
		resourceGroupName,
		location: tfLiteral(network.region),
		name: tfLiteral(fitName(`${network.name}.nat`, 1, 80)),
		tags: azureTags(project, network),
	};
	const gateway = scope.add(azurerm.NatGateway, id, { ...named, skuName: tfLiteral('Standard') });
	const address = scope.add(azurerm.PublicIp, id, {
		...named,
		allocationMethod: tfLiteral('Static'),
		sku: tfLiteral('Standard'),
	});
	const natGatewayId = scope.reference(gateway.id);
	scope.add(azurerm.NatGatewayPublicIpAssociation, id, {
		natGatewayId,
		publicIpAddressId: scope.reference(address.id),
	});
	return natGatewayId;
}

function addFlowLog(azure: AzureScope, network: Network, networkId: TfText): void {
	const { scope, azurerm, project, resourceGroupName } = azure;
	const id = partId('network', network.name);
	const tags = azureTags(project, network);
	const account = scope.add(azurerm.StorageAccount, id, {
		resourceGroupName,
		location: tfLiteral(network.region),
		name: tfLiteral(globalName(project, network, 24, false)),
		accountKind: tfLiteral('StorageV2'),
		accountTier: tfLiteral('Standard'),
		accountReplicationType: tfLiteral('LRS'),
		minTlsVersion: tfLiteral('TLS1_2'),
		httpsTrafficOnlyEnabled: true,
		allowNestedItemsToBePublic: false,
		crossTenantReplicationEnabled: false,
		infrastructureEncryptionEnabled: true,
		defaultToOauthAuthentication: true,
		localUserEnabled: false,
		// Azure's network watcher signs in with the account's key; nothing but Azure's own services gets to the account.
		sharedAccessKeyEnabled: true,
		publicNetworkAccessEnabled: true,
		networkRules: { defaultAction: tfLiteral('Deny'), bypass: [tfLiteral('AzureServices')] },
		tags,
	});
	scope.add(azurerm.NetworkWatcherFlowLog, id, {
		// Azure makes both by itself with the first network of a region, and allows no second watcher there.
		networkWatcherName: tfLiteral(`NetworkWatcher_${network.region}`),
		resourceGroupName: tfLiteral('NetworkWatcherRG'),
		location: tfLiteral(network.region),
		// Named beside those of all projects of the subscription.
		name: tfLiteral(globalName(project, network, 80)),
		targetResourceId: networkId,
		storageAccountId: scope.reference(account.id),
		enabled: true,
		version: 2,
		retentionPolicy: { enabled: true, days: 90 },
		tags,
	});
}
