import type { Vm } from '@portcullis/core';
import { type TfId, tfId } from '../cdk/tf-id.js';

/** One of the machines that a resource stands for. */
export interface Machine {
	/** Its name in the cloud: `web`, `web-002`. */
	readonly name: string;
	/** The name of its blocks in Terraform: `vm_web`, `vm_web_002`. */
	readonly id: TfId;
}

/**
 * The machines of a resource: the first has its name, the others the name and a number of three digits.
 *
 * Each is a block of its own, not one block with Terraform's `count`: its address names it, going from one machine to
 * three leaves the first as it is, one can be looked at, moved or imported alone, and the document needs no expression,
 * so that the audit can refuse all of them. What it costs is length: about 2 KB for each machine.
 */
export function machinesOf(vm: Vm): readonly Machine[] {
	return Array.from({ length: vm.count }, (_, index) => {
		const name = index === 0 ? vm.name : `${vm.name}-${String(index + 1).padStart(3, '0')}`;
		return { name, id: tfId('vm', name) };
	});
}

/** Names that {@link machinesOf} may give to a further machine: refused as names of resources, so that no two meet. */
export const machineNumber = /-(?:0\d\d|100)$/;
