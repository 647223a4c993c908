import type { Problem, Project, Vm } from '@portcullis/core';
import type { Desired } from '../mapping.js';
import { checkTags } from '../shared/check-tags.js';
import { sayInto } from '../shared/say.js';
import { checkDiskSize, checkMachineName } from '../vm/check-vm.js';
import { checkGcpEncryption } from './check-encryption.js';
import { checkLabels } from './check-labels.js';
import { checkNetworkOf } from './check-network-of.js';
import { checkGcpRegion } from './check-region.js';
import { diskTypeFault, machineFault } from './machine-fault.js';
import { regionZones } from './region-zones.js';
import { subnetFault } from './subnet-choice.js';

const subnetName = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const subnetPath = /^projects\/[a-z0-9.:-]+\/regions\/([a-z0-9-]+)\/subnetworks\/[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Holds a machine to the rules of Compute Engine. */
export function checkGcpVm(vm: Vm, _project: Project, desired: Desired): readonly Problem[] {
	const problems = [
		...checkMachineName(vm),
		...checkGcpRegion(vm.region),
		...checkTags(vm.tags),
		...checkLabels(vm.tags),
		...checkGcpEncryption(vm),
		...checkNetworkOf(vm, desired),
		...checkDiskSize(vm, 10, 65_536, 'the image needs 10, a Persistent Disk ends at 65536'),
	];
	const say = sayInto(problems);
	const zones = regionZones(vm.region);
	if (vm.zone !== undefined && !zones.includes(vm.zone)) {
		say(['zone'], `must be a zone of ${vm.region}: ${zones.join(', ')}`, vm.zone);
	}
	const sizeFault = machineFault(vm.size);
	if (sizeFault !== undefined) say(['size'], sizeFault, vm.size);
	const diskFault = diskTypeFault(vm.size, vm.disk.type);
	if (diskFault !== undefined) say(['disk', 'type'], diskFault, vm.disk.type);
	if (vm.imds_v1) say(['imds_v1'], 'is for aws alone; leave it out', vm.imds_v1);
	if (vm.network !== undefined) {
		problems.push(...subnetFault(vm, desired));
	} else if (vm.subnet !== undefined && !subnetName.test(vm.subnet)) {
		const region = subnetPath.exec(vm.subnet)?.[1];
		if (region === undefined) {
			say(['subnet'], 'must be the name of a subnet, or projects/PROJECT/regions/REGION/subnetworks/NAME', vm.subnet);
		} else if (region !== vm.region) {
			say(['subnet'], `must be a subnet of ${vm.region}, where the machine is`, vm.subnet);
		}
	}
	if (vm.ssh_public_key !== undefined) {
		say(['ssh_public_key'], 'has no effect on gcp, where people sign in by OS Login; remove it', vm.ssh_public_key);
	}
	return problems;
}
