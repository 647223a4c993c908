/** What all resources of a project share on azure, so that it belongs to none of them. */
export const sharedTypes: readonly string[] = [
	'azurerm_resource_group',
	'azurerm_private_dns_zone',
	'azurerm_private_dns_zone_virtual_network_link',
];
