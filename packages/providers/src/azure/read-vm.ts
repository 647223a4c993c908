import type { PlannedResource, Project, ReadResources } from '@portcullis/core';
import { tfIdIfAny } from '../cdk/tf-id.js';
import type { PlannedPool } from '../read/planned-pool.js';
import { textAt, textsAt, valueAt } from '../read/value-at.js';
import { diskTypeOf } from '../shared/disk-types.js';
import { fitName } from '../shared/fit-name.js';
import { writtenForIn } from '../shared/own-tags.js';
import { type ReadMachine, readVms } from '../vm/read-vms.js';
import { resourceGroupOf } from './azure-scope.js';
import { azureImageOf } from './images.js';
import { machineFacts } from './machine-facts.js';
import { takeKeyAssignment } from './read-assignment.js';
import { addressesOf, commonFields, ownName } from './read-azure.js';
import { takeLock } from './read-lock.js';
import { machineGroupFault } from './read-machine-group.js';
import { type TakenCards, takeCards } from './take-cards.js';

const machineTypes = ['azurerm_linux_virtual_machine', 'azurerm_virtual_machine', 'azurerm_windows_virtual_machine'];

/** The machines among azurerm's resources, with what stands beside each. The project's resource group is no resource. */
export function readAzureVms(planned: PlannedPool, project: Project): ReadResources {
	planned.takeType('azurerm_resource_group', ({ values }) => textAt(values, 'name') === resourceGroupOf(project));
	const machines = machineTypes.flatMap((type) => planned.takeType(type));
	// One set for all machines of a resource, named as its first one is.
	const ours = new Set<string | undefined>(
		machines.flatMap((machine) => ownName(machine) ?? []).map((name) => tfIdIfAny('vm', name)),
	);
	const taken = planned.takeType('azurerm_disk_encryption_set', ({ name }) => ours.has(name));
	const sets = new Map(taken.map((set) => [set.name, set]));
	const cards = takeCards(planned, machines);
	return readVms(machines.map((machine) => readMachine(planned, machine, sets, cards.get(machine.address))));
}

function readMachine(
	planned: PlannedPool,
	machine: PlannedResource,
	sets: ReadonlyMap<string, PlannedResource>,
	{ cards, fault: cardFault }: TakenCards = { cards: [], fault: undefined },
): ReadMachine {
	const name = ownName(machine);
	const own = name !== undefined;
	const [card] = cards;
	const address = planned.takeBeside(machine, 'azurerm_public_ip');
	const { lock, fault: lockFault } = takeLock(planned, machine);
	const set = own ? sets.get(tfIdIfAny('vm', name) ?? '') : undefined;
	const joined = planned.takeBeside(machine, 'azurerm_network_interface_security_group_association');
	const group = own ? planned.takeBeside(machine, 'azurerm_network_security_group') : undefined;
	const identity = planned.takeBeside(machine, 'azurerm_user_assigned_identity');
	const ownSet = set?.name === machine.name ? set : undefined;
	const { assignment, fault } = takeKeyAssignment(
		planned,
		machine,
		identity,
		textAt(ownSet?.values, 'key_vault_key_id'),
	);
	const facts = machineFacts(machine);
	const image = azureImageOf(facts.offer, facts.sku);
	const publicIp = address !== undefined || hasPublicAddress(card, own);
	const { network, ...common } = commonFields(machine);
	const subnetId = textAt(card?.values, 'ip_configuration', 0, 'subnet_id');
	const tags = textsAt(machine.values, 'tags');
	const subnet = network === undefined ? subnetId : tags['portcullis-subnet'];
	return {
		addresses: addressesOf(machine, ...cards, address, lock, ownSet, joined, group, identity, assignment),
		writtenFor: writtenForIn(tags),
		unfit:
			facts.unfit ??
			(image === undefined ? 'image: it is none that Portcullis offers' : undefined) ??
			(facts.diskSize === undefined ? 'disk.size_gib: is not known' : undefined) ??
			(diskTypeOf('azure', facts.diskType) === undefined
				? `disk.type: ${facts.diskType ?? 'unknown'} is none that Portcullis offers`
				: undefined) ??
			cardFault ??
			(publicIp === undefined ? 'public_ip: its network interface does not say' : undefined) ??
			(own && network === undefined && joined === undefined
				? 'public_ip: its network interface has no security group any more'
				: undefined) ??
			(own ? machineGroupFault(planned, name, joined) : undefined) ??
			fault ??
			lockFault ??
			(facts.diskEncryptionSet !== undefined && set === undefined
				? 'encryption_key: its disk encryption set is not known'
				: undefined) ??
			(network !== undefined && subnetId !== undefined && !leadsTo(subnetId, String(network), subnet)
				? `network: its tags say ${network}, and its network interface is in ${subnetId}`
				: undefined),
		vm: {
			kind: 'vm',
			...common,
			name: textAt(machine.values, 'name'),
			zone: facts.zone,
			size: facts.size,
			disk: { size_gib: facts.diskSize, type: diskTypeOf('azure', facts.diskType) },
			encryption: true,
			encryption_key: textAt(set?.values, 'key_vault_key_id'),
			imds_v1: false,
			image,
			public_ip: publicIp,
			network,
			subnet,
			ssh_public_key: facts.sshKey,
			deletion_protection: lock !== undefined,
		},
	};
}

function leadsTo(id: string, network: string, subnet: string | undefined): boolean {
	const [, ofNetwork, ofSubnet] = /\/virtualNetworks\/([^/]+)\/subnets\/([^/]+)$/i.exec(id) ?? [];
	return ofNetwork === fitName(network, 2, 64) && (subnet === undefined || ofSubnet === subnet);
}

// A plan writes null for no address and leaves out one that it does not know yet. Our documents leave out none.
function hasPublicAddress(card: PlannedResource | undefined, own: boolean): boolean | undefined {
	const configurations = valueAt(card?.values, 'ip_configuration');
	if (!Array.isArray(configurations) || configurations.length === 0) return undefined;
	const addresses = configurations.map((configuration) => {
		if (typeof configuration !== 'object' || configuration === null) return undefined;
		if (!('public_ip_address_id' in configuration)) return own ? false : undefined;
		// Older plans write an empty text for none.
		return configuration.public_ip_address_id !== null && configuration.public_ip_address_id !== '';
	});
	return addresses.includes(true) ? true : addresses.includes(undefined) ? undefined : false;
}
