import type { Catalogue } from '../contracts/catalogue.js';
import type { Provider } from '../contracts/provider.js';
import type { Change, Deployment } from '../model/deployment.js';
import { type Problem, problem } from '../model/problem.js';
import type { Project } from '../model/project.js';
import { providerIds } from '../model/provider-id.js';
import { addressOf, type Resource, type ResourceRequest } from '../model/resource.js';
import { ok, type Result, refused } from '../model/result.js';
import { nearest } from '../util/nearest.js';
import { shortened } from './parse-input.js';
import type { ParsedRequest } from './parse-request.js';

/** What a request is held against. */
export interface ResolveContext {
	readonly project: Project;
	readonly provider: Provider;
	readonly catalogue: Catalogue;
	/** What stands in the project, by address. */
	readonly standing: ReadonlyMap<string, Resource>;
}

/**
 * Fills in what a request leaves out and holds each resource to the catalogue (regions, machine types), to the cloud's
 * own rules, and to what stands in the project.
 *
 * @returns the deployment, or `INPUT_INVALID` with a problem for each fault
 */
export function resolveRequest(request: ParsedRequest, context: ResolveContext): Result<Deployment> {
	const problems: Problem[] = [];
	const changes = new Map<string, Change>();
	for (const [index, item] of request.resources.entries()) {
		const path = ['resources', index] as const;
		const address = addressOf(item);
		const before = context.standing.get(address) ?? null;
		if (changes.has(address)) problems.push(problem([...path, 'name'], `${address} is named twice`, item.name));
		const fault = standingFault(request.action, address, before !== null, context.project.name);
		if (fault !== null) problems.push(problem([...path, 'name'], fault, item.name));
		let after: Resource | null = null;
		if (request.action !== 'delete') {
			after = fillIn(item as ResourceRequest, context.project);
			problems.push(...resourceProblems(after, context).map((found) => ({ ...found, path: [...path, ...found.path] })));
		}
		changes.set(address, { address, before, after });
	}
	if (problems.length > 0) return refused('INPUT_INVALID', 'the request cannot be carried out', shortened(problems));
	return ok({
		action: request.action,
		project: context.project.name,
		reason: request.reason ?? null,
		changes: [...changes.values()].sort((a, b) => (a.address < b.address ? -1 : 1)),
	});
}

function standingFault(action: Deployment['action'], address: string, stands: boolean, project: string): string | null {
	if (action === 'create' && stands)
		return `${address} stands already in ${project}; ask for action modify to change it`;
	if (action !== 'create' && !stands) return `there is no ${address} in ${project} to ${action}`;
	return null;
}

function fillIn(request: ResourceRequest, project: Project): Resource {
	const { region, deletion_protection, tags, ...given } = request;
	return {
		...given,
		region: region ?? project.region,
		deletion_protection: deletion_protection ?? project.environment === 'production',
		// In order of key, so that equal resources give equal bytes.
		tags: Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))),
	};
}

/** Holds a resource to the catalogue and to the cloud's own rules. */
export function resourceProblems(
	resource: Resource,
	{ catalogue, provider, project }: Omit<ResolveContext, 'standing'>,
): Problem[] {
	const problems: Problem[] = [...regionProblems(resource.region, ['region'], project, catalogue)];
	if (catalogue.machineType(project.provider, resource.size) === undefined) {
		const close = nearest(resource.size, catalogue.machineTypes(project.provider));
		const hint = close.length === 0 ? '' : `; did you mean ${close.join(' or ')}?`;
		problems.push(
			problem(['size'], `is no machine type of ${project.provider} that the catalogue knows${hint}`, resource.size),
		);
	}
	// The cloud's rules take region and size for given.
	if (problems.length === 0) problems.push(...provider.check(resource, project));
	return problems;
}

/** Holds a region to the catalogue: one that it has not heard of is refused, and one of another cloud is said to be that. */
export function regionProblems(
	region: string,
	path: readonly (string | number)[],
	project: Pick<Project, 'provider'>,
	catalogue: Catalogue,
): Problem[] {
	const own = catalogue.regions(project.provider);
	if (own.includes(region)) return [];
	const other = providerIds.find((id) => id !== project.provider && catalogue.regions(id).includes(region));
	const close = nearest(region, own);
	const instead = close.length === 0 ? own.slice(0, 3) : close;
	const what =
		other === undefined ? `is no region of ${project.provider}` : `is a region of ${other}, not of ${project.provider}`;
	return [problem(path, `${what}; one of ${project.provider}'s is ${instead.join(' or ')}`, region)];
}
