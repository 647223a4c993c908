import { azureHasZones, type Problem, type Project, type Vm } from '@portcullis/core';
import type { Desired } from '../mapping.js';
import { firstSubnet } from '../shared/first-subnet.js';
import { networkOf } from '../shared/network-of.js';
import type { Say } from '../shared/say.js';
import { checkDiskSize, checkMachineName } from '../vm/check-vm.js';
import { azureSize } from './azure-size.js';
import { checkAzure } from './check-azure.js';
import { checkKey } from './key-vault.js';

const subnetId =
	/^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[A-Za-z0-9._()-]{1,90}\/providers\/Microsoft\.Network\/virtualNetworks\/[A-Za-z0-9._-]{2,64}\/subnets\/[A-Za-z0-9._-]{1,80}$/i;

/** Holds a machine to the rules of Azure. */
export function checkAzureVm(vm: Vm, _project: Project, desired: Desired): readonly Problem[] {
	const shared = [
		...checkMachineName(vm),
		...checkDiskSize(vm, 30, 4095, 'the images need 30, a disk to start from ends at 4095'),
	];
	const own = checkAzure(vm, (say) => {
		if (vm.zone !== undefined && !/^[1-3]$/.test(vm.zone)) say(['zone'], 'must be 1, 2 or 3 on azure', vm.zone);
		else if (vm.zone !== undefined && !azureHasZones(vm.region)) {
			say(['zone'], `must be left out in ${vm.region}, which has none`, vm.zone);
		}
		if (vm.imds_v1) say(['imds_v1'], 'must be off on azure, whose metadata service has no such version', vm.imds_v1);
		checkSize(vm, say);
		checkPlace(vm, desired, say);
		checkKey(vm, say);
		if (vm.ssh_public_key?.startsWith('ecdsa-')) {
			say(['ssh_public_key'], 'azure takes ED25519 and RSA keys only; give one of these', vm.ssh_public_key);
		}
	});
	return [...shared, ...own];
}

function checkSize(vm: Vm, say: Say): void {
	const size = azureSize(vm.size);
	if (size === undefined) {
		say(['size'], 'must be a size of azure, such as Standard_B1s', vm.size);
		return;
	}
	if (!size.trustedLaunch) {
		say(
			['size'],
			'cannot start with secure boot; choose one that can, such as Standard_B2s, Standard_D2s_v5 or, on Arm, Standard_D2ps_v6',
			vm.size,
		);
	}
	if (!size.premium && vm.disk.type === 'ssd') {
		say(
			['disk', 'type'],
			`${vm.size} takes no Premium disk; choose balanced, or a size with an s, such as Standard_D2s_v5`,
			vm.disk.type,
		);
	}
}

function checkPlace(vm: Vm, desired: Desired, say: Say): void {
	const network = networkOf(desired, vm.network);
	if (vm.network === undefined && vm.subnet !== undefined && !subnetId.test(vm.subnet)) {
		say(
			['subnet'],
			'must be the id of a subnet: /subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…/subnets/…; or name a network of the project too',
			vm.subnet,
		);
	}
	if (network === undefined || !vm.public_ip) return;
	const subnet = network.subnets.find(({ name }) => name === vm.subnet) ?? firstSubnet(network, true);
	if (subnet?.public === true) return;
	const message = `must be off in a subnet that is not public; public ones of network ${network.name}: ${
		network.subnets.flatMap(({ name, public: open }) => (open ? [name] : [])).join(', ') || 'none'
	}`;
	say(['public_ip'], message, vm.public_ip);
}
