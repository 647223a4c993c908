import type { Vm } from '@portcullis/core';
import { tfId } from '../cdk/tf-id.js';
import { tfLiteral, tfMap } from '../cdk/tf-text.js';
import type { Mapping } from '../mapping.js';
import { cloudDiskType } from '../vm/disk-types.js';
import { machinesOf } from '../vm/machines.js';
import { ownTags } from '../vm/own-tags.js';
import { accountId } from './account-id.js';
import { checkGcpVm } from './check-vm.js';
import { defaultGcpZone } from './default-zone.js';
import type { GcpScope } from './gcp-scope.js';
import { gcpArchitecture, gcpImages, seriesOf } from './images.js';
import { readGcpVms } from './read-vm.js';

// Machines with cards cannot move to another host while they run, and Google refuses them with the default policy.
// https://cloud.google.com/compute/docs/instances/host-maintenance-overview
const stopsForMaintenance: ReadonlySet<string> = new Set(['a2', 'a3', 'g2', 'h3']);

/**
 * A machine on Compute Engine: an instance each, and one service account without any role for all of a resource.
 *
 * Shielded, without a public address unless asked for, signed into by OS Login (keys of the project do not open it),
 * its serial port closed. The scope of the account is `cloud-platform`, as Google advises: its roles say what it may do.
 */
export const gcpVm: Mapping<Vm, GcpScope> = {
	check: checkGcpVm,
	toTerraform,
	read: readGcpVms,
};

function toTerraform({ scope, google, project }: GcpScope, vm: Vm): void {
	const account = scope.add(google.ServiceAccount, tfId('vm', vm.name), {
		accountId: tfLiteral(accountId(vm.name)),
		displayName: tfLiteral(`Machines of vm/${vm.name}, by Portcullis`),
	});
	scope.claim('service account', accountId(vm.name));
	const email = scope.reference(account.email);
	const labels = tfMap({ ...vm.tags, ...ownTags(project, vm) });
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
				initializeParams: {
					image: tfLiteral(gcpImages[vm.image][gcpArchitecture(vm.size)]),
					size: vm.disk.size_gib,
					type: tfLiteral(cloudDiskType('gcp', vm.disk.type)),
				},
			},
			networkInterface: [
				{
					...(vm.subnet === undefined ? { network: tfLiteral('default') } : { subnetwork: tfLiteral(vm.subnet) }),
					...(vm.public_ip ? { accessConfig: [{}] } : {}),
				},
			],
			metadata: tfMap({ 'enable-oslogin': 'TRUE', 'block-project-ssh-keys': 'TRUE', 'serial-port-enable': 'FALSE' }),
			serviceAccount: { email, scopes: [tfLiteral('cloud-platform')] },
			shieldedInstanceConfig: { enableSecureBoot: true, enableVtpm: true, enableIntegrityMonitoring: true },
			...(stopsForMaintenance.has(seriesOf(vm.size))
				? { scheduling: { onHostMaintenance: tfLiteral('TERMINATE'), automaticRestart: true } }
				: {}),
		});
	}
}
