import type { PlannedResource, Project } from '@portcullis/core';
import type { PlannedPool } from '../read/planned-pool.js';
import type { ReadResult } from '../read/read-result.js';
import { textAt, textsAt, valueAt } from '../read/value-at.js';
import { diskTypeOf } from '../vm/disk-types.js';
import { userTags, writtenForIn } from '../vm/own-tags.js';
import { type ReadMachine, readVms } from '../vm/read-vms.js';
import { gcpImageOf } from './images.js';
import { shortName } from './short-name.js';

/** The machines among google's resources, with what stands beside each. */
export function readGcpVms(planned: PlannedPool, project: Project): ReadResult {
	return readVms(
		planned.takeType('google_compute_instance').map((instance) => readMachine(planned, project, instance)),
	);
}

function readMachine(planned: PlannedPool, project: Project, instance: PlannedResource): ReadMachine {
	const { values } = instance;
	const labels = textsAt(values, 'labels');
	const writtenFor = writtenForIn(labels);
	const own = writtenFor !== undefined;
	const account = own ? planned.takeBeside(instance, 'google_service_account') : undefined;
	const zone = textAt(values, 'zone');
	const type = textAt(values, 'boot_disk', 0, 'initialize_params', 0, 'type');
	const image = textAt(values, 'boot_disk', 0, 'initialize_params', 0, 'image');
	const key = textAt(values, 'boot_disk', 0, 'kms_key_self_link');
	return {
		addresses: [instance, ...(account ? [account] : [])].map(({ address }) => address),
		writtenFor,
		unfit: unfit(values, type, image),
		vm: {
			kind: 'vm',
			name: textAt(values, 'name'),
			region: zone?.replace(/-[a-z]$/, '') ?? project.region,
			zone,
			size: textAt(values, 'machine_type'),
			disk: {
				size_gib: valueAt(values, 'boot_disk', 0, 'initialize_params', 0, 'size'),
				type: diskTypeOf('gcp', type),
			},
			image: gcpImageOf(image),
			public_ip: ['access_config', 'ipv6_access_config'].some(
				(block) => valueAt(values, 'network_interface', 0, block, 0) !== undefined,
			),
			encryption: true,
			encryption_key: key?.replace(/\/cryptoKeyVersions\/\d+$/, ''),
			imds_v1: false,
			...placeOf(planned, project, values),
			deletion_protection: valueAt(values, 'deletion_protection') === true,
			tags: userTags(labels),
		},
	};
}

function unfit(values: unknown, type: string | undefined, image: string | undefined): string | undefined {
	if (gcpImageOf(image) === undefined) return `image: ${image ?? 'unknown'} is none that Portcullis offers`;
	if (diskTypeOf('gcp', type) === undefined) return `disk.type: ${type ?? 'unknown'} is none that Portcullis offers`;
	if (valueAt(values, 'boot_disk', 0, 'initialize_params', 0, 'size') === undefined)
		return 'disk.size_gib: is not known';
	if (valueAt(values, 'network_interface', 0) === undefined) return 'public_ip: its network interface is not known';
	// The model has one interface. A second with a public address must not go unseen.
	if (valueAt(values, 'network_interface', 1) !== undefined) return 'subnet: it has more than one network interface';
	return undefined;
}

/**
 * Where a machine stands, as the model says it: network and subnet of the project, a subnet of others, or neither for
 * the network default. Plans have the names that were written, states have addresses of Google's.
 */
function placeOf(planned: PlannedPool, project: Project, values: unknown): { network?: string; subnet?: string } {
	const given = textAt(values, 'network_interface', 0, 'subnetwork')?.replace(/^https:\/\/[^/]+\/compute\/[^/]+\//, '');
	const [, account, name] = /^projects\/([^/]+)\/regions\/[^/]+\/subnetworks\/([^/]+)$/.exec(given ?? '') ?? [];
	const own = account === undefined || account === (textAt(values, 'project') ?? project.account);
	const subnet = own ? (name ?? given) : given;
	const written = planned
		.ofType('google_compute_subnetwork')
		.filter((other) => own && textAt(other.values, 'name') === subnet)
		.map((other) =>
			/^([a-z0-9-]+) of network\/([a-z0-9-]+), by Portcullis$/.exec(textAt(other.values, 'description') ?? ''),
		)
		.find((found) => found !== null);
	if (written !== undefined) return { network: written?.[2] ?? '', subnet: written?.[1] ?? '' };
	const inDefault = shortName(textAt(values, 'network_interface', 0, 'network')) === 'default';
	return subnet === undefined || (inDefault && subnet === 'default') ? {} : { subnet };
}
