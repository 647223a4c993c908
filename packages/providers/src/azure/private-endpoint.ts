import type { Network, PlannedResource, Resource } from '@portcullis/core';
import { partId } from '../cdk/part-id.js';
import { type TfId, tfId } from '../cdk/tf-id.js';
import { type TfText, tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { textsAt } from '../read/value-at.js';
import { firstSubnet } from '../shared/first-subnet.js';
import { fitName } from '../shared/fit-name.js';
import { isOwn } from '../shared/own-tags.js';
import { type AzureScope, resourceGroupOf } from './azure-scope.js';
import { azureTags } from './azure-tags.js';
import { sharedTypes } from './shared-types.js';
import { subnetReference } from './subnet-choice.js';

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
 * usual name lead to it there.
 */
export function addEndpoint(
	azure: AzureScope,
	resource: Resource,
	id: TfId,
	target: EndpointTarget,
	network: Network,
): void {
	const zoneId = linkZone(azure, target.service, network);
	addTo(azure, resource, id, target, subnetReference(azure, network.name, firstSubnet(network, false)?.name), {
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

/**
 * The zone of a service's names in one network. Each network has zones of its own, in a resource group of its own, as a
 * group holds one zone of a name: an account that is reached from two networks has an address in each, and in a zone for
 * both the second would take the first one's place.
 */
function linkZone(
	azure: AzureScope,
	service: keyof typeof services,
	network: { name: string; region: string },
): TfText {
	const { scope, azurerm, project } = azure;
	const tags = tfMap({ 'managed-by': 'portcullis', 'portcullis-project': project.name });
	const group = scope.once(`zones of ${network.name}`, () =>
		scope.add(azurerm.ResourceGroup, partId('private', network.name), {
			name: tfLiteral(fitName(`${resourceGroupOf(project)}.${network.name}`, 1, 90)),
			location: tfLiteral(network.region),
			tags,
		}),
	);
	return scope.once(`zone ${service} ${network.name}`, () => {
		const id = partId('private', network.name, service);
		const resourceGroupName = scope.reference(group.name);
		const zone = scope.add(azurerm.PrivateDnsZone, id, {
			resourceGroupName,
			name: tfLiteral(services[service].zone),
			tags,
		});
		scope.add(azurerm.PrivateDnsZoneVirtualNetworkLink, id, {
			resourceGroupName,
			name: tfLiteral(network.name),
			privateDnsZoneName: scope.reference(zone.name),
			virtualNetworkId: scope.once<TfText>(`network ${network.name}`, () => {
				throw new Error(`network ${network.name} is not in the document`);
			}),
			registrationEnabled: false,
			tags,
		});
		return scope.reference(zone.id);
	});
}

/** Takes the zones of ours, with their groups and links: several resources share them, as all do the project's group. */
export function takeSharedZones(planned: PlannedPool): void {
	const isOurs = ({ name, values }: PlannedResource) => name.startsWith('private_') && isOwn(textsAt(values, 'tags'));
	for (const type of sharedTypes) planned.takeType(type, isOurs);
}
