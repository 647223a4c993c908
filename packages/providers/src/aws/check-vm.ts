import { type Problem, type Project, problem, type Vm } from '@portcullis/core';
import type { Desired } from '../mapping.js';
import { firstSubnet } from '../shared/first-subnet.js';
import { networkOf } from '../shared/network-of.js';
import { sayInto } from '../shared/say.js';
import { checkDiskSize, checkMachineName } from '../vm/check-vm.js';
import { checkEncryptionKey, checkPlaceAndTags } from './check-common.js';

/** Holds a machine to the rules of EC2. */
export function checkAwsVm(vm: Vm, _project: Project, desired: Desired): readonly Problem[] {
	const problems = [
		...checkMachineName(vm),
		...checkPlaceAndTags(vm),
		...checkDiskSize(vm, 8, 16_384, 'the images need 8, a gp3 or io2 volume ends at 16384'),
	];
	const say = sayInto(problems);
	// us-east-1a, and local zones such as us-west-2-lax-1a. Which letters there are differs by account; none is past f.
	if (
		vm.zone !== undefined &&
		!(vm.zone.startsWith(vm.region) && /^(?:[a-f]|-[a-z0-9]+-\d+[a-z])$/.test(vm.zone.slice(vm.region.length)))
	) {
		say(['zone'], `must be a zone of ${vm.region}, such as ${vm.region}a`, vm.zone);
	}
	if (!/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(vm.size))
		say(['size'], 'must be an instance type of aws, such as t3.micro', vm.size);
	if (vm.disk.type === 'standard') {
		say(
			['disk', 'type'],
			'aws offers no standard disk to start from; choose balanced (gp3) or ssd (io2)',
			vm.disk.type,
		);
	}
	problems.push(...checkEncryptionKey(vm.encryption_key, vm.region));
	if (vm.network !== undefined) {
		problems.push(...checkNetwork(vm, desired));
	} else if (vm.subnet !== undefined && !/^subnet-[0-9a-f]{8,17}$/.test(vm.subnet)) {
		say(['subnet'], 'must be the id of a subnet, such as subnet-0123456789abcdef0', vm.subnet);
	}
	if (vm.ssh_public_key?.startsWith('ecdsa-')) {
		say(['ssh_public_key'], 'aws takes ED25519 and RSA keys only; give one of these', vm.ssh_public_key);
	}
	return problems;
}

function checkNetwork(vm: Vm, desired: Desired): Problem[] {
	const network = networkOf(desired, vm.network);
	if (network === undefined) return [problem(['network'], 'must be a network of the project', vm.network)];
	const problems: Problem[] = [];
	if (vm.zone !== undefined) {
		const message = 'must be left out in a network of the project: the subnet has the zone';
		problems.push(problem(['zone'], message, vm.zone));
	}
	const subnet = network.subnets.find(({ name }) => name === vm.subnet);
	if (vm.subnet !== undefined && subnet === undefined) {
		const names = network.subnets.map(({ name }) => name).join(', ');
		problems.push(problem(['subnet'], `must be a subnet of network ${network.name}: ${names}`, vm.subnet));
	} else if (vm.public_ip && !(subnet ?? firstSubnet(network, true))?.public) {
		const message = 'must be off in a private subnet, from which no way leads to the internet; take a public one';
		problems.push(problem(['public_ip'], message, vm.public_ip));
	}
	return problems;
}
