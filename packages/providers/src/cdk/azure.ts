import { loadClasses } from './load.js';

/**
 * The classes of `@cdktf/provider-azurerm` that we use, each from its own file: the package's index takes 4 s and
 * 380 MB to load.
 *
 * @throws PortcullisError `PROVIDER_MISSING` where the package is not installed
 */
export async function loadAzure() {
	return loadClasses('azure', async () => {
		const [provider, group, machine, card, security, association, address, lock] = await Promise.all([
			import('@cdktf/provider-azurerm/lib/provider/index.js'),
			import('@cdktf/provider-azurerm/lib/resource-group/index.js'),
			import('@cdktf/provider-azurerm/lib/linux-virtual-machine/index.js'),
			import('@cdktf/provider-azurerm/lib/network-interface/index.js'),
			import('@cdktf/provider-azurerm/lib/network-security-group/index.js'),
			import('@cdktf/provider-azurerm/lib/network-interface-security-group-association/index.js'),
			import('@cdktf/provider-azurerm/lib/public-ip/index.js'),
			import('@cdktf/provider-azurerm/lib/management-lock/index.js'),
		]);
		return {
			AzurermProvider: provider.AzurermProvider,
			ResourceGroup: group.ResourceGroup,
			LinuxVirtualMachine: machine.LinuxVirtualMachine,
			NetworkInterface: card.NetworkInterface,
			NetworkSecurityGroup: security.NetworkSecurityGroup,
			NetworkInterfaceSecurityGroupAssociation: association.NetworkInterfaceSecurityGroupAssociation,
			PublicIp: address.PublicIp,
			ManagementLock: lock.ManagementLock,
		};
	});
}

/** What {@link loadAzure} gives. */
export type AzureClasses = Awaited<ReturnType<typeof loadAzure>>;
