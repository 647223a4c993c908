import { type Network, type Problem, problem, type Vm } from '@portcullis/core';
import type { Desired } from '../mapping.js';
import { firstSubnet, type Subnet } from '../shared/first-subnet.js';
import { networkOf } from '../shared/network-of.js';

/** The subnet of a machine in a network of the project. */
export function subnetOf(vm: Vm, network: Network): Subnet | undefined {
	if (vm.subnet === undefined) return firstSubnet(network, vm.public_ip);
	return network.subnets.find(({ name }) => name === vm.subnet);
}

/** What is wrong with where a machine shall stand in a network of the project. */
export function subnetFault(vm: Vm, desired: Desired): readonly Problem[] {
	const network = networkOf(desired, vm.network);
	if (network === undefined) return [];
	const subnet = subnetOf(vm, network);
	if (subnet === undefined && vm.subnet !== undefined) {
		const names = network.subnets.map(({ name }) => name).join(', ');
		return [problem(['subnet'], `must be a subnet of network ${network.name}: ${names}`, vm.subnet)];
	}
	if (!vm.public_ip || subnet?.public) return [];
	const which =
		subnet === undefined ? `network ${network.name} has no public subnet` : `subnet ${subnet.name} is private`;
	return [problem(['public_ip'], `must be off: ${which}`, vm.public_ip)];
}
