import type { Catalogue } from '../contracts/catalogue.js';
import type { Provider } from '../contracts/provider.js';
import type { Change } from '../model/deployment.js';
import { type MachineUse, machinePartsOf } from '../model/machine-part.js';
import { type Problem, pathText, problem } from '../model/problem.js';
import type { Project } from '../model/project.js';
import type { Resource } from '../model/resource.js';
import { isSizeClass } from '../model/size-class.js';
import { maxTags } from '../model/tags.js';
import type { ProviderId } from '../model/vocabulary.js';
import { nearest } from '../util/nearest.js';
import { contradictions } from './contradictions.js';
import { networkOf, referenceProblems } from './reference-problems.js';
import { regionProblems } from './region-problems.js';

/** What changes are held against. */
export interface ChangeContext {
	readonly project: Project;
	readonly provider: Provider;
	readonly catalogue: Catalogue;
	/** What stands in the project, by address. */
	readonly standing: ReadonlyMap<string, Resource>;
}

/** A problem of one change; its path is relative to the resource. */
export interface ChangeProblem extends Problem {
	readonly address: string;
}

/**
 * Holds what shall stand to the catalogue (regions, machine types), to fields that exclude each other, to the cloud's
 * own rules, and to the other resources of the project that it names.
 */
export function deploymentProblems(changes: readonly Change[], context: ChangeContext): ChangeProblem[] {
	const desired = new Map(context.standing);
	for (const { address, after } of changes) {
		if (after === null) desired.delete(address);
		else desired.set(address, after);
	}
	const problems = changes.flatMap(({ address, after }) =>
		after === null ? [] : ownProblems(after, context).map((found) => ({ ...found, address })),
	);
	problems.push(...referenceProblems(changes, desired));
	if (problems.length > 0) return problems;
	// The cloud's rules take region, size and references for given.
	const check = (resource: Resource) => context.provider.check(resource, context.project, desired);
	const changed = new Set(changes.map(({ address }) => address));
	return changes.flatMap(({ address, after }) => {
		if (after === null) return [];
		const own = check(after).map((found) => ({ ...found, address }));
		if (after.kind !== 'network') return own;
		// What suited those that use it, and stay as they are, may suit them no longer.
		const users = [...desired].filter(([user, resource]) => !changed.has(user) && networkOf(resource) === after.name);
		return [
			...own,
			...users.flatMap(([user, resource]) =>
				check(resource).map(({ path, message }) => ({
					...problem([], `is used by ${user}, whose ${pathText(path)} ${message}`),
					address,
				})),
			),
		];
	});
}

function ownProblems(resource: Resource, { catalogue, project }: ChangeContext): Problem[] {
	const problems = [...regionProblems(resource.region, ['region'], project, catalogue), ...contradictions(resource)];
	const tags = Object.keys(resource.tags).length;
	// Each of the two is within the limit, and both together need not be.
	if (tags > maxTags) problems.push(problem(['tags'], `must be at most ${maxTags}, with those of the project`, tags));
	for (const { size, use, path } of machinePartsOf(resource)) {
		if (catalogue.machineType(project.provider, size, use) !== undefined) continue;
		problems.push(problem(path, sizeFault(size, use, resource.region, project.provider, catalogue), size));
	}
	return problems;
}

function sizeFault(size: string, use: MachineUse, region: string, provider: ProviderId, catalogue: Catalogue): string {
	const what = use === 'vm' ? 'machine type' : 'database instance type';
	if (isSizeClass(size)) return `has no ${what} of ${provider} with a price in ${region}; name one`;
	const close = nearest(size, catalogue.machineTypes(provider, use));
	const hint = close.length === 0 ? '' : `; did you mean ${close.join(' or ')}?`;
	return `is no ${what} of ${provider} that the catalogue knows${hint}`;
}
