import type { Vm } from '@portcullis/core';
import { tfId } from '../cdk/tf-id.js';
import { type TfText, tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { Desired, Mapping } from '../mapping.js';
import { cloudDiskType } from '../shared/disk-types.js';
import { networkOf } from '../shared/network-of.js';
import { ownTags } from '../shared/own-tags.js';
import { machinesOf } from '../vm/machines.js';
import { accountId } from './account-id.js';
import { checkGcpVm } from './check-vm.js';
import { defaultGcpZone } from './default-zone.js';
import type { GcpScope } from './gcp-scope.js';
import { gcpArchitecture, gcpImages, seriesOf } from './images.js';
import { readGcpVms } from './read-vm.js';
import { subnetOf } from './subnet-choice.js';
import { networkNamed } from './written-network.js';

// Machines with cards cannot move to another host while they run, and Google refuses them with the default policy.
// https://cloud.google.com/compute/docs/instances/host-maintenance-overview
const stopsForMaintenance: ReadonlySet<string> = new Set(['a2', 'a3', 'g2', 'h3']);

/**
 * A machine on Compute Engine: an instance each, and one service account without any role for all of a resource.
 *
 * Shielded, without a public address unless asked for, signed into by OS Login (keys of the project do not open it),
 * its serial port closed, its disk encrypted with the customer's key where one is named. The scope of the account is `cloud-platform`, as Google advises: its roles say what it may do.
 */
export const gcpVm: Mapping<Vm, GcpScope> = {
	check: checkGcpVm,
	toTerraform,
	read: readGcpVms,
};

function toTerraform(gcp: GcpScope, vm: Vm, desired: Desired): void {
	const { scope, google, project } = gcp;
	const account = scope.add(google.ServiceAccount, tfId('vm', vm.name), {
		accountId: tfLiteral(accountId(vm.name)),
		displayName: tfLiteral(`Machines of vm/${vm.name}, by Portcullis`),
	});
	scope.claim('service account', accountId(vm.name));
	const email = scope.reference(account.email);
	const labels = tfMap({ ...vm.tags, ...ownTags(project, vm) });
	const place = placeOf(gcp, vm, desired);
	for (const machine of machinesOf(vm)) {
		scope.claim('name', machine.name);
		scope.add(google.ComputeInstance, machine.id, {
			name: tfLiteral(machine.name),
			machineType: tfLiteral(vm.size),
			zone: tfLiteral(vm.zone ?? defaultGcpZone(vm.region)),
			labels,
			deletionProtection: vm.deletion_protection,
			// Another size needs a stop; without this Terraform refuses to change it.
			allowStoppingForUpdate: true,
			bootDisk: {
				autoDelete: true,
				...(vm.encryption_key === undefined ? {} : { kmsKeySelfLink: tfLiteral(vm.encryption_key) }),
				initializeParams: {
					image: tfLiteral(gcpImages[vm.image][gcpArchitecture(vm.size)]),
					size: vm.disk.size_gib,
					type: tfLiteral(cloudDiskType('gcp', vm.disk.type)),
				},
			},
			networkInterface: [
				{
					...place,
					...(vm.public_ip ? { accessConfig: [{}] } : {}),
				},
			],
			metadata: tfMap({ 'enable-oslogin': 'TRUE', 'block-project-ssh-keys': 'TRUE', 'serial-port-enable': 'FALSE' }),
			serviceAccount: { email, scopes: [tfLiteral('cloud-platform')] },
			shieldedInstanceConfig: { enableSecureBoot: true, enableVtpm: true, enableIntegrityMonitoring: true },
			...(stopsForMaintenance.has(seriesOf(vm.size))
				? { scheduling: { onHostMaintenance: tfLiteral('TERMINATE'), automaticRestart: true } }
				: {}),
			// A subnet that is added before the others must not move a machine that names none.
			...(vm.network !== undefined && vm.subnet === undefined
				? { ignoreChanges: [tfLiteral('network_interface[0].subnetwork')] }
				: {}),
		});
	}
}

function placeOf(gcp: GcpScope, vm: Vm, desired: Desired): { network: TfText } | { subnetwork: TfText } {
	if (vm.network === undefined) {
		return vm.subnet === undefined ? { network: tfLiteral('default') } : { subnetwork: tfLiteral(vm.subnet) };
	}
	const network = networkOf(desired, vm.network);
	const subnet = network ? subnetOf(vm, network) : undefined;
	const subnetwork = networkNamed(gcp, vm.network).subnets.get(subnet?.name ?? '');
	if (subnetwork === undefined) throw new Error(`network/${vm.network} has no subnet for vm/${vm.name}`);
	return { subnetwork };
}
