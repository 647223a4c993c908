import { type PlannedResource, pathText, type Vm } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryMachines } from '../../test/azure/arbitrary-vm.js';
import { expectRoundTrip } from '../../test/azure/round-trip.js';
import { blocksOf, desiredOf } from '../../test/documents.js';
import { exampleNetwork } from '../../test/example-kinds.js';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { azureProvider } from './azure-provider.js';

const project = exampleProject('azure');
const network = exampleNetwork('azure');
const vm = (change: Partial<Vm> = {}) => exampleVm('azure', { network: 'main', ...change });
const written = async (change: Partial<Vm> = {}) => azureProvider.synthesize(project, [network, vm(change)]);

it('machines with keys and in networks are read back from their documents as they were', async () => {
	await fc.assert(
		fc.asyncProperty(arbitraryMachines, (resources) => expectRoundTrip(resources)),
		{ numRuns: rounds() },
	);
}, 300_000);

it('a machine in a network of the project stands in the subnet that it names, or in the first that fits', async () => {
	const subnetOf = async (change: Partial<Vm>) =>
		JSON.stringify(blocksOf(await written(change)).get('azurerm_network_interface.vm_web'));
	expect(await subnetOf({})).toContain('azurerm_subnet.network_main_apps.id');
	expect(await subnetOf({ subnet: 'data' })).toContain('azurerm_subnet.network_main_data.id');
	expect(await subnetOf({ public_ip: true })).toContain('azurerm_subnet.network_main_edge.id');
});

it("in a network of the project the network's groups say what comes in, elsewhere the machine's own", async () => {
	const own = 'azurerm_network_interface_security_group_association.vm_web';
	expect(blocksOf(await written()).has(own)).toBe(false);
	expect(blocksOf(await azureProvider.synthesize(project, [exampleVm('azure')])).has(own)).toBe(true);
});

it("a customer's key encrypts the disks of all machines, through one set with an identity of its own", async () => {
	const key = 'https://shop-keys.vault.azure.net/keys/disks';
	const blocks = blocksOf(await written({ encryption_key: key, count: 2 }));
	expect(blocks.get('azurerm_disk_encryption_set.vm_web')).toMatchObject({
		key_vault_key_id: key,
		auto_key_rotation_enabled: true,
		identity: { type: 'UserAssigned' },
		depends_on: ['azurerm_role_assignment.vm_web'],
	});
	for (const name of ['vm_web', 'vm_web_002']) {
		expect(blocks.get(`azurerm_linux_virtual_machine.${name}`)).toMatchObject({
			encryption_at_host_enabled: true,
			os_disk: { disk_encryption_set_id: expect.stringContaining('azurerm_disk_encryption_set.vm_web.id') },
		});
	}
	const pinned = blocksOf(await written({ encryption_key: `${key}/${'0'.repeat(32)}` }));
	expect(pinned.get('azurerm_disk_encryption_set.vm_web')).toMatchObject({ auto_key_rotation_enabled: false });
});

it('a network that is named and not there is no reason to write the machine elsewhere', async () => {
	await expect(azureProvider.synthesize(project, [vm()])).rejects.toMatchObject({
		code: 'DOCUMENT_UNSAFE',
		message: 'network main is not among the resources of the project',
	});
});

it.each<[Partial<Vm>, string, RegExp]>([
	[{ imds_v1: true }, 'imds_v1', /must be off/],
	[{ encryption: false }, 'encryption', /cannot be turned off/],
	[{ encryption_key: 'https://shop.vault.azure.net/secrets/a' }, 'encryption_key', /keys\/KEY/],
	[{ subnet: 'apps', public_ip: true }, 'public_ip', /public ones of network main: edge/],
	[{ zone: '1', region: 'westus', network: undefined as never }, 'zone', /which has none/],
])('%j is refused with its path and what would be right', (change, path, message) => {
	const given = vm(change);
	const problems = azureProvider.check(given, project, desiredOf(network, given));
	expect(problems.map((problem) => pathText(problem.path))).toEqual([path]);
	expect(problems[0]?.message).toMatch(message);
});

type Values = Record<string, unknown>;
const and = (more: Values) => (values: Values) => ({ ...values, ...more });
const machine = 'azurerm_linux_virtual_machine.vm_web';
const moved = '/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/other/subnets/apps';

