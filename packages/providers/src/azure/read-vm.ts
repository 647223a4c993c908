import type { PlannedResource, Project } from '@portcullis/core';
import type { PlannedPool } from '../read/planned-pool.js';
import type { ReadResult } from '../read/read-result.js';
import { textAt, textsAt, valueAt } from '../read/value-at.js';
import { diskTypeOf } from '../vm/disk-types.js';
import { userTags, writtenForIn } from '../vm/own-tags.js';
import { type ReadMachine, readVms } from '../vm/read-vms.js';
import { resourceGroupOf } from './azure-scope.js';
import { azureImageOf } from './images.js';

/** The machines among azurerm's resources, with what stands beside each. The project's resource group is no resource. */
export function readAzureVms(planned: PlannedPool, project: Project): ReadResult {
	for (const group of planned.takeType('azurerm_resource_group')) {
		if (textAt(group.values, 'name') !== resourceGroupOf(project)) planned.putBack(group);
	}
	return readVms(planned.takeType('azurerm_linux_virtual_machine').map((machine) => readMachine(planned, machine)));
}

function readMachine(planned: PlannedPool, machine: PlannedResource): ReadMachine {
	const { values } = machine;
	const tags = textsAt(values, 'tags');
	const writtenFor = writtenForIn(tags);
	const own = writtenFor !== undefined;
	const card = planned.takeBeside(machine, 'azurerm_network_interface');
	const address = planned.takeBeside(machine, 'azurerm_public_ip');
	const lock = planned.takeBeside(machine, 'azurerm_management_lock');
	const others = [
		planned.takeBeside(machine, 'azurerm_network_security_group'),
		planned.takeBeside(machine, 'azurerm_network_interface_security_group_association'),
	];
	const type = textAt(values, 'os_disk', 0, 'storage_account_type');
	const image = azureImageOf(
		textAt(values, 'source_image_reference', 0, 'offer'),
		textAt(values, 'source_image_reference', 0, 'sku'),
	);
	const publicIp = address !== undefined || hasPublicAddress(card, own);
	return {
		addresses: [machine, card, address, lock, ...others].flatMap((resource) => resource?.address ?? []),
		writtenFor,
		unfit:
			image === undefined
				? 'image: it is none that Portcullis offers'
				: diskTypeOf('azure', type) === undefined
					? `disk.type: ${type ?? 'unknown'} is none that Portcullis offers`
					: publicIp === undefined
						? 'public_ip: its network interface does not say'
						: undefined,
		vm: {
			kind: 'vm',
			name: textAt(values, 'name'),
			region: textAt(values, 'location')?.toLowerCase().replaceAll(' ', ''),
			zone: textAt(values, 'zone'),
			size: textAt(values, 'size'),
			disk: { size_gib: valueAt(values, 'os_disk', 0, 'disk_size_gb'), type: diskTypeOf('azure', type) },
			image,
			public_ip: publicIp,
			subnet: textAt(card?.values, 'ip_configuration', 0, 'subnet_id'),
			ssh_public_key: textAt(values, 'admin_ssh_key', 0, 'public_key'),
			deletion_protection: lock !== undefined,
			tags: userTags(tags),
		},
	};
}

// A plan writes null for no address, a state the empty text, and a plan leaves out one that it does not know yet. Our documents leave out none.
function hasPublicAddress(card: PlannedResource | undefined, own: boolean): boolean | undefined {
	const configuration = valueAt(card?.values, 'ip_configuration', 0);
	if (typeof configuration !== 'object' || configuration === null) return undefined;
	if (!('public_ip_address_id' in configuration)) return own ? false : undefined;
	return configuration.public_ip_address_id !== null && configuration.public_ip_address_id !== '';
}
