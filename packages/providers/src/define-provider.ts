import {
	addressOf,
	PortcullisError,
	type Problem,
	type Project,
	type Provider,
	type ProviderId,
	pathText,
	problemsOf,
	projectSchema,
	type Resource,
	resourceSchema,
	type TerraformDocument,
} from '@portcullis/core';
import { digestInPlace } from './document/digest-in-place.js';
import { writeDocument } from './document/write-document.js';
import type { Desired, Mapping, Mappings } from './mapping.js';
import { marksOf } from './read/marks-of.js';
import { PlannedPool } from './read/planned-pool.js';

/** What a cloud brings: its mappings, and how its classes are loaded once a document is wanted. */
export interface CloudDefinition<Scope> {
	readonly id: ProviderId;
	readonly mappings: Mappings<Scope>;
	/** Loads cdktf and the cloud's classes; gives a function that makes a document and lets it be filled. */
	readonly load: () => Promise<(project: Project, fill: (scope: Scope) => void) => TerraformDocument>;
}

/** Makes a provider from its mappings: what all clouds do alike. */
export function defineProvider<Scope>({ id, mappings, load }: CloudDefinition<Scope>): Provider {
	const mappingOf = (resource: Resource) => mappings[resource.kind] as Mapping<Resource, Scope>;
	const check: Provider['check'] = (resource, project, desired) =>
		mappingOf(resource).check(resource, project, desired);

	async function synthesize(project: Project, resources: readonly Resource[]): Promise<TerraformDocument> {
		refuseUnchecked(id, project, resources, check);
		const document = await load();
		return document(project, (scope) => {
			// Networks first, since others refer to them; then in the order of addresses, so that the same resources give the
			// same bytes in whatever order they come.
			const ordered = [...resources].sort(
				(a, b) => Number(b.kind === 'network') - Number(a.kind === 'network') || (addressOf(a) < addressOf(b) ? -1 : 1),
			);
			const desired: Desired = new Map(ordered.map((resource) => [addressOf(resource), resource]));
			for (const resource of ordered) mappingOf(resource).toTerraform(scope, resource, desired);
		});
	}

	return {
		id,
		check,
		synthesize,
		write: async (project, resources, root, stillMine) =>
			writeDocument(project, await synthesize(project, resources), root, stillMine),
		inPlace: digestInPlace,
		read: async (planned, project) => {
			const pool = new PlannedPool(planned);
			const read = Object.values(mappings).map((mapping) => mapping.read(pool, project));
			const rest = pool.rest().map(({ address, type }) => ({
				address,
				reason: `no kind of resource of Portcullis covers ${type}`,
			}));
			const marks = marksOf(planned);
			return {
				resources: read.flatMap(({ resources }) => resources.map((found) => ({ ...marks.of(found), ...found }))),
				unmapped: [...read.flatMap(({ unmapped }) => unmapped), ...rest].map((left) => ({
					...marks.left(left),
					...left,
				})),
			};
		},
	};
}

// Requests were checked long before. This holds for callers who come another way, and costs a hundredth of a synthesis.
function refuseUnchecked(
	id: ProviderId,
	project: Project,
	resources: readonly Resource[],
	check: Provider['check'],
): void {
	const ofProject = projectSchema.safeParse(project);
	if (!ofProject.success) refuse('the project', problemsOf(ofProject.error, project));
	if (project.provider !== id) {
		throw new PortcullisError('DOCUMENT_UNSAFE', `project ${project.name} is on ${project.provider}, not on ${id}`);
	}
	const desired: Desired = new Map(resources.map((resource) => [addressOf(resource), resource]));
	for (const resource of resources) {
		const parsed = resourceSchema.safeParse(resource);
		if (!parsed.success) refuse('a resource', problemsOf(parsed.error, resource));
		// What was given, not what zod made of it: zod drops a key __proto__ without a word.
		else refuse(addressOf(resource), check(resource, project, desired));
	}
}

function refuse(what: string, problems: readonly Problem[]): void {
	const [first] = problems;
	if (first === undefined) return;
	const received = first.received === undefined ? '' : ` (it is ${first.received})`;
	throw new PortcullisError('DOCUMENT_UNSAFE', `${what}: ${pathText(first.path)} ${first.message}${received}`);
}
