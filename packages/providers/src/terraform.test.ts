import { expect, it } from 'vitest';
import { exampleProject, exampleVm } from '../test/examples.js';
import { noTerraform, withTerraform } from '../test/terraform-binary.js';
import { createProviders } from './create-providers.js';

it.skipIf(noTerraform !== '').each(createProviders().map((cloud) => [cloud.id, cloud] as const))(
	`terraform loads a document of %s, and finds the one provider that it needs${noTerraform}`,
	async (id, cloud) => {
		const vms = [
			exampleVm(id, { count: 3, public_ip: true, deletion_protection: true }),
			exampleVm(id, { name: 'db', disk: { size_gib: 100, type: 'ssd' }, image: 'ubuntu-24.04' }),
		];
		const document = await cloud.synthesize(exampleProject(id), vms);
		const source = { gcp: 'hashicorp/google', aws: 'hashicorp/aws', azure: 'hashicorp/azurerm' }[id];
		const output = withTerraform(document, (run) => run('providers', '-no-color'));
		expect(output).toContain(`provider[registry.terraform.io/${source}]`);
		expect(output.match(/provider\[/g)).toHaveLength(1);
	},
	60_000,
);
