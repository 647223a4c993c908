// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Terraform are the subject
import { addressOf, type Resource } from '@portcullis/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { everything } from '../../test/azure/everything.js';
import { exampleProject } from '../../test/examples.js';
import { expectRefusedOrKept } from '../../test/hostile-fields.js';
import { hostileText, hostileTexts } from '../../test/hostile-text.js';
import { rounds } from '../../test/rounds.js';
import { noTerraform, withTerraform } from '../../test/terraform-binary.js';
import { expectTextsKept } from '../../test/terraform-texts.js';
import { azureProvider } from './azure-provider.js';

const project = exampleProject('azure');
const texts = [
	...(rounds() > 40 ? hostileTexts(100, 17) : fc.sample(hostileText, { numRuns: 12, seed: 17 })),
	'${azurerm_resource_group.project.name}',
	'${var.database_password_ledger}',
	'https://a.vault.azure.net/keys/${path.cwd}',
	'équipe',
	'A 1.5e+3',
	'__proto__',
];

const users = everything.filter(({ kind }) => kind !== 'network');

it.each(everything.map((resource) => [addressOf(resource), resource] as const))(
	'a hostile text in any field of %s is refused with the field named, or comes out as it was',
	async (_address, resource) => {
		const beside = everything.filter(({ kind }) => kind === 'network' && resource.kind !== 'network');
		await expectRefusedOrKept(azureProvider, resource, beside, texts);
	},
	600_000,
);

it.skipIf(noTerraform !== '')(
	`every text of a document of all five kinds comes out of terraform as it was meant, and terraform loads the document${noTerraform}`,
	async () => {
		const tags = { équipe: 'cœur', 'a 1.5e+3': '-8.1e+298', 'x@y': '=+/', '\u212b': 'x' };
		const document = await azureProvider.synthesize(
			project,
			everything.map((resource) => ({ ...resource, tags })),
		);
		expect(expectTextsKept([document])).toContain('\u00c5');
		const providers = withTerraform(document, (run) => run('providers', '-no-color'));
		expect(providers).toContain('provider[registry.terraform.io/hashicorp/azurerm] ~> 4.55');
		expect(providers.match(/provider\[/g)).toHaveLength(1);
	},
	120_000,
);

it('the same resources in another order give the same bytes, twice', async () => {
	const bytes = async (resources: readonly Resource[]) =>
		JSON.stringify(await azureProvider.synthesize(project, resources));
	const first = await bytes(everything);
	expect(await bytes(everything)).toBe(first);
	expect(await bytes([...everything].reverse())).toBe(first);
});

it('a variable says the same whichever resource asks for it first', async () => {
	const alone = users.map((resource) => {
		if (!('network' in resource)) return resource;
		const { network: _network, ...rest } = resource;
		return resource.kind === 'vm'
			? { ...rest, subnet: undefined }
			: { ...rest, public_access: false, authorized_cidrs: [] };
	});
	const seen = new Map<string, string>();
	for (const resource of alone) {
		const { subnet: _subnet, ...given } = resource as Resource & { subnet?: undefined };
		const document = await azureProvider.synthesize(project, [given as Resource]).catch(() => undefined);
		for (const [name, variable] of Object.entries(document?.variable ?? {})) {
			const text = JSON.stringify(variable);
			expect(seen.get(name) ?? text).toBe(text);
			seen.set(name, text);
		}
	}
	expect([...seen.keys()]).toContain('subnet_id_westeurope');
});

it('a document holds no secret, and nothing that an expression would have to be evaluated for', async () => {
	const document = await azureProvider.synthesize(project, everything);
	const text = JSON.stringify(document);
	expect(text).not.toMatch(/"(?:administrator_password|admin_password|client_secret|value_wo)"/);
	for (const [, inside] of text.matchAll(/[$%]\{([^}]*)\}/g)) {
		expect(inside).toMatch(/^(?:\\"%\\"|var\.[a-z_0-9]+|(?:data\.)?azurerm_[a-z0-9_]+\.[a-z0-9_]+\.[a-z_]+)$/);
	}
	const secrets = Object.entries(document.variable ?? {}).filter(([, variable]) => variable.ephemeral === true);
	expect(secrets.map(([name]) => name)).toEqual(['database_password_ledger']);
});