it.each<[string, string, (values: Values) => Values, RegExp]>([
	['a machine with a password', machine, and({ disable_password_authentication: false }), /by password/],
	[
		'a disk of a size that nobody knows',
		machine,
		and({ os_disk: [{ storage_account_type: 'StandardSSD_LRS' }] }),
		/^disk\.size_gib: /,
	],
	[
		'a set of keys that is not ours',
		machine,
		and({ os_disk: [{ disk_size_gb: 30, storage_account_type: 'StandardSSD_LRS', disk_encryption_set_id: '/s/1' }] }),
		/^encryption_key: /,
	],
	[
		'a machine that stands in another network',
		'azurerm_network_interface.vm_web',
		and({ ip_configuration: [{ subnet_id: moved, public_ip_address_id: null }] }),
		/^network: its tags say main/,
	],
	[
		'a second configuration with an address that nobody knows',
		'azurerm_network_interface.vm_web',
		and({ ip_configuration: [{ public_ip_address_id: null }, null] }),
		/^public_ip: /,
	],
])('%s is not taken for what Portcullis wrote', async (_what, address, change, reason) => {
	const planned = plannedValues(await written()).map((resource) =>
		resource.address === address ? { ...resource, values: change(resource.values) } : resource,
	);
	const read = await azureProvider.read(planned, project);
	expect(read.resources.map(({ resource }) => resource.kind)).toEqual(['network']);
	expect(read.unmapped[0]?.reason).toMatch(reason);
});

it('a machine outside of our networks whose security group was taken off is not taken for closed', async () => {
	const planned = plannedValues(await azureProvider.synthesize(project, [exampleVm('azure')])).filter(
		({ type }) => type !== 'azurerm_network_interface_security_group_association',
	);
	const read = await azureProvider.read(planned, project);
	expect(read.resources).toEqual([]);
	expect(read.unmapped[0]?.reason).toMatch(/^public_ip: .*no security group/);
});

const group = 'azurerm_network_security_group.vm_web';
const openRule = { name: 'ssh', direction: 'Inbound', access: 'Allow', source_address_prefix: '*' };
const ruleOf = (values: Values): PlannedResource => ({
	...{ address: 'azurerm_network_security_rule.ssh', type: 'azurerm_network_security_rule', name: 'ssh' },
	values: { ...openRule, ...values },
});

it.each<[string, Values, readonly PlannedResource[], RegExp]>([
	['a rule in it', { security_rule: [openRule] }, [], /^public_ip: .* has rules that Portcullis did not write/],
	['a rule beside it', {}, [ruleOf({ network_security_group_name: 'WEB' })], /^public_ip: .* has rules/],
	['another id than the one that is joined', { id: '/nsg/own' }, [], /^public_ip: .* another security group/],
])(
	'a machine whose security group has %s is not taken for closed, nor is any like it',
	async (_what, more, also, reason) => {
		const changed = plannedValues(await azureProvider.synthesize(project, [exampleVm('azure', { count: 2 })])).map(
			(resource) => {
				if (resource.address === group) return { ...resource, values: { ...resource.values, ...more } };
				if (resource.type !== 'azurerm_network_interface_security_group_association') return resource;
				return { ...resource, values: { network_security_group_id: '/nsg/other' } };
			},
		);
		const read = await azureProvider.read([...changed, ...also], project);
		expect(read.resources).toEqual([]);
		expect(read.unmapped.find(({ address }) => address.includes('machine.vm_web_002'))?.reason).toMatch(reason);
	},
);

it('a rule of a group of the same name elsewhere says nothing of a machine of ours', async () => {
	const planned = plannedValues(await azureProvider.synthesize(project, [exampleVm('azure')]));
	const rule = ruleOf({ network_security_group_name: 'web', resource_group_name: 'elsewhere' });
	expect((await azureProvider.read([...planned, rule], project)).resources).toHaveLength(1);
});

it('the security group of a machine of others is left over, as its rules are not read', async () => {
	const type = 'azurerm_network_security_group';
	const values = { name: 'a', security_rule: [openRule] };
	const foreign = plannedValues(await azureProvider.synthesize(project, [exampleVm('azure')]))
		.filter((resource) => resource.type === 'azurerm_linux_virtual_machine')
		.map((resource) => ({ ...resource, values: { ...resource.values, tags: {} } }));
	const read = await azureProvider.read([...foreign, { address: group, type, name: 'vm_web', values }], project);
	expect(read.unmapped.find(({ address }) => address === group)?.reason).toMatch(/no kind of resource/);
});

it('what a state says of the subnet must agree with the tags', async () => {
	const id = moved.replace('other', 'main');
	const planned = plannedValues(await written({ subnet: 'apps' })).map((resource) =>
		resource.type === 'azurerm_network_interface'
			? {
					...resource,
					values: { ...resource.values, ip_configuration: [{ subnet_id: id, public_ip_address_id: null }] },
				}
			: resource,
	);
	const { resources } = await azureProvider.read(planned, project);
	expect(resources.map(({ resource }) => resource)).toContainEqual(vm({ subnet: 'apps' }));
});
