import type { Vm } from '@portcullis/core';
import { tfId } from '../cdk/tf-id.js';
import { type TfMap, type TfText, tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { Mapping } from '../mapping.js';
import { cloudDiskType } from '../vm/disk-types.js';
import { type Machine, machinesOf } from '../vm/machines.js';
import { ownTags } from '../vm/own-tags.js';
import type { AzureScope } from './azure-scope.js';
import { azureSize } from './azure-size.js';
import { checkAzureVm } from './check-vm.js';
import { azureImages } from './images.js';
import { readAzureVms } from './read-vm.js';

/** The first user of every machine. Azure refuses the likes of admin and root. */
const user = 'azureuser';

/**
 * A machine on Azure: machine, network interface and, if asked for, public address and lock each, and for all of a
 * resource one security group without rules of its own, which lets in nothing from outside the network.
 *
 * No password, trusted launch, encryption at host (the subscription must have the feature EncryptionAtHost), an
 * identity without any role, boot diagnostics in storage that Azure keeps. Azure has no network and no key to fall back
 * on: a machine that names no subnet or key takes them from Terraform's variables `subnet_id_<region>` and
 * `ssh_public_key`, which have no default, so that Terraform asks and nothing is guessed.
 */
export const azureVm: Mapping<Vm, AzureScope> = {
	check: checkAzureVm,
	toTerraform,
	read: readAzureVms,
};

function toTerraform(azure: AzureScope, vm: Vm): void {
	const { scope, azurerm, project, resourceGroupName } = azure;
	const place = { resourceGroupName, location: tfLiteral(vm.region) };
	const tags = tfMap({ ...vm.tags, ...ownTags(project, vm) });
	const group = scope.add(azurerm.NetworkSecurityGroup, tfId('vm', vm.name), {
		...place,
		name: tfLiteral(vm.name),
		tags,
	});
	const groupId = scope.reference(group.id);
	const publicKey =
		vm.ssh_public_key === undefined
			? scope.variable(tfId('ssh_public_key'), 'OpenSSH public key of the machines that name none')
			: tfLiteral(vm.ssh_public_key);
	const image = azureImages[vm.image];
	const sku = image.sku[azureSize(vm.size)?.architecture ?? 'amd64'];
	for (const machine of machinesOf(vm)) {
		const card = addNetworkInterface(azure, vm, machine, groupId, tags);
		const element = scope.add(azurerm.LinuxVirtualMachine, machine.id, {
			...place,
			name: tfLiteral(machine.name),
			size: tfLiteral(vm.size),
			...(vm.zone === undefined ? {} : { zone: tfLiteral(vm.zone) }),
			networkInterfaceIds: [card],
			adminUsername: tfLiteral(user),
			disablePasswordAuthentication: true,
			adminSshKey: [{ username: tfLiteral(user), publicKey }],
			secureBootEnabled: true,
			vtpmEnabled: true,
			encryptionAtHostEnabled: true,
			identity: { type: tfLiteral('SystemAssigned') },
			bootDiagnostics: {},
			osDisk: {
				caching: tfLiteral('ReadWrite'),
				storageAccountType: tfLiteral(cloudDiskType('azure', vm.disk.type)),
				diskSizeGb: vm.disk.size_gib,
			},
			sourceImageReference: {
				publisher: tfLiteral(image.publisher),
				offer: tfLiteral(image.offer),
				sku: tfLiteral(sku),
				version: tfLiteral('latest'),
			},
			tags,
		});
		if (vm.deletion_protection) {
			// Azure's machines have no switch of their own.
			scope.add(azurerm.ManagementLock, machine.id, {
				name: tfLiteral('portcullis-deletion-protection'),
				scope: scope.reference(element.id),
				lockLevel: tfLiteral('CanNotDelete'),
				notes: tfLiteral(`deletion_protection of vm/${vm.name}`),
			});
		}
	}
}

function addNetworkInterface(azure: AzureScope, vm: Vm, machine: Machine, groupId: TfText, tags: TfMap): TfText {
	const { scope, azurerm, resourceGroupName } = azure;
	const place = { resourceGroupName, location: tfLiteral(vm.region), name: tfLiteral(machine.name), tags };
	const address = vm.public_ip
		? scope.add(azurerm.PublicIp, machine.id, {
				...place,
				allocationMethod: tfLiteral('Static'),
				sku: tfLiteral('Standard'),
				...(vm.zone === undefined ? {} : { zones: [tfLiteral(vm.zone)] }),
			})
		: undefined;
	const card = scope.add(azurerm.NetworkInterface, machine.id, {
		...place,
		ipConfiguration: [
			{
				name: tfLiteral('primary'),
				subnetId:
					vm.subnet === undefined
						? scope.variable(
								tfId('subnet_id', vm.region),
								`Id of the subnet of the machines in ${vm.region} that name none`,
							)
						: tfLiteral(vm.subnet),
				privateIpAddressAllocation: tfLiteral('Dynamic'),
				...(address === undefined ? {} : { publicIpAddressId: scope.reference(address.id) }),
			},
		],
	});
	const networkInterfaceId = scope.reference(card.id);
	scope.add(azurerm.NetworkInterfaceSecurityGroupAssociation, machine.id, {
		networkInterfaceId,
		networkSecurityGroupId: groupId,
	});
	return networkInterfaceId;
}
