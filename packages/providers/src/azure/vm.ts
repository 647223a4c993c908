import type { Vm } from '@portcullis/core';
import { tfId } from '../cdk/tf-id.js';
import { type TfMap, type TfText, tfLiteral } from '../cdk/tf-text.js';
import type { Desired, Mapping } from '../mapping.js';
import { cloudDiskType } from '../shared/disk-types.js';
import { firstSubnet } from '../shared/first-subnet.js';
import { type Machine, machinesOf } from '../vm/machines.js';
import type { AzureScope } from './azure-scope.js';
import { azureSize } from './azure-size.js';
import { azureTags, placeTags } from './azure-tags.js';
import { checkAzureVm } from './check-vm.js';
import { azureImages } from './images.js';
import { addKeyIdentity, followsNewest } from './key-vault.js';
import { fallbackSubnet } from './private-endpoint.js';
import { protect } from './protect.js';
import { readAzureVms } from './read-vm.js';
import { networkFor, subnetReference } from './subnet-choice.js';

/** The first user of every machine. Azure refuses the likes of admin and root. */
const user = 'azureuser';

/**
 * A machine on Azure: machine, network interface and, if asked for, public address and lock each. In a network of the
 * project that network's security groups say what comes in; elsewhere all machines of a resource have one without rules
 * of its own, which lets in nothing from outside the network.
 *
 * No password, trusted launch, encryption at host (the subscription must have the feature EncryptionAtHost), an
 * identity without any role, boot diagnostics in storage that Azure keeps; with a key of the customer's a disk encryption
 * set. Azure has no network and no key to fall back on: a machine that names no subnet or key takes them from Terraform's
 * variables `subnet_id_<region>` and `ssh_public_key`, which have no default, so that Terraform asks and nothing is
 * guessed.
 */
export const azureVm: Mapping<Vm, AzureScope> = {
	check: checkAzureVm,
	toTerraform,
	read: readAzureVms,
};

function toTerraform(azure: AzureScope, vm: Vm, desired: Desired): void {
	const { scope, azurerm, project, resourceGroupName } = azure;
	const place = { resourceGroupName, location: tfLiteral(vm.region) };
	const tags = azureTags(project, vm, placeTags(vm));
	const subnetId = subnetOf(azure, vm, desired);
	const groupId = vm.network === undefined ? addSecurityGroup(azure, vm, tags) : undefined;
	const encryption = addDiskEncryption(azure, vm, tags);
	const publicKey =
		vm.ssh_public_key === undefined
			? scope.variable(tfId('ssh_public_key'), 'OpenSSH public key of the machines that name none')
			: tfLiteral(vm.ssh_public_key);
	const image = azureImages[vm.image];
	const sku = image.sku[azureSize(vm.size)?.architecture ?? 'amd64'];
	for (const machine of machinesOf(vm)) {
		const card = addNetworkInterface(azure, vm, machine, { subnetId, groupId, tags });
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
				...(encryption === undefined ? {} : { diskEncryptionSetId: encryption }),
			},
			sourceImageReference: {
				publisher: tfLiteral(image.publisher),
				offer: tfLiteral(image.offer),
				sku: tfLiteral(sku),
				version: tfLiteral('latest'),
			},
			tags,
		});
		protect(azure, vm, machine.id, element.id);
	}
}

function subnetOf(azure: AzureScope, vm: Vm, desired: Desired): TfText {
	const network = networkFor(desired, vm.network);
	if (network !== undefined) {
		return subnetReference(azure, network.name, vm.subnet ?? firstSubnet(network, vm.public_ip)?.name);
	}
	return vm.subnet === undefined ? fallbackSubnet(azure, vm.region) : tfLiteral(vm.subnet);
}

function addSecurityGroup({ scope, azurerm, resourceGroupName }: AzureScope, vm: Vm, tags: TfMap): TfText {
	const group = scope.add(azurerm.NetworkSecurityGroup, tfId('vm', vm.name), {
		resourceGroupName,
		location: tfLiteral(vm.region),
		name: tfLiteral(vm.name),
		tags,
	});
	return scope.reference(group.id);
}

function addDiskEncryption(azure: AzureScope, vm: Vm, tags: TfMap): TfText | undefined {
	const { scope, azurerm, resourceGroupName } = azure;
	if (vm.encryption_key === undefined) return undefined;
	const id = tfId('vm', vm.name);
	const identity = addKeyIdentity(azure, vm, id, vm.encryption_key);
	const set = scope.add(azurerm.DiskEncryptionSet, id, {
		resourceGroupName,
		location: tfLiteral(vm.region),
		name: tfLiteral(vm.name),
		keyVaultKeyId: tfLiteral(vm.encryption_key),
		autoKeyRotationEnabled: followsNewest(vm.encryption_key),
		identity: { type: tfLiteral('UserAssigned'), identityIds: [identity.id] },
		tags,
		dependsOn: identity.dependsOn,
	});
	return scope.reference(set.id);
}

interface CardOptions {
	readonly subnetId: TfText;
	/** Of the machine's own security group; none where the subnet's says what comes in. */
	readonly groupId: TfText | undefined;
	readonly tags: TfMap;
}

function addNetworkInterface(
	azure: AzureScope,
	vm: Vm,
	machine: Machine,
	{ subnetId, groupId, tags }: CardOptions,
): TfText {
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
				subnetId,
				privateIpAddressAllocation: tfLiteral('Dynamic'),
				...(address === undefined ? {} : { publicIpAddressId: scope.reference(address.id) }),
			},
		],
	});
	const networkInterfaceId = scope.reference(card.id);
	if (groupId !== undefined) {
		scope.add(azurerm.NetworkInterfaceSecurityGroupAssociation, machine.id, {
			networkInterfaceId,
			networkSecurityGroupId: groupId,
		});
	}
	return networkInterfaceId;
}
