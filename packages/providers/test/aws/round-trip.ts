import { type Resource, resourceSchema } from '@portcullis/core';
import { awsProvider } from '../../src/aws/aws-provider.js';
import { desiredOf } from '../documents.js';
import { exampleProject } from '../examples.js';
import { inOrder } from '../in-order.js';
import { plannedValues } from '../planned-values.js';

/** The project of the examples. */
export const project = exampleProject('aws');

/** Problems of each resource, with those beside it for what it refers to. */
export function problemsOf(resources: readonly Resource[]) {
	const desired = desiredOf(...resources);
	return resources.flatMap((resource) => awsProvider.check(resource, project, desired));
}

/** Writes resources to a document and reads them back from what a plan of it would say. */
export async function roundTrip(resources: readonly Resource[]) {
	const planned = plannedValues(await awsProvider.synthesize(project, resources));
	const { resources: read, unmapped } = await awsProvider.read(planned, project);
	return {
		resources: inOrder(read.map(({ resource }) => resourceSchema.parse(resource))),
		unmapped,
		/** Addresses of blocks that neither belong to a resource nor are unmapped. */
		lost: planned
			.map(({ address }) => address)
			.filter((address) => !read.some(({ addresses }) => addresses.includes(address))),
	};
}
