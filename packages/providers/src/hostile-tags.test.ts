// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a template of Terraform is among the hostile names
import { expect, it } from 'vitest';
import { exampleDatabase, exampleKubernetes, exampleNetwork, exampleStorage } from '../test/example-kinds.js';
import { exampleProject, exampleVm } from '../test/examples.js';
import { plannedValues } from '../test/planned-values.js';
import { createProviders } from './create-providers.js';

// Whoever may write tags in the cloud writes these: they say of anything what it is.
const names = ['my vm', '', '../x', '${path.module}', 'x'.repeat(300), '__proto__'];

it.each(createProviders().map((cloud) => [cloud.id, cloud] as const))(
	'on %s a tag that says any name for a resource of ours ends no read, and makes nothing that has no name of ours',
	async (id, cloud) => {
		const resources = [
			exampleVm(id),
			exampleNetwork(id),
			exampleDatabase(id),
			exampleStorage(id),
			exampleKubernetes(id),
		];
		const text = JSON.stringify(plannedValues(await cloud.synthesize(exampleProject(id), resources)));
		for (const name of names) {
			const planned = JSON.parse(
				text.replaceAll(
					/("portcullis-(?:resource|name)":)"[^"]*"/g,
					(_whole, key: string) => `${key}${JSON.stringify(name)}`,
				),
			);
			const read = await cloud.read(planned, exampleProject(id));
			for (const { resource } of read.resources) expect(resource.name).toMatch(/^[a-z][a-z0-9-]*$/);
		}
	},
	60_000,
);
