// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Terraform are the subject
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf, type Resource, type TerraformDocument } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleDatabase, exampleKubernetes, exampleNetwork, exampleStorage } from '../../test/example-kinds.js';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { inOrder } from '../../test/gcp/round-trip.js';
import { hostileTexts } from '../../test/hostile-text.js';
import { plannedValues } from '../../test/planned-values.js';
import { rounds } from '../../test/rounds.js';
import { noTerraform, withTerraform } from '../../test/terraform-binary.js';
import { textPlaces } from '../../test/text-places.js';
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

async function outcome(resources: readonly Resource[]) {
	try {
		return { document: await gcpProvider.synthesize(project, resources) };
	} catch (error) {
		return { error };
	}
}

it.each(full.map((resource) => [addressOf(resource), resource] as const))(
	'a hostile text in any field of %s is refused with the field named, or comes out of Terraform as it was',
	async (_address, resource) => {
		const others = full.filter(({ kind }) => kind === 'network' && resource.kind !== 'network');
		const passed: TerraformDocument[] = [];
		for (const { field, put } of textPlaces(resource)) {
			for (const text of texts) {
				const changed = put(text) as Resource;
				const { document, error } = await outcome([...others, changed]);
				if (document === undefined) {
					expect(error, `${field} ${JSON.stringify(text)}`).toMatchObject({ code: 'DOCUMENT_UNSAFE' });
					const steps = field.split('.');
					expect(String(error)).toMatch(new RegExp(`${steps[0]}|${steps.at(-1)}`));
					continue;
				}
				passed.push(document);
				const { resources } = await gcpProvider.read(plannedValues(document), project);
				const read = resources.find(({ resource: other }) => addressOf(other) === addressOf(changed))?.resource;
				expect(composed(read), `${field} ${JSON.stringify(text)}`).toEqual(composed(changed));
			}
		}
		expect(passed.length).toBeGreaterThan(3);
		if (noTerraform === '') expectEvaluated(passed);
	},
	120_000,
);

const composed = (value: unknown) => JSON.parse(JSON.stringify(inOrder(value)).normalize('NFC'));

/** Holds what documents say to what Terraform reads in it, references aside. */
function expectEvaluated(documents: readonly TerraformDocument[]) {
	const known = (_key: string, value: unknown) => (isReference(value) ? undefined : value);
	const values = JSON.parse(
		JSON.stringify(
			documents.map(({ resource }) => resource),
			known,
		),
	);
	// As locals: without the provider's plugin Terraform evaluates those alone.
	const tried = { locals: { values }, output: { values: { value: '${jsonencode(local.values)}' } } };
	const output = withTerraform(tried, (run, folder) => {
		run('init', '-no-color');
		run('apply', '-auto-approve', '-json');
		return JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')).outputs;
	});
	// What stands as `${"e"}`, for texts that look like numbers of cdktf's, comes out as what it is.
	const meant = JSON.stringify(values).replace(/\$\{\\"([^"\\]*)\\"\}/g, '$1');
	expect(JSON.parse(output.values.value)).toEqual(JSON.parse(meant));
}

const isReference = (value: unknown) => typeof value === 'string' && /\$\{[a-z]/.test(value);

it.skipIf(noTerraform !== '')(
	`terraform loads a document with all kinds, and finds the one provider that has to be fetched${noTerraform}`,
	async () => {
		const output = withTerraform(await gcpProvider.synthesize(project, full), (run) => run('providers', '-no-color'));
		const providers = [...output.matchAll(/provider\[([^\]]+)\]/g)].map(([, name]) => name).sort();
		expect(providers).toEqual(['registry.terraform.io/hashicorp/google', 'terraform.io/builtin/terraform']);
	},
	60_000,
);
