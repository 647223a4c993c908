import type { PlannedResource } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleProject } from '../../test/examples.js';
import { noPlans, planOf } from '../../test/gcp/plans.js';
import { azureProvider } from './azure-provider.js';

const project = exampleProject('azure');
const type = 'azurerm_virtual_machine';

/** A machine in the older shape, whose plan knows everything. */
function old(change: Record<string, unknown> = {}): PlannedResource {
	const values = {
		name: 'legacy',
		location: 'North Europe',
		vm_size: 'Standard_D2s_v3',
		zones: ['2'],
		network_interface_ids: ['/nic/1'],
		storage_image_reference: [{ publisher: 'Debian', offer: 'debian-12', sku: '12-gen2', version: 'latest' }],
		storage_os_disk: [{ managed_disk_type: 'Premium_LRS', disk_size_gb: 64, create_option: 'FromImage' }],
		storage_data_disk: [],
		os_profile_linux_config: [
			{ disable_password_authentication: true, ssh_keys: [{ key_data: 'ssh-rsa AAAAB3NzaC1yc2E= me\n' }] },
		],
		os_profile_windows_config: [],
		tags: { customer: 'foo' },
		...change,
	};
	return { address: `${type}.a`, type, name: 'a', values };
}

const card: PlannedResource = {
	address: 'azurerm_network_interface.a-nic',
	type: 'azurerm_network_interface',
	name: 'a-nic',
	values: { id: '/nic/1', ip_configuration: [{ public_ip_address_id: '', subnet_id: null }] },
};

it('the older shape of a machine is read where the plan says all that matters', async () => {
	expect(await azureProvider.read([old(), card], project)).toEqual({
		unmapped: [],
		resources: [
			{
				addresses: [`${type}.a`, card.address],
				resource: {
					kind: 'vm',
					name: 'legacy',
					region: 'northeurope',
					zone: '2',
					size: 'Standard_D2s_v3',
					count: 1,
					disk: { size_gib: 64, type: 'ssd' },
					encryption: true,
					imds_v1: false,
					image: 'debian-12',
					public_ip: false,
					ssh_public_key: 'ssh-rsa AAAAB3NzaC1yc2E= me',
					deletion_protection: false,
					tags: { customer: 'foo' },
				},
			},
		],
	});
	const open = { ...card, values: { ...card.values, ip_configuration: [{ public_ip_address_id: '/ip/1' }] } };
	expect((await azureProvider.read([old(), open], project)).resources).toMatchObject([
		{ resource: { public_ip: true } },
	]);
});

it.each<[string, Record<string, unknown>, RegExp]>([
	['Windows', { os_profile_windows_config: [{ provision_vm_agent: true }] }, /^image: it is Windows/],
	['a password', { os_profile_linux_config: [{ disable_password_authentication: false }] }, /by password/],
	['another image', { storage_image_reference: [{ offer: 'UbuntuServer', sku: '16.04-LTS' }] }, /^image: /],
	[
		'a disk that is kept in three zones',
		{ storage_os_disk: [{ managed_disk_type: 'StandardSSD_ZRS', disk_size_gb: 64 }] },
		/^disk\.type: StandardSSD_ZRS is none that Portcullis offers/,
	],
	['more disks', { storage_data_disk: [{ disk_size_gb: 10 }] }, /^disk: it has more disks/],
	['a disk that only an apply tells', { storage_os_disk: [{ managed_disk_type: 'Premium_LRS' }] }, /^disk\.size_gib: /],
	['a region that only an apply tells', { location: undefined }, /^region: /],
	['network interfaces that only an apply tells', { network_interface_ids: undefined }, /^public_ip: /],
])('an older machine with %s is kept apart with the reason', async (_what, change, reason) => {
	const read = await azureProvider.read([old(change), card], project);
	expect(read.resources).toEqual([]);
	expect(read.unmapped[0]?.reason).toMatch(reason);
});

it('a machine with two network interfaces is not taken for one with the first alone', async () => {
	const second = {
		...card,
		address: 'azurerm_network_interface.b',
		name: 'b',
		values: { ...card.values, id: '/nic/2' },
	};
	const read = await azureProvider.read([old({ network_interface_ids: ['/nic/1', '/nic/2'] }), card, second], project);
	expect(read.unmapped[0]?.reason).toMatch(/^public_ip: it has more than one/);
});

const named = (name: string, change: Record<string, unknown>): PlannedResource => ({
	...card,
	address: `azurerm_network_interface.${name}`,
	name,
	values: { ...card.values, ...change },
});
const open = named('b', { id: '/nic/2', ip_configuration: [{ public_ip_address_id: '/ip/1' }] });

it.each<[string, Record<string, unknown>, readonly PlannedResource[], RegExp]>([
	['whose ids nobody knows', { network_interface_ids: undefined }, [named('a', {}), open], /whether .*\.b is its/],
	['whose ids are not all known', { network_interface_ids: [null] }, [named('a', {}), open], /whether .*\.b is its/],
	['that names another than that of its name', { network_interface_ids: ['/nic/3'] }, [named('a', {})], /does not say/],
	['of which one is not in the plan', { network_interface_ids: ['/nic/1', '/nic/3'] }, [card], /more than one/],
])('a machine with network interfaces %s is not taken for closed', async (_what, change, cards, reason) => {
	const { resources, unmapped } = await azureProvider.read([old(change), ...cards], project);
	expect(resources).toEqual([]);
	expect(unmapped.find(({ address }) => address === `${type}.a`)?.reason).toMatch(reason);
});

it('the name is enough where every network interface of the plan is that of a machine', async () => {
	const unknown = old({ network_interface_ids: undefined });
	const second = { ...unknown, address: `${type}.b`, name: 'b', values: { ...unknown.values, name: 'second' } };
	const { resources } = await azureProvider.read([unknown, second, named('a', {}), open], project);
	expect(resources).toMatchObject([{ resource: { public_ip: false } }, { resource: { public_ip: true } }]);
});

it.skipIf(noPlans !== '')(
	`in a plan of others nothing is guessed, and everything is named with its reason${noPlans}`,
	async () => {
		const planned = planOf('azure-vm-nsg-tfcompliance.json');
		const { resources, unmapped } = await azureProvider.read(planned, project);
		expect(resources).toEqual([]);
		const reasons = new Map(unmapped.map(({ address, reason }) => [address, reason]));
		expect([...reasons.keys()].sort()).toEqual(planned.map(({ address }) => address).sort());
		expect(reasons.get('module.linuxservers-fail.azurerm_virtual_machine.vm-linux[0]')).toMatch(/^image: it is none/);
		expect(reasons.get('module.windowsservers-pass.azurerm_virtual_machine.vm-windows[0]')).toMatch(
			/^image: it is Windows/,
		);
		for (const address of ['azurerm_virtual_network.main', 'azurerm_subnet.internal']) {
			expect(reasons.get(address)).toMatch(/^subnets\.public: /);
		}
		// What is open in it is seen, since what it belongs to is not read.
		expect(reasons.get('module.linuxservers-fail.azurerm_network_security_rule.vm')).toMatch(/no kind of resource/);
	},
);
