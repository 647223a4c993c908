import type { ProviderId, Resource } from '@portcullis/core';
import { expect, it } from 'vitest';
import { exampleDatabase, exampleKubernetes, exampleNetwork, exampleStorage } from '../../test/example-kinds.js';
import { exampleProject, exampleVm } from '../../test/examples.js';
import { plannedValues } from '../../test/planned-values.js';
import { createProviders } from '../create-providers.js';

it.each(createProviders().map((cloud) => [cloud.id, cloud] as const))(
	'every kind that was written on %s says, read back, for which project it was',
	async (id: ProviderId, cloud) => {
		const written: Resource[] = [
			exampleVm(id),
			exampleNetwork(id),
			exampleDatabase(id),
			exampleStorage(id),
			exampleKubernetes(id),
		];
		const project = exampleProject(id);
		const planned = plannedValues(await cloud.synthesize(project, written));
		const { resources } = await cloud.read(planned, project);
		expect(resources.map(({ resource, project: of }) => [resource.kind, of]).sort()).toEqual(
			written.map(({ kind }) => [kind, 'shop']).sort(),
		);
	},
);

it('what is ours and cannot be read any more says whose it was', async () => {
	const [gcp] = createProviders();
	if (gcp === undefined) throw new Error('there is a first cloud');
	const project = exampleProject('gcp');
	const planned = plannedValues(await gcp.synthesize(project, [exampleStorage('gcp')])).map((resource) =>
		resource.type === 'google_storage_bucket'
			? { ...resource, values: { ...resource.values, storage_class: 'MULTI_REGIONAL' } }
			: resource,
	);
	const { unmapped } = await gcp.read(planned, project);
	expect(unmapped).toMatchObject([{ writtenFor: { project: 'shop', resource: expect.stringMatching(/^storage\//) } }]);
});
