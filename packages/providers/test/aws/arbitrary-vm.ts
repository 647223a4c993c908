import type { Vm } from '@portcullis/core';
import fc from 'fast-check';
import { arbitraryVm } from '../arbitrary-vm.js';
import { exampleKey } from './examples.js';

const names = { public: ['web-a', 'web-b'], private: ['apps-a', 'apps-b'] };

/** Machines in the network `main` of the examples, and with the fields that say how their disk and metadata are kept. */
export const arbitraryNetworkVm: fc.Arbitrary<Vm> = fc
	.tuple(
		arbitraryVm.aws,
		fc.constantFrom({ encryption: true }, { encryption: false }, { encryption: true, encryption_key: exampleKey }),
		fc.boolean(),
		fc.boolean(),
		fc.nat({ max: 1 }),
	)
	.map(([vm, encryption, imds_v1, named, place]) => {
		const { zone: _zone, subnet: _subnet, ...rest } = vm;
		const subnet = (vm.public_ip || vm.disk.size_gib % 2 === 0 ? names.public : names.private)[place];
		return {
			...rest,
			...encryption,
			imds_v1,
			region: 'us-east-1',
			network: 'main',
			...(named && subnet !== undefined ? { subnet } : {}),
		};
	});
