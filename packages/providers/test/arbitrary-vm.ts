import type { ProviderId, Vm } from '@portcullis/core';
import fc from 'fast-check';

const name = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/).filter((text) => !/-(?:0\d\d|100)$/.test(text));
const allowed = /^[\p{L}\p{N} _.:/=+\-@]{0,40}$/u;
const free = fc
	.stringMatching(allowed)
	.map((text) => text.normalize('NFC'))
	.filter((text) => allowed.test(text));
const own = /^(?:managed-by$|portcullis-)/i;
const hexadecimal = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const word = fc.stringMatching(/^[A-Za-z0-9]{2,20}$/);
const base64 = fc.stringMatching(/^[A-Za-z0-9+/]{20,60}={0,2}$/);

const common = {
	encryption: fc.constant(true),
	imds_v1: fc.constant(false),
	kind: fc.constant('vm' as const),
	name,
	count: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 12 })),
	image: fc.constantFrom('debian-12' as const, 'ubuntu-22.04' as const, 'ubuntu-24.04' as const),
	public_ip: fc.boolean(),
	deletion_protection: fc.boolean(),
};

const optional = <Key extends string>(key: Key, values: fc.Arbitrary<string>) =>
	fc.oneof(
		fc.constant({}),
		values.map((value) => ({ [key]: value }) as { [key in Key]: string }),
	);

const tags = (key: fc.Arbitrary<string>, value: fc.Arbitrary<string>, foldCase = false) =>
	fc
		.uniqueArray(fc.tuple(key, value), { maxLength: 6, selector: ([text]) => (foldCase ? text.toLowerCase() : text) })
		.map((entries) => Object.fromEntries(entries.filter(([text]) => text !== '__proto__' && !own.test(text))));

const gcp = fc
	.tuple(
		fc.record({
			...common,
			region: fc.constantFrom('us-central1', 'europe-west4', 'northamerica-northeast1'),
			size: fc.constantFrom(
				'e2-small',
				'n2-standard-4',
				't2a-standard-1',
				'e2-custom-2-4096',
				'a2-highgpu-1g',
				'f1-micro',
			),
			disk: fc.record({
				size_gib: fc.integer({ min: 10, max: 65_536 }),
				type: fc.constantFrom('standard' as const, 'balanced' as const, 'ssd' as const),
			}),
			tags: tags(fc.stringMatching(/^[a-z日ß][a-z0-9_-]{0,20}$/), fc.stringMatching(/^[a-z0-9_日-]{0,20}$/)),
		}),
		// Every one of these regions has them.
		optional('zone', fc.constantFrom('a', 'b', 'c')),
		fc.oneof(
			optional('subnet', name),
			optional(
				'subnet',
				name.map((text) => `projects/host-project/regions/REGION/subnetworks/${text}`),
			),
		),
	)
	.map(
		([vm, { zone }, { subnet }]: [Vm, { zone?: string }, { subnet?: string }]): Vm => ({
			...vm,
			...(zone === undefined ? {} : { zone: `${vm.region}-${zone}` }),
			...(subnet === undefined ? {} : { subnet: subnet.replace('REGION', vm.region) }),
		}),
	);

const awsKey = free.filter((text) => /^[^ ]/.test(text) && !/^aws:/i.test(text) && text !== 'Name');

const aws = fc
	.tuple(
		fc.record({
			...common,
			region: fc.constantFrom('us-east-1', 'eu-central-1', 'us-gov-west-1'),
			size: fc.constantFrom(
				't3.micro',
				't4g.small',
				'm7i-flex.large',
				'g4dn.xlarge',
				'im4gn.large',
				'a1.medium',
				'm5.metal',
			),
			disk: fc.record({
				size_gib: fc.integer({ min: 8, max: 16_384 }),
				type: fc.constantFrom('balanced' as const, 'ssd' as const),
			}),
			tags: tags(awsKey, free),
		}),
		optional('zone', fc.constantFrom('a', 'c', '-lax-1a')),
		optional(
			'subnet',
			hexadecimal(17).map((id) => `subnet-${id}`),
		),
		optional(
			'ssh_public_key',
			base64.map((key) => `ssh-ed25519 ${key}`),
		),
	)
	.map(
		([vm, { zone }, subnet, key]: [Vm, { zone?: string }, object, object]): Vm => ({
			...vm,
			...(zone === undefined ? {} : { zone: `${vm.region}${zone}` }),
			...subnet,
			...key,
		}),
	);

const azureKey = free.filter((text) => /^[^ ]/.test(text) && !/[/]|^(?:microsoft|azure|windows)/i.test(text));

const azure = fc
	.tuple(
		fc.record({
			...common,
			region: fc.constantFrom('westeurope', 'eastus2', 'australiaeast'),
			size: fc.constantFrom(
				'Standard_B1s',
				'Standard_D2s_v5',
				'Standard_D2ps_v6',
				'Standard_DS1_v2',
				'Standard_M8-2ms',
				'Standard_E4pds_v6',
			),
			disk: fc.record({
				size_gib: fc.integer({ min: 30, max: 4095 }),
				type: fc.constantFrom('standard' as const, 'balanced' as const, 'ssd' as const),
			}),
			tags: tags(azureKey, free, true),
		}),
		optional('zone', fc.constantFrom('1', '2', '3')),
		optional(
			'subnet',
			fc.tuple(hexadecimal(32), word, word, word).map(([id, group, network, subnet]) => {
				const subscription = id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
				return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/${network}/subnets/${subnet}`;
			}),
		),
		optional(
			'ssh_public_key',
			base64.map((key) => `ssh-rsa ${key} somebody@example.org`),
		),
	)
	.map(([vm, zone, subnet, key]: [Vm, object, object, object]): Vm => ({ ...vm, ...zone, ...subnet, ...key }));

/** Machines that a cloud accepts, in all their variety. */
export const arbitraryVm: Readonly<Record<ProviderId, fc.Arbitrary<Vm>>> = { gcp, aws, azure };
