import { addressOf, type Resource, resourceSchema } from '@portcullis/core';
import { expect } from 'vitest';
import { createProviders } from '../../src/create-providers.js';
import { blocksOf, desiredOf } from '../documents.js';
import { exampleProject } from '../examples.js';
import { inOrder } from '../in-order.js';
import { plannedValues } from '../planned-values.js';
import { misfits, noSchemas, schemasOf } from '../provider-schema.js';

const [gcp] = createProviders();
const project = exampleProject('gcp');

// Not in the shortened schema; the compiler alone checks their attributes.
const withoutSchema = ['terraform_data', 'google_storage_bucket_iam_member'];

/**
 * Resources that gcp accepts, written to a document, held to the provider's schema, and read back: the same, but for
 * the order of lists, which Terraform's addresses and sets do not keep. Every block of the document belongs to one.
 *
 * @param withDefaults what the document says where the resource says nothing
 */
export async function expectRoundTrip(
	resources: readonly Resource[],
	withDefaults: (resource: Resource) => Resource = (resource) => resource,
): Promise<void> {
	if (gcp === undefined) throw new Error('no gcp');
	for (const resource of resources) {
		expect(resourceSchema.parse(resource)).toEqual(resource);
		expect(gcp.check(resource, project, desiredOf(...resources)), addressOf(resource)).toEqual([]);
	}
	const document = await gcp.synthesize(project, resources);
	expect(JSON.stringify(await gcp.synthesize(project, [...resources].reverse()))).toBe(JSON.stringify(document));
	if (noSchemas === '') {
		expect(misfits(document, schemasOf('google-6.50.0-schema.min.json'), withoutSchema)).toEqual([]);
	}
	const read = await gcp.read(plannedValues(document), project);
	expect(read.unmapped).toEqual([]);
	expect(inOrder(read.resources.map(({ resource }) => resource))).toEqual(inOrder(resources.map(withDefaults)));
	const covered = read.resources.flatMap(({ addresses }) => addresses).sort();
	expect(covered).toEqual([...blocksOf(document).keys()].sort());
}
