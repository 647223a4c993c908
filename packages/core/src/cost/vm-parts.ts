import type { UnknownComponent } from '../model/estimate.js';
import type { Vm } from '../model/vm.js';
import type { ProviderId } from '../model/vocabulary.js';
import { addressPart } from './address-part.js';
import { diskParts } from './disk-part.js';
import type { Part } from './price-part.js';

/**
 * Takes a machine apart into what is paid for: compute, disk, provisioned IOPS, address, each times `count`.
 *
 * @returns the parts to price; a part for which nothing can be looked up comes as the unknown that it is
 */
export function vmParts(vm: Vm, provider: ProviderId): readonly (Part | UnknownComponent)[] {
	const { count, region, size, disk } = vm;
	const compute: Part = {
		component: 'compute',
		detail: `${count === 1 ? '' : `${count} × `}${size} in ${region}`,
		query: { provider, service: 'vm', type: size, region },
		quantity: { hour: count },
	};
	const disks = diskParts({ provider, region, ...disk, count });
	return [compute, ...disks, ...(vm.public_ip ? [addressPart(provider, region, count)] : [])];
}
