import { addressOf, type Project, type Resource, resourceSchema } from '@portcullis/core';
import { expect } from 'vitest';
import { azureProvider } from '../../src/azure/azure-provider.js';
import { desiredOf } from '../documents.js';
import { exampleProject } from '../examples.js';
import { plannedValues } from '../planned-values.js';

const byAddress = (resources: readonly Resource[]) =>
	[...resources].sort((a, b) => (addressOf(a) < addressOf(b) ? -1 : 1));

/**
 * Writes resources and reads them back: the same, nothing unmapped, and each block of the document belongs to one of
 * them but those that the whole project shares.
 */
export async function expectRoundTrip(
	resources: readonly Resource[],
	project: Project = exampleProject('azure'),
): Promise<void> {
	const desired = desiredOf(...resources);
	for (const resource of resources) {
		expect(resourceSchema.parse(resource)).toEqual(resource);
		expect(azureProvider.check(resource, project, desired)).toEqual([]);
	}
	const planned = plannedValues(await azureProvider.synthesize(project, resources));
	const read = await azureProvider.read(planned, project);
	expect(read.unmapped).toEqual([]);
	expect(byAddress(read.resources.map(({ resource }) => resource))).toEqual(byAddress(resources));
	const shared = planned.filter(({ address }) => /^azurerm_(?:resource_group|private_dns_zone)/.test(address));
	const addresses = [...read.resources.flatMap((one) => one.addresses), ...shared.map(({ address }) => address)];
	expect(addresses.sort()).toEqual(planned.map(({ address }) => address).sort());
}
