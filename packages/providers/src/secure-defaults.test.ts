import type { ProviderId, Vm } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleProject, exampleVm } from '../test/examples.js';
import { createProviders } from './create-providers.js';

type Blocks = Record<string, Record<string, Record<string, unknown>>>;

async function blocksOf(provider: ProviderId, change: Partial<Vm> = {}): Promise<Blocks> {
	const cloud = createProviders().find(({ id }) => id === provider);
	const document = await cloud?.synthesize(exampleProject(provider), [exampleVm(provider, change)]);
	return document?.resource as Blocks;
}

const ours = { 'managed-by': 'portcullis', 'portcullis-project': 'shop', 'portcullis-resource': 'web', team: 'core' };

it('a machine on gcp is shielded, private, signed into by OS Login, and has an account of its own', async () => {
	const blocks = await blocksOf('gcp', { deletion_protection: true });
	expect(blocks.google_compute_instance?.vm_web).toMatchObject({
		shielded_instance_config: { enable_secure_boot: true, enable_vtpm: true, enable_integrity_monitoring: true },
		metadata: { 'enable-oslogin': 'TRUE', 'block-project-ssh-keys': 'TRUE', 'serial-port-enable': 'FALSE' },
		service_account: {
			email: expect.stringContaining('google_service_account.vm_web.email'),
			scopes: ['cloud-platform'],
		},
		network_interface: [{ network: 'default' }],
		deletion_protection: true,
		labels: ours,
	});
	expect(JSON.stringify(blocks)).not.toContain('access_config');
	expect(Object.keys(blocks).sort()).toEqual(['google_compute_instance', 'google_service_account']);
});

it('a machine on aws has IMDSv2 alone, an encrypted disk, no public address, no open port, and a role for signing in', async () => {
	const blocks = await blocksOf('aws', { deletion_protection: true });
	expect(blocks.aws_instance?.vm_web).toMatchObject({
		metadata_options: { http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 1 },
		root_block_device: { encrypted: true, volume_type: 'gp3', volume_size: 30, delete_on_termination: true },
		associate_public_ip_address: false,
		monitoring: true,
		disable_api_termination: true,
		iam_instance_profile: expect.stringContaining('aws_iam_instance_profile.vm_web.name'),
		vpc_security_group_ids: [expect.stringContaining('aws_security_group.vm_web.id')],
		lifecycle: { ignore_changes: ['ami'] },
		tags: { ...ours, Name: 'web', 'portcullis-image': 'debian-12' },
	});
	expect(blocks.aws_instance?.vm_web).not.toHaveProperty('key_name');
	expect(blocks.aws_iam_role_policy_attachment?.vm_web?.policy_arn).toBe(
		'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
	);
	expect(Object.keys(blocks)).not.toContain('aws_vpc_security_group_ingress_rule');
	expect(blocks.aws_security_group?.vm_web).not.toHaveProperty('ingress');
});

it('an ssd on aws has the operations that are priced', async () => {
	const blocks = await blocksOf('aws', { disk: { size_gib: 100, type: 'ssd' } });
	expect(blocks.aws_instance?.vm_web?.root_block_device).toMatchObject({ volume_type: 'io2', iops: 3000 });
});

it('a machine on azure has no password, trusted launch, encryption at host, an identity, and a group that lets nothing in', async () => {
	const blocks = await blocksOf('azure', { deletion_protection: true });
	expect(blocks.azurerm_linux_virtual_machine?.vm_web).toMatchObject({
		disable_password_authentication: true,
		secure_boot_enabled: true,
		vtpm_enabled: true,
		encryption_at_host_enabled: true,
		identity: { type: 'SystemAssigned' },
		boot_diagnostics: {},
		network_interface_ids: [expect.stringContaining('azurerm_network_interface.vm_web.id')],
		resource_group_name: expect.stringContaining('azurerm_resource_group.project.name'),
		tags: ours,
	});
	expect(blocks.azurerm_linux_virtual_machine?.vm_web).not.toHaveProperty('admin_password');
	expect(blocks.azurerm_network_interface_security_group_association?.vm_web).toBeDefined();
	expect(blocks.azurerm_network_security_group?.vm_web).not.toHaveProperty('security_rule');
	expect(blocks.azurerm_management_lock?.vm_web).toMatchObject({ lock_level: 'CanNotDelete' });
	expect(blocks).not.toHaveProperty('azurerm_public_ip');
	expect(JSON.stringify(blocks.azurerm_network_interface)).not.toContain('public_ip_address_id');
});

