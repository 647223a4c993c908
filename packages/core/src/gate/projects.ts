import type { Binding } from '../model/binding.js';
import type { AnyGrant } from '../model/grant.js';
import { problem } from '../model/problem.js';
import { type Project, type ProjectRequest, projectRequestSchema } from '../model/project.js';
import { ok, type Result, refused } from '../model/result.js';
import type { Waiver } from '../model/waiver.js';
import { administer } from './administer.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';
import { projectProblems } from './project-problems.js';
import { unknownProject } from './unknown.js';

/** Puts a project under governance. Needs `can_manage_projects`. */
export async function addProject(
	gate: GateContext,
	caller: Caller,
	given: ProjectRequest | unknown,
): Promise<Result<Project>> {
	const parsed = parseInput(projectRequestSchema, given, 'the project');
	if (parsed.kind === 'refused') return parsed;
	const project: Project = { ...parsed.value, regions: parsed.value.regions ?? [parsed.value.region] };
	const problems = projectProblems(project, gate.catalogueOf(caller.tenant));
	if (!gate.providers.some(({ id }) => id === project.provider)) {
		const known = gate.providers.map(({ id }) => id).join(', ');
		problems.push(problem(['provider'], `must be a cloud that is set up here: ${known}`, project.provider));
	}
	if (!project.regions.includes(project.region)) {
		problems.push(problem(['regions'], `must hold the project's own region, ${project.region}`, project.regions));
	}
	if (problems.length > 0) return refused('INPUT_INVALID', 'the project cannot be added', problems);
	return administer(gate, caller, {
		capability: 'can_manage_projects',
		scope: { provider: project.provider },
		event: 'project.added',
		apply: async (tx, _held, now) =>
			(await tx.projects.insert(caller.tenant, project, now))
				? ok(project)
				: refused('PROJECT_EXISTS', `there is a project ${project.name} already; give this one another name`),
		detail: (added) => ({ project: added.name, body: { ...added } }),
	});
}

/**
 * Takes a project out of governance, once nothing stands in it and nothing waits. Grants, bindings and waivers that hold in it
 * alone go with it: a later project of that name would find them in force. Needs `can_manage_projects`.
 */
export function removeProject(gate: GateContext, caller: Caller, name: string): Promise<Result<Project>> {
	return administer<RemovedProject>(gate, caller, {
		capability: 'can_manage_projects',
		scope: { project: name },
		event: 'project.removed',
		apply: async (tx, _held, now) => {
			const project = await tx.projects.get(caller.tenant, name);
			if (project === null) return unknownProject(name);
			const standing = await tx.resources.list(caller.tenant, name);
			const sessions = await tx.sessions.list({
				tenant: caller.tenant,
				project: name,
				statuses: ['open', 'deploying'],
			});
			const waiting = sessions.filter(({ status, expires_at }) => status === 'deploying' || now < expires_at);
			if (standing.length > 0 || waiting.length > 0) {
				const what = `${standing.length} resources stand and ${waiting.length} sessions wait`;
				return refused('PROJECT_IN_USE', `${name} cannot be removed: ${what}; delete and cancel them first`);
			}
			const grants = (await tx.grants.list(caller.tenant)).filter((grant) => grant.project === name);
			const bindings = (await tx.bindings.list(caller.tenant)).filter(({ scope }) => scope.project === name);
			const tenant = await tx.tenants.get(caller.tenant);
			if (bindings.length > 0 && (tenant?.policy_change_approvals ?? 0) > 0) {
				const what = `${bindings.length} bindings hold in it alone, and to remove these needs approval here`;
				return refused('PROJECT_IN_USE', `${name} cannot be removed: ${what}; remove them first`);
			}
			for (const { id } of grants) await tx.grants.remove(caller.tenant, id);
			for (const { id } of bindings) await tx.bindings.remove(caller.tenant, id);
			const waivers = (await tx.waivers.list(caller.tenant)).filter(({ scope }) => scope.project === name);
			for (const { id } of waivers) await tx.waivers.remove(caller.tenant, id);
			await tx.projects.remove(caller.tenant, name);
			return ok({ project, grants, bindings, waivers });
		},
		detail: (removed) => ({ project: name, body: { ...removed } }),
		answer: ({ project }) => project,
	}).then((removed) => (removed.kind === 'ok' ? ok(removed.value.project) : removed));
}

interface RemovedProject {
	readonly project: Project;
	readonly grants: readonly AnyGrant[];
	readonly bindings: readonly Binding[];
	readonly waivers: readonly Waiver[];
}
