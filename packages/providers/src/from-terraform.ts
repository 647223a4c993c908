import type { PlannedResource, Project, ReadResources } from '@portcullis/core';
import { createProviders } from './create-providers.js';
import { providerOfType } from './shared/provider-of-type.js';

// Documents of gcp keep in terraform_data what gcp has no place for.
const cloudOf = (type: string) => (type === 'terraform_data' ? 'gcp' : providerOfType(type));

/**
 * Recognises resources in Terraform's, by the cloud that each type belongs to: the values of a plan, a state or a
 * document, as `terraform show -json` writes them. They are grouped by their references; what the model cannot say of
 * one leaves it unmapped, with the reason.
 *
 * @param planned resources of one cloud or of several
 * @param project whose region is taken where a resource names none, as Terraform's provider block would have it
 *
 * @example
 * ```ts
 * import type { Project } from '@portcullis/core';
 * import { fromTerraform } from '@portcullis/providers';
 *
 * const values = { name: 'logs', location: 'EU', force_destroy: false };
 * const planned = [{ address: 'google_storage_bucket.logs', type: 'google_storage_bucket', name: 'logs', values }];
 * const project: Project = { name: 'shop', provider: 'gcp', environment: 'test', region: 'europe-west1', regions: ['europe-west1'] };
 * const { resources, unmapped } = await fromTerraform(planned, project);
 * ```
 */
export async function fromTerraform(planned: readonly PlannedResource[], project: Project): Promise<ReadResources> {
	const clouds = createProviders();
	const read = await Promise.all(
		clouds.map(({ id, read: recognise }) => {
			const own = planned.filter(({ type }) => cloudOf(type) === id);
			return recognise(own, { ...project, provider: id });
		}),
	);
	const others = planned
		.filter(({ type }) => cloudOf(type) === null)
		.map(({ address, type }) => ({ address, reason: `no kind of resource of Portcullis covers ${type}` }));
	return {
		resources: read.flatMap(({ resources }) => resources),
		unmapped: [...read.flatMap(({ unmapped }) => unmapped), ...others],
	};
}
