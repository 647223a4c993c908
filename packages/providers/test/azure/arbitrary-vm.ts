import type { Resource, Vm } from '@portcullis/core';
import fc from 'fast-check';
import { arbitraryVm } from '../arbitrary-vm.js';
import { arbitraryKey, optional } from './arbitrary-names.js';
import { arbitraryNetwork } from './arbitrary-network.js';

const vm = fc
	.tuple(arbitraryVm.azure, optional('encryption_key', arbitraryKey()))
	.map(([given, key]): Vm => ({ ...given, ...key }));

/** Machines that azure accepts, alone or in a network that stands beside them, in a subnet that they name or not. */
export const arbitraryMachines: fc.Arbitrary<readonly Resource[]> = fc
	.tuple(
		fc.uniqueArray(fc.tuple(vm, fc.boolean(), fc.option(fc.nat())), {
			minLength: 1,
			maxLength: 2,
			selector: ([{ name }]) => name,
		}),
		arbitraryNetwork,
	)
	.map(([machines, network]) => [
		network,
		...machines.map(([one, joins, choice]) => {
			if (!joins) return one;
			const { subnet: _subnet, ...alone } = one;
			const subnet = choice === null ? undefined : network.subnets[choice % network.subnets.length];
			const isPublic = subnet?.public ?? network.subnets.some((other) => other.public);
			return {
				...alone,
				network: network.name,
				region: network.region,
				public_ip: one.public_ip && isPublic,
				...(subnet === undefined ? {} : { subnet: subnet.name }),
			};
		}),
	]);