it('opening up is what the field says, and nothing more', async () => {
	const gcp = await blocksOf('gcp', { public_ip: true });
	expect(gcp.google_compute_instance?.vm_web?.network_interface).toEqual([{ network: 'default', access_config: [{}] }]);
	const aws = await blocksOf('aws', { public_ip: true });
	expect(aws.aws_instance?.vm_web?.associate_public_ip_address).toBe(true);
	expect(Object.keys(aws)).not.toContain('aws_vpc_security_group_ingress_rule');
	const azure = await blocksOf('azure', { public_ip: true, zone: '2' });
	expect(azure.azurerm_public_ip?.vm_web).toMatchObject({ sku: 'Standard', allocation_method: 'Static', zones: ['2'] });
	for (const blocks of [gcp, aws, azure])
		expect(JSON.stringify(blocks)).not.toMatch(/"(?:deletion_protection|disable_api_termination)":true/);
	expect(azure).not.toHaveProperty('azurerm_management_lock');
});

it('the architecture of the machine chooses the image', async () => {
	const gcp = await blocksOf('gcp', { size: 't2a-standard-1', image: 'ubuntu-24.04' });
	expect(JSON.stringify(gcp)).toContain('ubuntu-os-cloud/ubuntu-2404-lts-arm64');
	const aws = await blocksOf('aws', { size: 'c7gn.large' });
	expect(aws.aws_instance?.vm_web?.ami).toContain(
		'data.aws_ssm_parameter.image_debian_12_arm64_us_east_1.insecure_value',
	);
	const azure = await blocksOf('azure', { size: 'Standard_D2ps_v6' });
	expect(azure.azurerm_linux_virtual_machine?.vm_web?.source_image_reference).toMatchObject({ sku: '12-arm64' });
});

it('adding a resource changes no other, and more machines change none that stands', async () => {
	for (const cloud of createProviders()) {
		const project = exampleProject(cloud.id);
		const before = await cloud.synthesize(project, [exampleVm(cloud.id), exampleVm(cloud.id, { name: 'zeta' })]);
		const after = await cloud.synthesize(project, [
			exampleVm(cloud.id, { name: 'api' }),
			exampleVm(cloud.id, { count: 3 }),
			exampleVm(cloud.id, { name: 'zeta' }),
		]);
		const flat = (document: object) =>
			Object.entries((document as { resource: Blocks }).resource).flatMap(([type, named]) =>
				Object.entries(named).map(([name, body]) => [`${type}.${name}`, body] as const),
			);
		const later = new Map(flat(after));
		for (const [address, body] of flat(before)) expect(later.get(address), address).toEqual(body);
		const added = [...later.keys()].filter((address) => !flat(before).some(([other]) => other === address));
		for (const address of added) expect(address).toMatch(/\.vm_(?:api|web_00[23])$/);
	}
});

it.each(['gcp', 'aws', 'azure'] as const)(
	'a project on %s without a resource has a document all the same',
	async (id) => {
		const cloud = createProviders().find((other) => other.id === id);
		const document = await cloud?.synthesize(exampleProject(id), []);
		expect(document).toMatchObject({ terraform: { required_version: '>= 1.5.0, < 2.0.0' }, provider: {} });
		expect(JSON.stringify(document)).not.toContain('backend');
		expect(JSON.stringify(document)).toMatch(
			/"source":"hashicorp\/(?:google","version":"~> 6\.50|aws","version":"~> 6\.25|azurerm","version":"~> 4\.55)"/,
		);
	},
);

it('another default region of a project moves neither the resource group nor a machine', async () => {
	const azure = createProviders().find(({ id }) => id === 'azure');
	const vm = exampleVm('azure');
	const before = await azure?.synthesize(exampleProject('azure'), [vm]);
	const after = await azure?.synthesize({ ...exampleProject('azure'), region: 'eastus' }, [vm]);
	const group = (document: object | undefined) =>
		(document as { resource: Blocks }).resource.azurerm_resource_group?.project;
	expect(group(after)).toEqual({ ...group(before), location: 'eastus', lifecycle: { ignore_changes: ['location'] } });
	expect(group(before)?.lifecycle).toEqual({ ignore_changes: ['location'] });
});

it("a user's tag that looks like a comment of cdktf's is kept", async () => {
	const blocks = await blocksOf('aws', { tags: { '//': 'kept', '/': 'x' } });
	expect(blocks.aws_instance?.vm_web?.tags).toMatchObject({ '//': 'kept', '/': 'x' });
	expect(blocks.aws_instance?.vm_web).not.toHaveProperty('//');
});
