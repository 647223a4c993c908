import type { PlannedResource, Project, ReadResources } from '@portcullis/core';
import type { PlannedPool } from '../read/planned-pool.js';
import { listAt, textAt, textsAt, valueAt } from '../read/value-at.js';
import { diskTypeOf } from '../shared/disk-types.js';
import { networkInTags, userTags, writtenForIn } from '../shared/own-tags.js';
import { regionOfZone } from '../shared/region-form.js';
import { type ReadMachine, readVms } from '../vm/read-vms.js';
import { fasterThan, gp3Throughput, io2Iops } from './disk-speed.js';
import { awsImageOf, imageTag } from './images.js';
import { ownKey } from './key-tags.js';
import { signInPolicy } from './machine-role.js';
import { letsInMore } from './read-ingress.js';
import { roleGivenMore } from './read-role.js';
import { subnetTag } from './subnet-tags.js';
import { strangeGroup, writtenGroups } from './written-groups.js';

const besideMachine = [
	'aws_security_group',
	'aws_vpc_security_group_egress_rule',
	'aws_iam_role',
	'aws_iam_role_policy_attachment',
	'aws_iam_instance_profile',
];

/** The machines among aws's resources, with what stands beside each. */
export function readAwsVms(planned: PlannedPool, project: Project): ReadResources {
	const keys = new Map<string, PlannedResource>();
	return readVms(planned.takeType('aws_instance').map((instance) => readMachine(planned, project, instance, keys)));
}

function readMachine(
	planned: PlannedPool,
	project: Project,
	instance: PlannedResource,
	keys: Map<string, PlannedResource>,
): ReadMachine {
	const { values } = instance;
	const tags = textsAt(values, 'tags');
	const writtenFor = writtenForIn(tags);
	const own = writtenFor !== undefined;
	const beside = own ? besideMachine.flatMap((type) => planned.takeBeside(instance, type) ?? []) : [];
	const group = writtenFor === undefined ? undefined : `${writtenFor.project} ${writtenFor.name}`;
	// The key pair stands beside the first machine and opens all of the resource.
	const pair = own ? planned.takeBeside(instance, 'aws_key_pair') : undefined;
	if (pair !== undefined && group !== undefined) keys.set(group, pair);
	const signIn = group === undefined ? undefined : keys.get(group);
	const zone = textAt(values, 'availability_zone');
	const key = textAt(values, 'root_block_device', 0, 'kms_key_id');
	const type = textAt(values, 'root_block_device', 0, 'volume_type');
	const publicIp = valueAt(values, 'associate_public_ip_address');
	const network = own ? networkInTags(tags) : undefined;
	const groups = writtenFor && writtenGroups(planned, instance, ['vm', writtenFor.name], network);
	return {
		addresses: [instance, ...beside, ...(pair ? [pair] : [])].map(({ address }) => address),
		writtenFor,
		unfit:
			unfit(values, tags, type, publicIp) ??
			beyond(values) ??
			(groups === undefined
				? unseen(values)
				: (changed(beside, groups.own) ?? joined(strangeGroup(values, [groups.own, groups.network])))),
		vm: {
			kind: 'vm',
			name: tags.Name,
			region: textAt(values, 'region') ?? (zone === undefined ? project.region : regionOfZone('aws', zone)),
			// In a network of ours the subnet has the zone, and once the machine stands aws names it.
			zone: network === undefined ? zone : undefined,
			size: textAt(values, 'instance_type'),
			disk: { size_gib: valueAt(values, 'root_block_device', 0, 'volume_size'), type: diskTypeOf('aws', type) },
			image: awsImageOf(tags[imageTag]),
			encryption: valueAt(values, 'root_block_device', 0, 'encrypted'),
			encryption_key: own ? ownKey(tags, key) : key,
			imds_v1: textAt(values, 'metadata_options', 0, 'http_tokens') !== 'required',
			public_ip: publicIp,
			network,
			subnet: network === undefined ? textAt(values, 'subnet_id') : tags[subnetTag],
			ssh_public_key: textAt(signIn?.values, 'public_key'),
			deletion_protection: valueAt(values, 'disable_api_termination') === true,
			tags: userTags(tags, 'Name'),
		},
	};
}

/** What somebody changed by hand so that more is open than the model would say. */
function changed(beside: readonly PlannedResource[], group: PlannedResource | undefined): string | undefined {
	if (group !== undefined && letsInMore(group, [])) {
		return 'network: its security group lets in what only a network of the model can';
	}
	return roleGivenMore(beside, [signInPolicy]);
}

function joined(group: string | undefined): string | undefined {
	return group === undefined ? undefined : `network: ${group} is no security group of it or of its network`;
}

/** What the model has no word for, and would be neither judged nor priced. */
function beyond(values: PlannedResource['values']): string | undefined {
	if (listAt(values, 'ebs_block_device').length > 0) return 'disk: it has more than one (ebs_block_device)';
	if (listAt(values, 'ipv6_addresses').length > 0 || (valueAt(values, 'ipv6_address_count') ?? 0) !== 0) {
		return 'public_ip: its ipv6 addresses cannot be said in the model';
	}
	return fasterThan(valueAt(values, 'root_block_device', 0), { iops: io2Iops, throughput: gp3Throughput });
}

/** What of a machine of others is not known, or more than the model can say. Of ours the document says it. */
function unseen(values: PlannedResource['values']): string | undefined {
	if (!Object.hasOwn(values, 'ebs_block_device')) return 'disk: whether it has more than one is not known';
	return Object.hasOwn(values, 'ipv6_addresses') ? undefined : 'public_ip: whether it has an ipv6 address is not known';
}

function unfit(
	values: PlannedResource['values'],
	tags: Record<string, string>,
	type: string | undefined,
	publicIp: unknown,
): string | undefined {
	if (awsImageOf(tags[imageTag]) === undefined) return `image: no tag ${imageTag} says which one it is`;
	if (valueAt(values, 'root_block_device', 0, 'volume_size') === undefined) return 'disk.size_gib: is not known';
	if (diskTypeOf('aws', type) === undefined) return `disk.type: ${type ?? 'unknown'} is none that Portcullis offers`;
	// Left out, the subnet decides. Taking it for false would hide a machine that the internet reaches.
	if (typeof publicIp !== 'boolean') return 'public_ip: associate_public_ip_address is not known';
	if (typeof valueAt(values, 'root_block_device', 0, 'encrypted') !== 'boolean') {
		return 'encryption: whether the disk is encrypted is not known';
	}
	const endpoint = textAt(values, 'metadata_options', 0, 'http_tokens');
	if (endpoint !== 'required' && endpoint !== 'optional') return 'imds_v1: http_tokens is not known';
	return undefined;
}
