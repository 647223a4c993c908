import type { Vm } from '@portcullis/core';
import { tfId } from '../cdk/tf-id.js';
import { type TfMap, type TfText, tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { Desired, Mapping } from '../mapping.js';
import { cloudDiskType } from '../shared/disk-types.js';
import { firstSubnet } from '../shared/first-subnet.js';
import { networkOf } from '../shared/network-of.js';
import { networkTags, ownTags } from '../shared/own-tags.js';
import { machinesOf } from '../vm/machines.js';
import { agentScript } from './agent-script.js';
import { type AwsScope, nameBeside, networkBlocks } from './aws-scope.js';
import { checkAwsVm } from './check-vm.js';
import { io2Iops } from './disk-speed.js';
import { awsArchitecture, awsImageParameter, imageTag } from './images.js';
import { keyTags } from './key-tags.js';
import { addMachineRole } from './machine-role.js';
import { readAwsVms } from './read-vm.js';
import { subnetTag } from './subnet-tags.js';

/**
 * A machine on EC2: an instance each, and for all of a resource one security group that lets nothing in, one role
 * and, where a key is given, one key pair.
 *
 * Metadata by IMDSv2 alone unless asked for, and no hop further than the machine; an encrypted disk; no public address
 * unless asked for, even in a subnet that gives one to everybody; detailed monitoring; people sign in through Systems
 * Manager. In a network of the project what that lets in reaches the machine too.
 */
export const awsVm: Mapping<Vm, AwsScope> = {
	check: checkAwsVm,
	toTerraform,
	read: readAwsVms,
};

function toTerraform(aws: AwsScope, vm: Vm, desired: Desired): void {
	const { scope, project } = aws;
	const placed = placeOf(aws, vm, desired);
	const tags = {
		...vm.tags,
		...ownTags(project, vm),
		...networkTags(vm.network),
		...keyTags(vm.encryption_key),
		...(vm.network === undefined || vm.subnet === undefined ? {} : { [subnetTag]: vm.subnet }),
		[imageTag]: vm.image,
	};
	const shared = tfMap({ ...tags, Name: vm.name });
	const profile = addMachineRole(aws, vm, shared);
	const group = addSecurityGroup(aws, vm, placed, shared);
	const image = imageOf(aws, vm);
	const keyName = vm.ssh_public_key === undefined ? undefined : addKeyPair(aws, vm, vm.ssh_public_key, shared);
	const script = agentScript(vm);
	for (const machine of machinesOf(vm)) {
		const named = tfMap({ ...tags, Name: machine.name });
		scope.add(aws.aws.Instance, machine.id, {
			region: tfLiteral(vm.region),
			...(vm.zone === undefined ? {} : { availabilityZone: tfLiteral(vm.zone) }),
			ami: image,
			instanceType: tfLiteral(vm.size),
			...(placed === undefined ? {} : { subnetId: placed.subnetId }),
			vpcSecurityGroupIds: [group, ...(placed?.groupIds ?? [])],
			associatePublicIpAddress: vm.public_ip,
			iamInstanceProfile: profile,
			...(keyName === undefined ? {} : { keyName }),
			...(script === undefined ? {} : { userData: tfLiteral(script) }),
			monitoring: true,
			disableApiTermination: vm.deletion_protection,
			metadataOptions: {
				httpEndpoint: tfLiteral('enabled'),
				httpTokens: tfLiteral(vm.imds_v1 ? 'optional' : 'required'),
				httpPutResponseHopLimit: 1,
			},
			rootBlockDevice: {
				encrypted: vm.encryption,
				...(vm.encryption_key === undefined ? {} : { kmsKeyId: tfLiteral(vm.encryption_key) }),
				volumeType: tfLiteral(cloudDiskType('aws', vm.disk.type)),
				volumeSize: vm.disk.size_gib,
				...(vm.disk.type === 'ssd' ? { iops: io2Iops } : {}),
				deleteOnTermination: true,
				tags: named,
			},
			tags: named,
			// The vendor's newer image must not replace a machine that stands.
			ignoreChanges: [tfLiteral('ami')],
		});
	}
}

interface Placed {
	readonly subnetId: TfText;
	readonly vpcId: TfText;
	/** The groups of the network, whose rules hold for the machine too. */
	readonly groupIds: readonly TfText[];
}

/** Where the machine stands; `undefined` for the region's default network, in which aws chooses the subnet. */
function placeOf(aws: AwsScope, vm: Vm, desired: Desired): Placed | undefined {
	const network = networkOf(desired, vm.network);
	if (network === undefined) {
		if (vm.subnet === undefined) return undefined;
		return { subnetId: tfLiteral(vm.subnet), vpcId: vpcOf(aws, vm.subnet, vm.region), groupIds: [] };
	}
	const { vpcId, groupId, subnetIds } = networkBlocks(aws, network.name);
	const name = vm.subnet ?? firstSubnet(network, vm.public_ip)?.name ?? '';
	const subnetId = subnetIds.get(name);
	if (subnetId === undefined) throw new Error(`network/${network.name} has no subnet for vm/${vm.name}`);
	return { subnetId, vpcId, groupIds: [groupId] };
}

function addSecurityGroup({ scope, aws, project }: AwsScope, vm: Vm, placed: Placed | undefined, tags: TfMap): TfText {
	const id = tfId('vm', vm.name);
	const region = tfLiteral(vm.region);
	const group = scope.add(aws.SecurityGroup, id, {
		region,
		name: tfLiteral(nameBeside(project, vm, 255)),
		description: tfLiteral(`Machines of vm/${vm.name}, by Portcullis: nothing comes in`),
		// Without a subnet both the group and the machine are in the region's default network.
		...(placed === undefined ? {} : { vpcId: placed.vpcId }),
		tags,
	});
	const groupId = scope.reference(group.id);
	scope.add(aws.VpcSecurityGroupEgressRule, id, {
		region,
		securityGroupId: groupId,
		description: tfLiteral('Everything may go out'),
		ipProtocol: tfLiteral('-1'),
		cidrIpv4: tfLiteral('0.0.0.0/0'),
		tags,
	});
	return groupId;
}

function vpcOf({ scope, aws }: AwsScope, subnet: string, region: string): TfText {
	const id = tfId(subnet, region);
	return scope.once(`subnet ${id}`, () =>
		scope.reference(scope.add(aws.DataAwsSubnet, id, { region: tfLiteral(region), id: tfLiteral(subnet) }).vpcId),
	);
}

function imageOf({ scope, aws }: AwsScope, vm: Vm): TfText {
	const architecture = awsArchitecture(vm.size);
	const id = tfId('image', vm.image.replace('.', ''), architecture, vm.region);
	return scope.once(`image ${id}`, () => {
		const parameter = scope.add(aws.DataAwsSsmParameter, id, {
			region: tfLiteral(vm.region),
			name: tfLiteral(awsImageParameter(vm.image, architecture)),
		});
		// `value` is marked as a secret, and the plan would hide which image it takes.
		return scope.reference(parameter.insecureValue);
	});
}

function addKeyPair({ scope, aws, project }: AwsScope, vm: Vm, key: string, tags: TfMap): TfText {
	const pair = scope.add(aws.KeyPair, tfId('vm', vm.name), {
		region: tfLiteral(vm.region),
		keyName: tfLiteral(nameBeside(project, vm, 255)),
		publicKey: tfLiteral(key),
		tags,
	});
	return scope.reference(pair.keyName);
}
