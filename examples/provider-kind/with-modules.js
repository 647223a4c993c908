import { PortcullisError } from '@portcullis/core';
import { digestInPlace, tfLiteral, tfMap, writeDocument } from '@portcullis/providers';

/**
 * A provider whose buckets are made by a Terraform module of the company's own; everything else is written, checked and
 * read as by the provider that it is made from.
 *
 * @param {import('@portcullis/core').Provider} base
 * @param {string} source where the module is, as Terraform is told
 * @returns {import('@portcullis/core').Provider}
 */
export function withModules(base, source) {
	/** @type {import('@portcullis/core').Provider['synthesize']} */
	async function synthesize(project, resources) {
		const buckets = resources.filter(isBucket);
		// The provider holds what it is given to the cloud's rules. What it is not given, nobody has looked at.
		for (const bucket of buckets) {
			const [problem] = base.check(bucket, project, new Map());
			if (problem !== undefined) throw new PortcullisError('DOCUMENT_UNSAFE', `${bucket.name}: ${problem.message}`);
		}
		const document = await base.synthesize(
			project,
			resources.filter((resource) => !isBucket(resource)),
		);
		const modules = buckets
			.toSorted((a, b) => (a.name < b.name ? -1 : 1))
			.map((bucket) => [
				`storage_${bucket.name}`,
				{
					source,
					// What people wrote reaches Terraform as text, never as code: only tfLiteral and tfMap make such text.
					name: tfLiteral(bucket.bucket ?? `${project.name}-${bucket.name}`),
					location: tfLiteral(bucket.region),
					versioning: bucket.versioning,
					labels: tfMap(bucket.tags),
				},
			]);
		return modules.length === 0 ? document : { ...document, module: Object.fromEntries(modules) };
	}

	return {
		...base,
		synthesize,
		write: async (project, resources, root, stillMine) =>
			writeDocument(project, await synthesize(project, resources), root, stillMine),
		inPlace: digestInPlace,
	};
}

/**
 * @param {import('@portcullis/core').Resource} resource
 * @returns {resource is import('@portcullis/core').Storage}
 */
function isBucket(resource) {
	return resource.kind === 'storage';
}
