// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Terraform are the subject
import type { Resource } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exampleKey, twoZoneNetwork } from '../../test/aws/examples.js';
import { project } from '../../test/aws/round-trip.js';
import { exampleDatabase, exampleKubernetes, exampleStorage } from '../../test/example-kinds.js';
import { exampleVm } from '../../test/examples.js';
import { expectRefusedOrKept } from '../../test/hostile-fields.js';
import { hostileText, hostileTexts } from '../../test/hostile-text.js';
import { rounds } from '../../test/rounds.js';
import { noTerraform, withTerraform } from '../../test/terraform-binary.js';
import { expectTextsKept } from '../../test/terraform-texts.js';
import { awsProvider } from './aws-provider.js';

const texts = [
	...(rounds() > 40 ? hostileTexts(100, 11) : fc.sample(hostileText, { numRuns: 12, seed: 11 })),
	'${aws_vpc.network_main.id}',
	'a ${path.cwd}',
	'équipe',
	'A 1.5e+3',
	'arn:aws:kms:us-east-1:${path.cwd}',
	'__proto__',
];

const network = twoZoneNetwork();
const open = { public_access: true, authorized_cidrs: ['203.0.113.0/24'] };
const everything: readonly Resource[] = [
	network,
	exampleDatabase('aws', { ...open, encryption_key: exampleKey }),
	exampleStorage('aws', { bucket: 'my-bucket', expire_after_days: 90, encryption_key: exampleKey }),
	exampleKubernetes('aws', {
		version: '1.35',
		public_endpoint: true,
		authorized_cidrs: ['203.0.113.0/24'],
		encryption_key: exampleKey,
		high_availability: true,
	}),
	exampleVm('aws', {
		network: 'main',
		subnet: 'apps-a',
		encryption_key: exampleKey,
		ssh_public_key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJYzI',
	}),
];

it.each(everything.map((resource) => [resource.kind, resource] as const))(
	'a hostile text in any field of a %s is refused with the field named, or comes out as it was',
	async (kind, resource) => {
		await expectRefusedOrKept(awsProvider, resource, kind === 'network' ? [] : [network], texts);
	},
	600_000,
);

it.skipIf(noTerraform !== '')(
	`every text of a document of all five kinds comes out of Terraform as it was meant, and terraform loads the document${noTerraform}`,
	async () => {
		const tags = { équipe: 'cœur', 'a 1.5e+3': '-8.1e+298', '//': '\u212b', 'x@y': '=+/' };
		const document = await awsProvider.synthesize(
			project,
			everything.map((resource) => ({ ...resource, tags })),
		);
		expect(expectTextsKept([document])).toContain('\u212b'.normalize('NFC'));
		const providers = withTerraform(document, (run) => run('providers', '-no-color'));
		expect(providers).toContain('provider[registry.terraform.io/hashicorp/aws] ~> 6.25');
		expect(providers.match(/provider\[/g)).toHaveLength(1);
	},
	120_000,
);

it('the same resources in another order give the same bytes, twice', async () => {
	const bytes = async (resources: readonly Resource[]) =>
		JSON.stringify(await awsProvider.synthesize(project, resources));
	const first = await bytes(everything);
	expect(await bytes(everything)).toBe(first);
	expect(await bytes([...everything].reverse())).toBe(first);
});

it('a document holds no password, and nothing that an expression would have to be evaluated for', async () => {
	const document = JSON.stringify(await awsProvider.synthesize(project, everything));
	expect(document).not.toMatch(/"(?:password|password_wo|secret_string|user_data_base64)"/);
	expect(Object.keys(JSON.parse(document))).not.toContain('variable');
	for (const [, inside] of document.matchAll(/[$%]\{([^}]*)\}/g)) {
		expect(inside).toMatch(/^(?:data\.)?aws_[a-z0-9_]+\.[a-z0-9_]+\.[a-z_]+(?:\[0\]\.[a-z_]+)?$/);
	}
});
