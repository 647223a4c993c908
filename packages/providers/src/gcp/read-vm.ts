import type { PlannedResource, Project, ReadResources } from '@portcullis/core';
import type { PlannedPool } from '../read/planned-pool.js';
import { isKnown, listAt, textAt, textsAt, valueAt } from '../read/value-at.js';
import { diskTypeOf } from '../shared/disk-types.js';
import { userTags, writtenForIn } from '../shared/own-tags.js';
import { type ReadMachine, readVms } from '../vm/read-vms.js';
import { gcpImageOf } from './images.js';
import { shortName } from './short-name.js';

// Types that come with disks of the host. https://cloud.google.com/compute/docs/disks/local-ssd
const bringsDisks = /^(?:a2-ultragpu|a3|z3)-|lssd$/;

/** The machines among google's resources, with what stands beside each. */
export function readGcpVms(planned: PlannedPool, project: Project): ReadResources {
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
	const publicIp = hasPublicAddress(valueAt(values, 'network_interface', 0), own);
	return {
		addresses: [instance, ...(account ? [account] : [])].map(({ address }) => address),
		writtenFor,
		unfit:
			unfit(values, type, image) ??
			beyond(values) ??
			(zone === undefined ? 'zone: is not known' : undefined) ??
			(publicIp === undefined ? 'public_ip: its network interface does not say' : undefined) ??
			(own ? undefined : unseen(values)),
		vm: {
			kind: 'vm',
			name: textAt(values, 'name'),
			region: zone?.replace(/-[a-z]$/, ''),
			zone,
			size: textAt(values, 'machine_type'),
			disk: {
				size_gib: valueAt(values, 'boot_disk', 0, 'initialize_params', 0, 'size'),
				type: diskTypeOf('gcp', type),
			},
			image: gcpImageOf(image),
			public_ip: publicIp,
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

// Our documents leave out the blocks of a machine without a public address; a plan writes an empty list for none.
function hasPublicAddress(card: unknown, own: boolean): boolean | undefined {
	const blocks = ['access_config', 'ipv6_access_config'];
	if (blocks.some((block) => listAt(card, block).length > 0)) return true;
	return own || blocks.every((block) => isKnown(card, block)) ? false : undefined;
}

/** What the model has no word for, and would be neither judged nor priced. What a machine type brings its name says. */
function beyond(values: unknown): string | undefined {
	const size = textAt(values, 'machine_type') ?? '';
	const cards = listAt(values, 'guest_accelerator').some((card) => valueAt(card, 'count') !== 0);
	if (cards && !/^[ag]\d/.test(size)) return 'size: its graphics cards cannot be said in the model (guest_accelerator)';
	if (listAt(values, 'attached_disk').length > 0) return 'disk: it has more than one (attached_disk)';
	const scratch = listAt(values, 'scratch_disk').length > 0;
	if (scratch && !bringsDisks.test(size)) return 'disk: it has more than one (scratch_disk)';
	return undefined;
}

/** What of a machine of others is not known. `guest_accelerator` is never, where nothing is said of it. */
function unseen(values: unknown): string | undefined {
	const vague = ['attached_disk', 'scratch_disk'].find((block) => !isKnown(values, block));
	return vague && `disk: whether it has more than one is not known (${vague})`;
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
