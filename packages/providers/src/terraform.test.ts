import { expect, it } from 'vitest';
import { exampleDatabase, exampleKubernetes, exampleNetwork, exampleStorage } from '../test/example-kinds.js';
import { exampleProject, exampleVm } from '../test/examples.js';
import { noTerraform, withTerraform } from '../test/terraform-binary.js';
import { createProviders } from './create-providers.js';

it.skipIf(noTerraform !== '').each(createProviders().map((cloud) => [cloud.id, cloud] as const))(
	`terraform loads a document of %s with all kinds in it, and has one provider to fetch${noTerraform}`,
	async (id, cloud) => {
		const vms = [
			exampleVm(id, { count: 3, public_ip: true, deletion_protection: true }),
			exampleVm(id, { name: 'db', disk: { size_gib: 100, type: 'ssd' }, image: 'ubuntu-24.04' }),
			exampleVm(id, { name: 'app', network: 'main', subnet: 'apps' }),
		];
		const others = [exampleNetwork(id), exampleDatabase(id), exampleStorage(id), exampleKubernetes(id)];
		const document = await cloud.synthesize(exampleProject(id), [...vms, ...others]);
		const source = { gcp: 'hashicorp/google', aws: 'hashicorp/aws', azure: 'hashicorp/azurerm' }[id];
		const output = withTerraform(document, (run) => run('providers', '-no-color'));
		expect(output).toContain(`provider[registry.terraform.io/${source}]`);
		// The built-in provider, which keeps what we note, is part of terraform itself.
		expect(output.match(/provider\[registry/g)).toHaveLength(1);
	},
	60_000,
);
