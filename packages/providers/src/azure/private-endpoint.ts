import type { PlannedResource, Resource } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import { type TfId, tfId } from '../cdk/tf-id.js';
import { type TfText, tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { textsAt } from '../read/value-at.js';
import { fitName } from '../vm/fit-name.js';
import type { AzureScope } from './azure-scope.js';
import { azureTags } from './azure-tags.js';
import { firstSubnet, type Subnet, subnetReference } from './subnet-choice.js';

/** The services that have private endpoints: https://learn.microsoft.com/azure/private-link/private-endpoint-dns */
const services = {
	postgres: { subresource: 'postgresqlServer', zone: 'privatelink.postgres.database.azure.com' },
	mysql: { subresource: 'mysqlServer', zone: 'privatelink.mysql.database.azure.com' },
	blob: { subresource: 'blob', zone: 'privatelink.blob.core.windows.net' },
} as const;

/** What an endpoint leads to. */
export interface EndpointTarget {
	readonly service: keyof typeof services;
	readonly id: TfText;
	/** Name of the endpoint among those of the project. */
	readonly name: string;
}

/**
 * Adds an address of a service inside of a network of the project, in its first private subnet, and lets the service's
 * usual name lead to it there. The zone of names is shared by all of the project, its link by all of the network.
 */
export function addEndpoint(
	azure: AzureScope,
	resource: Resource,
	id: TfId,
	target: EndpointTarget,
	network: { readonly name: string; readonly subnets: readonly Subnet[] } & Parameters<typeof firstSubnet>[0],
): void {
	const zoneId = linkZone(azure, target.service, network.name);
	addTo(azure, resource, id, target, subnetReference(azure, network.name, firstSubnet(network)?.name), {
		privateDnsZoneGroup: { name: tfLiteral('default'), privateDnsZoneIds: [zoneId] },
	});
}

/**
 * Adds an address of a service in a network that the project does not keep: the subnet is Terraform's variable, as for a
 * machine, and the names are the business of whoever keeps that network. Many do it by a policy of Azure, which must
 * not be undone.
 */
export function addEndpointElsewhere(azure: AzureScope, resource: Resource, id: TfId, target: EndpointTarget): void {
	addTo(azure, resource, id, target, fallbackSubnet(azure, resource.region), {
		ignoreChanges: [tfLiteral('private_dns_zone_group')],
	});
}

/** The subnet of what names no network: Azure has none to fall back on, so that Terraform asks. */
export function fallbackSubnet({ scope }: AzureScope, region: string): TfText {
	return scope.variable(tfId('subnet_id', region), `Id of the subnet of what names none in ${region}`);
}

function addTo(
	{ scope, azurerm, project, resourceGroupName }: AzureScope,
	resource: Resource,
	id: TfId,
	target: EndpointTarget,
	subnetId: TfText,
	more: object,
): void {
	const name = tfLiteral(fitName(target.name, 2, 64));
	scope.add(azurerm.PrivateEndpoint, id, {
		resourceGroupName,
		location: tfLiteral(resource.region),
		name,
		subnetId,
		privateServiceConnection: {
			name,
			isManualConnection: false,
			privateConnectionResourceId: target.id,
			subresourceNames: [tfLiteral(services[target.service].subresource)],
		},
		tags: azureTags(project, resource),
		...more,
	});
}

function linkZone(azure: AzureScope, service: keyof typeof services, network: string): TfText {
	const { scope, azurerm, project, resourceGroupName } = azure;
	const tags = tfMap({ 'managed-by': 'portcullis', 'portcullis-project': project.name });
	const zone = scope.once(`zone ${service}`, () =>
		scope.add(azurerm.PrivateDnsZone, partId('private', service), {
			resourceGroupName,
			name: tfLiteral(services[service].zone),
			tags,
		}),
	);
	scope.once(`zone ${service} ${network}`, () =>
		scope.add(azurerm.PrivateDnsZoneVirtualNetworkLink, partId('private', service, network), {
			resourceGroupName,
			name: tfLiteral(fitName(network, 1, 80)),
			privateDnsZoneName: scope.reference(zone.name),
			virtualNetworkId: scope.once<TfText>(`network ${network}`, () => {
				throw new Error(`network ${network} is not in the document`);
			}),
			registrationEnabled: false,
			tags,
		}),
	);
	return scope.reference(zone.id);
}

/** Takes the zones and links of ours: they belong to the whole project, as its resource group does. */
export function takeSharedZones(planned: PlannedPool): void {
	const isOurs = ({ name, values }: PlannedResource) =>
		name.startsWith('private_') && textsAt(values, 'tags')['managed-by'] === 'portcullis';
	for (const type of ['azurerm_private_dns_zone', 'azurerm_private_dns_zone_virtual_network_link']) {
		for (const zone of planned.takeType(type)) if (!isOurs(zone)) planned.putBack(zone);
	}
}
