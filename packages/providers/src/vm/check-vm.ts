import { type Problem, problem, type Vm } from '@portcullis/core';
import { machineNumber } from './machines.js';

/** A problem of a name that {@link machinesOf} may give to another machine. */
export function checkMachineName(vm: Vm): Problem[] {
	if (!machineNumber.test(vm.name)) return [];
	const message =
		'must not end in a hyphen and a number of three digits up to 100: these names are given to the machines of a resource with a count; use count, or a number such as -2';
	return [problem(['name'], message, vm.name)];
}

/** A problem of a size in GiB that is out of a cloud's range. */
export function checkDiskSize(vm: Vm, least: number, most: number, why: string): Problem[] {
	const size = vm.disk.size_gib;
	if (size >= least && size <= most) return [];
	return [problem(['disk', 'size_gib'], `must be from ${least} to ${most} GiB: ${why}`, size)];
}
