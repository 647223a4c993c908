// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Terraform are the subject
import { addressOf, type Resource } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleDatabase, exampleKubernetes, exampleNetwork, exampleStorage } from '../../test/example-kinds.js';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { expectRefusedOrKept } from '../../test/hostile-fields.js';
import { hostileTexts } from '../../test/hostile-text.js';
import { rounds } from '../../test/rounds.js';
import { noTerraform, withTerraform } from '../../test/terraform-binary.js';
import { expectTextsKept } from '../../test/terraform-texts.js';
import { gcpProvider } from './gcp-provider.js';

const project = exampleProject('gcp');
const key = 'projects/keys/locations/us-central1/keyRings/ring/cryptoKeys/key';
const open = { authorized_cidrs: ['203.0.113.0/24'] };

// Every field of every kind has a value, so that every place of a text is tried.
const full: readonly Resource[] = [
	exampleVm('gcp', { zone: 'us-central1-b', network: 'main', subnet: 'apps', encryption_key: key }),
	exampleVm('gcp', { name: 'alone', zone: 'us-central1-b', subnet: 'others' }),
	exampleDatabase('gcp', { public_access: true, encryption_key: key, ...open }),
	exampleNetwork('gcp'),
	exampleStorage('gcp', { bucket: 'shop-files', encryption_key: key, expire_after_days: 30 }),
	exampleKubernetes('gcp', { public_endpoint: true, version: '1.33', encryption_key: key, ...open }),
];

const texts = [
	// All of them where faults are looked for at length.
	...hostileTexts(40, 11).filter((_text, index) => rounds() === 1000 || index % 4 === 0),
	'a ${var.ssh_public_key}',
	'${google_compute_network.network_main.id}',
	'${google_service_account.kubernetes_apps.email}',
	'équipe',
	'web-2',
	'10.0.9.0/24',
	'',
	' ',
	'x'.repeat(300),
];

it.each(full.map((resource) => [addressOf(resource), resource] as const))(
	'a hostile text in any field of %s is refused with the field named, or comes out of Terraform as it was',
	async (_address, resource) => {
		const beside = full.filter(({ kind }) => kind === 'network' && resource.kind !== 'network');
		const written = await expectRefusedOrKept(gcpProvider, resource, beside, texts);
		if (noTerraform === '') expectTextsKept(written);
	},
	120_000,
);

it.skipIf(noTerraform !== '')(
	`terraform loads a document with all kinds, and finds the one provider that has to be fetched${noTerraform}`,
	async () => {
		const output = withTerraform(await gcpProvider.synthesize(project, full), (run) => run('providers', '-no-color'));
		const providers = [...output.matchAll(/provider\[([^\]]+)\]/g)].map(([, name]) => name).sort();
		expect(providers).toEqual(['registry.terraform.io/hashicorp/google', 'terraform.io/builtin/terraform']);
	},
	60_000,
);
