import type { Project, ProviderId, Vm } from '@portcullis/core';

const regions: Record<ProviderId, string> = { gcp: 'us-central1', aws: 'us-east-1', azure: 'westeurope' };
const sizes: Record<ProviderId, string> = { gcp: 'e2-small', aws: 't3.micro', azure: 'Standard_B2s' };

/** An ordinary project of a cloud. */
export function exampleProject(provider: ProviderId, name = 'shop'): Project {
	const region = regions[provider];
	return { name, provider, environment: 'development', region, regions: [region] };
}

/** An ordinary machine of a cloud, with everything left out that can be. */
export function exampleVm(provider: ProviderId, change: Partial<Vm> = {}): Vm {
	return {
		kind: 'vm',
		name: 'web',
		size: sizes[provider],
		count: 1,
		disk: { size_gib: 30, type: 'balanced' },
		encryption: true,
		imds_v1: false,
		image: 'debian-12',
		public_ip: false,
		tags: { team: 'core' },
		region: regions[provider],
		deletion_protection: false,
		...change,
	};
}
