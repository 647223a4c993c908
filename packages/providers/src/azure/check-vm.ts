import { type Problem, type Project, problem, type Vm } from '@portcullis/core';
import { checkDiskSize, checkVm } from '../vm/check-vm.js';
import { azureSize } from './azure-size.js';

const subnetId =
	/^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[A-Za-z0-9._()-]{1,90}\/providers\/Microsoft\.Network\/virtualNetworks\/[A-Za-z0-9._-]{2,64}\/subnets\/[A-Za-z0-9._-]{1,80}$/i;

/** Holds a machine to the rules of Azure. */
export function checkAzureVm(vm: Vm, _project: Project): readonly Problem[] {
	const problems = [
		...checkVm(vm),
		...checkDiskSize(vm, 30, 4095, 'the images need 30, a disk to start from ends at 4095'),
	];
	const say = (path: readonly string[], message: string, received?: unknown) => {
		problems.push(problem(path, message, received));
	};
	if (!/^[a-z]+\d?$/.test(vm.region)) say(['region'], 'must be a region of azure, such as westeurope', vm.region);
	if (vm.zone !== undefined && !/^[1-3]$/.test(vm.zone)) say(['zone'], 'must be 1, 2 or 3 on azure', vm.zone);
	const size = azureSize(vm.size);
	if (size === undefined) {
		say(['size'], 'must be a size of azure, such as Standard_B1s', vm.size);
	} else {
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
	checkTags(vm, say);
	if (vm.subnet !== undefined && !subnetId.test(vm.subnet)) {
		say(
			['subnet'],
			'must be the id of a subnet: /subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…/subnets/…',
			vm.subnet,
		);
	}
	if (vm.ssh_public_key?.startsWith('ecdsa-')) {
		say(['ssh_public_key'], 'azure takes ED25519 and RSA keys only; give one of these', vm.ssh_public_key);
	}
	return problems;
}

// https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
function checkTags(vm: Vm, say: (path: readonly string[], message: string, received?: unknown) => void): void {
	const seen = new Set<string>();
	for (const key of Object.keys(vm.tags)) {
		const folded = key.toLowerCase();
		if (seen.has(folded))
			say(['tags', key], 'is the same key as another on azure, which does not mind case; keep one', key);
		seen.add(folded);
		if (/[<>%&\\?/]/.test(key)) say(['tags', key], 'a key on azure may not hold any of: < > % & \\ ? /', key);
		if (/^(?:microsoft|azure|windows)/.test(folded)) {
			say(['tags', key], 'keys that start with microsoft, azure or windows belong to Azure; use another key', key);
		}
	}
}
