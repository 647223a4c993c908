import type { Catalogue } from '../contracts/catalogue.js';
import type { Provider } from '../contracts/provider.js';
import type { Change, Deployment } from '../model/deployment.js';
import { type Problem, problem } from '../model/problem.js';
import type { Project } from '../model/project.js';
import { addressOf, type Resource, type ResourceRequest } from '../model/resource.js';
import { ok, type Result, refused } from '../model/result.js';
import { deploymentProblems } from './deployment-problems.js';
import { fillIn } from './fill-in.js';
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
	const places = new Map<string, number>();
	for (const [index, item] of request.resources.entries()) {
		const path = ['resources', index, 'name'] as const;
		const address = addressOf(item);
		const before = context.standing.get(address) ?? null;
		if (changes.has(address)) problems.push(problem(path, `${address} is named twice`, item.name));
		const fault = standingFault(request.action, address, before !== null, context.project.name);
		if (fault !== null) problems.push(problem(path, fault, item.name));
		const after = request.action === 'delete' ? null : fillIn(item as ResourceRequest, context);
		changes.set(address, { address, before, after });
		places.set(address, index);
	}
	for (const { address, ...found } of deploymentProblems([...changes.values()], context)) {
		problems.push({ ...found, path: ['resources', places.get(address) ?? 0, ...found.path] });
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
