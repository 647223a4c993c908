import { expect, it } from 'vitest';
import { planOf } from '../../test/plan-of.js';
import { noPlans, sharedPlanText } from '../../test/shared-plan.js';

type Row = readonly [address: string, action: string, region: string | null | undefined, unknown: number];

// Counted from the files by hand. A region is one, `undefined` where the plan does not know it, and null where there is
// none to know; the number is that of unknown paths.
const inEks = 'module.eks';
const linux = 'module.linuxservers-fail';
const windows = 'module.windowsservers-pass';
const tables: Readonly<Record<string, readonly Row[]>> = {
	'aws-ec2-rds-elb-terracost.json': [
		['aws_instance.example', 'create', 'eu-west-3', 39],
		// Their module looked up an image, and its ARN says where.
		['module.ec2.aws_elb.front', 'create', 'eu-west-1', 14],
		['module.ec2.aws_instance.front[0]', 'create', 'eu-west-1', 44],
		// Terraform 0.15 does not say which of the two configurations a module was given.
		['module.ec2.module.ebs.aws_ebs_volume.volume', 'create', undefined, 9],
		['module.rds.aws_db_instance.db', 'create', undefined, 38],
	],
	'aws-eks-terracost.json': [
		[`${inEks}.aws_eks_cluster.example`, 'create', 'eu-west-1', 15],
		[`${inEks}.aws_eks_node_group.example`, 'create', 'eu-west-1', 13],
		[`${inEks}.aws_launch_template.foo`, 'create', 'eu-west-1', 10],
	],
	'aws-s3-all-actions-snyk.json': [
		['aws_s3_bucket.create_bucket', 'create', 'us-east-1', 23],
		['aws_s3_bucket.delete_bucket', 'delete', 'us-east-1', 0],
		['aws_s3_bucket.noop_bucket', 'no-op', 'us-east-1', 0],
		['aws_s3_bucket.update_bucket', 'update', 'us-east-1', 0],
	],
	'azure-vm-nsg-tfcompliance.json': [
		['azurerm_resource_group.main', 'create', 'northeurope', 1],
		['azurerm_subnet.internal', 'create', null, 2],
		['azurerm_virtual_network.main', 'create', 'northeurope', 3],
		[`${linux}.azurerm_availability_set.vm`, 'create', undefined, 2],
		[`${linux}.azurerm_network_interface.vm[0]`, 'create', undefined, 13],
		[`${linux}.azurerm_network_interface_security_group_association.test[0]`, 'create', null, 3],
		[`${linux}.azurerm_network_security_group.vm`, 'create', undefined, 3],
		[`${linux}.azurerm_network_security_rule.vm`, 'create', null, 1],
		[`${linux}.azurerm_virtual_machine.vm-linux[0]`, 'create', undefined, 10],
		[`${linux}.random_id.vm-sa`, 'create', null, 6],
		[`${windows}.azurerm_availability_set.vm`, 'create', undefined, 2],
		[`${windows}.azurerm_network_interface.vm[0]`, 'create', undefined, 14],
		[`${windows}.azurerm_network_interface_security_group_association.test[0]`, 'create', null, 3],
		[`${windows}.azurerm_network_security_group.vm`, 'create', undefined, 3],
		[`${windows}.azurerm_network_security_rule.vm`, 'create', null, 1],
		[`${windows}.azurerm_public_ip.vm[0]`, 'create', undefined, 4],
		[`${windows}.azurerm_virtual_machine.vm-windows[0]`, 'create', undefined, 11],
		[`${windows}.random_id.vm-sa`, 'create', null, 6],
	],
	'gcp-cloudsql-tfvalidator.json': [
		['google_compute_global_address.private_ip_address', 'create', null, 6],
		['google_compute_network.private_network', 'create', null, 6],
		['google_service_networking_connection.private_vpc_connection', 'create', null, 3],
		['google_sql_database_instance.main', 'create', 'us-central1', 12],
	],
	'gcp-vm-terracost.json': [
		['module.vm.google_compute_firewall.egress', 'create', null, 6],
		['module.vm.google_compute_firewall.ingress', 'create', null, 6],
		['module.vm.google_compute_instance.vm', 'create', 'europe-west1', 28],
	],
};

