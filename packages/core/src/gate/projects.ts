import { problem } from '../model/problem.js';
import { type Project, type ProjectRequest, projectRequestSchema } from '../model/project.js';
import { ok, type Result, refused } from '../model/result.js';
import { administer } from './administer.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';
import { unknownProject } from './read-facts.js';
import { regionProblems } from './resolve-request.js';

/** Puts a project under governance. Needs `can_manage_projects`. */
export async function addProject(
	gate: GateContext,
	caller: Caller,
	given: ProjectRequest | unknown,
): Promise<Result<Project>> {
	const parsed = parseInput(projectRequestSchema, given, 'the project');
	if (parsed.kind === 'refused') return parsed;
	const project: Project = { ...parsed.value, regions: parsed.value.regions ?? [parsed.value.region] };
	const problems = [
		...regionProblems(project.region, ['region'], project, gate.catalogue),
		...project.regions.flatMap((region, index) => regionProblems(region, ['regions', index], project, gate.catalogue)),
	];
	if (!project.regions.includes(project.region)) {
		problems.push(problem(['regions'], `must hold the project's own region, ${project.region}`));
	}
	if (problems.length > 0) return refused('INPUT_INVALID', 'the project cannot be added', problems);
	return administer(gate, caller, {
		capability: 'can_manage_projects',
		scope: { provider: project.provider },
		event: 'project.added',
		apply: async (tx, _held, now) =>
			(await tx.projects.insert(caller.tenant, project, now))
				? ok(project)
				: refused('PROJECT_EXISTS', `there is a project ${project.name} already`),
		detail: (added) => ({ project: added.name, body: { ...added } }),
	});
}

/** Takes a project out of governance, once nothing stands in it and nothing waits. Needs `can_manage_projects`. */
export function removeProject(gate: GateContext, caller: Caller, name: string): Promise<Result<Project>> {
	return administer(gate, caller, {
		capability: 'can_manage_projects',
		scope: { project: name },
		event: 'project.removed',
		apply: async (tx) => {
			const project = await tx.projects.get(caller.tenant, name);
			if (project === null) return unknownProject(name);
			const standing = await tx.resources.list(caller.tenant, name);
			const waiting = await tx.sessions.list({ tenant: caller.tenant, project: name, statuses: ['open', 'deploying'] });
			if (standing.length > 0 || waiting.length > 0) {
				const what = `${standing.length} resources stand and ${waiting.length} sessions wait`;
				return refused('PROJECT_IN_USE', `${name} cannot be removed: ${what}; delete and cancel them first`);
			}
			await tx.projects.remove(caller.tenant, name);
			return ok(project);
		},
		detail: (project) => ({ project: project.name }),
	});
}
