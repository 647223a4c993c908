import type { Resource } from '@portcullis/core';
import { exampleDatabase, exampleKubernetes, exampleNetwork, exampleStorage } from '../example-kinds.js';
import { exampleVm } from '../examples.js';

const key = 'https://shop-keys.vault.azure.net/keys/data';
const version = '0123456789abcdef0123456789abcdef';

/** A resource of each kind on azure, with every field given, in one network. */
export const everything: readonly Resource[] = [
	exampleNetwork('azure', {
		ingress: [
			{
				name: 'https',
				protocol: 'tcp',
				ports: [
					{ from: 443, to: 443 },
					{ from: 8000, to: 8999 },
				],
				sources: ['192.0.2.0/24', '198.51.100.0/24'],
			},
			{ name: 'ping', protocol: 'icmp', ports: [], sources: ['0.0.0.0/0'] },
		],
	}),
	exampleDatabase('azure', {
		high_availability: true,
		encryption_key: key,
		public_access: true,
		authorized_cidrs: ['203.0.113.0/24'],
	}),
	exampleDatabase('azure', { name: 'ledger', engine: 'mysql', version: '8.4', encryption_key: `${key}/${version}` }),
	exampleStorage('azure', {
		bucket: 'shopassets',
		class: 'archive',
		expire_after_days: 90,
		encryption_key: key,
		deletion_protection: true,
	}),
	exampleKubernetes('azure', {
		version: '1.33',
		node_pools: [
			{ name: 'system', size: 'Standard_D2s_v5', min: 1, max: 3, disk: { size_gib: 100, type: 'ssd' } },
			{ name: 'work', size: 'Standard_D4_v5', min: 2, max: 2, disk: { size_gib: 64, type: 'balanced' } },
		],
		public_endpoint: true,
		authorized_cidrs: ['203.0.113.0/24'],
		encryption_key: `${key}/${version}`,
		high_availability: true,
	}),
	exampleVm('azure', {
		network: 'main',
		subnet: 'apps',
		zone: '1',
		encryption_key: key,
		ssh_public_key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJYzI',
		deletion_protection: true,
	}),
];