it.skipIf(noPlans !== '').each(Object.entries(tables))(
	`%s has the resources, actions, regions and unknown values that were counted in it${noPlans}`,
	async (file, rows) => {
		const { blocks, changes, unmapped } = await planOf(sharedPlanText(file));
		const read = blocks.map(({ address, action, region, unknown }) => [
			...[address, action, region === null ? null : (region.region ?? undefined), unknown.length],
		]);
		expect(read).toEqual(rows);
		// Nothing is lost: each is judged as a part of something, or is listed.
		const listed = [...changes.flatMap(({ addresses }) => addresses), ...unmapped.map(({ address }) => address)];
		expect(listed.sort()).toEqual(rows.map(([address]) => address));
	},
);

// What each is in the model, where it stands, and what of it is not known.
const models: Readonly<Record<string, readonly unknown[]>> = {
	'aws-ec2-rds-elb-terracost.json': [
		[
			'database/module.rds.aws_db_instance.db',
			...[undefined, 'backups disk encryption_key name network region tls version'],
		],
		[
			'vm/aws_instance.example',
			...['eu-west-3', 'deletion_protection disk encryption encryption_key image imds_v1 name public_ip subnet zone'],
		],
		[
			'vm/module.ec2.aws_instance.front[0]',
			...['eu-west-1', 'deletion_protection disk encryption encryption_key image imds_v1 name public_ip subnet zone'],
		],
	],
	'aws-eks-terracost.json': [],
	'aws-s3-all-actions-snyk.json': [
		[
			'storage/aws_s3_bucket.create_bucket',
			...[
				'us-east-1',
				'bucket class encryption_key expire_after_days name public_access soft_delete_days tls versioning',
			],
		],
		['storage/delete20220817101803364800000002', 'us-east-1', ''],
		['storage/noop20220817102021848200000001', 'us-east-1', ''],
		['storage/update20220817101803364800000001', 'us-east-1', ''],
	],
	'azure-vm-nsg-tfcompliance.json': [
		[`vm/${linux}.azurerm_virtual_machine.vm-linux[0]`, undefined, 'disk image name network public_ip region subnet'],
	],
	'gcp-cloudsql-tfvalidator.json': [],
	'gcp-vm-terracost.json': [
		['vm/cycloid-sandbox-marco-compute-gcp-vm', 'europe-west1', 'disk encryption_key image network subnet'],
	],
};

it.skipIf(noPlans !== '').each(Object.entries(models))(
	`%s is, as far as the model has words for it, what was counted in it${noPlans}`,
	async (file, rows) => {
		const { changes } = await planOf(sharedPlanText(file));
		const read = changes.map(({ address, region, before, after }) => {
			const side = after ?? before;
			// What a policy of regions would read: no region, and the word for that, where the plan does not know one.
			expect(side?.fields.region).toBe(region.region ?? undefined);
			expect(side?.unknown.includes('region')).toBe(region.region === null);
			return [address, region.region ?? undefined, side?.unknown.join(' ')];
		});
		expect(read).toEqual(rows);
	},
);

it.skipIf(noPlans !== '')(`the machine of gcp stands where variables of the plan say${noPlans}`, async () => {
	const { changes } = await planOf(sharedPlanText('gcp-vm-terracost.json'));
	expect(changes[0]?.region).toEqual({ region: 'europe-west1', source: 'variable' });
	expect(changes[0]?.after?.fields).toMatchObject({ zone: 'europe-west1-c', size: 'e2-small', public_ip: true });
});

it.skipIf(noPlans !== '')(`what somebody changed outside of Terraform is listed apart${noPlans}`, async () => {
	const { drift } = await planOf(sharedPlanText('aws-s3-all-actions-snyk.json'));
	expect(drift).toEqual([{ address: 'aws_s3_bucket.noop_bucket', type: 'aws_s3_bucket', action: 'update' }]);
});

it.skipIf(noPlans !== '')(`a password that an old plan shows is not in what was read${noPlans}`, async () => {
	const text = sharedPlanText('azure-vm-nsg-tfcompliance.json');
	expect(text).toContain('ComplxP@ssw0rd!');
	const plan = await planOf(text);
	expect(JSON.stringify(plan)).not.toContain('ComplxP@ssw0rd!');
	const machine = plan.blocks.find(({ address }) => address.endsWith('vm-windows[0]'));
	expect(machine?.sensitive).toEqual(['os_profile[0].admin_password']);
});
