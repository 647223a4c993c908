import type { Binding } from '../model/binding.js';
import type { AnyGrant } from '../model/grant.js';
import type { Project } from '../model/project.js';
import type { Quota } from '../model/quota.js';
import { ok, type Result } from '../model/result.js';
import type { Role } from '../model/role.js';
import type { StandingResource } from '../model/session.js';
import type { Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { unseenProject } from './unknown.js';
import { viewerOf } from './viewer.js';

function listing<Item>(
	gate: GateContext,
	caller: Caller,
	read: (tx: Tx) => Promise<Item[]>,
	projectOf: (item: Item) => string | null,
	project?: string,
	isOwn: (item: Item) => boolean = () => false,
): Promise<Result<Item[]>> {
	return gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		if (viewer.kind === 'refused') return viewer;
		if (project !== undefined) {
			const stands = viewer.sees(project) && (await tx.projects.get(caller.tenant, project)) !== null;
			if (!stands) return unseenProject(project);
		}
		return ok((await read(tx)).filter((item) => isOwn(item) || viewer.sees(projectOf(item))));
	});
}

/** The projects that the caller may see. */
export function listProjects(gate: GateContext, caller: Caller): Promise<Result<Project[]>> {
	return listing(
		gate,
		caller,
		(tx) => tx.projects.list(caller.tenant),
		({ name }) => name,
	);
}

/** The grants that the caller may see. */
export function listGrants(gate: GateContext, caller: Caller): Promise<Result<AnyGrant[]>> {
	return listing(
		gate,
		caller,
		(tx) => tx.grants.list(caller.tenant),
		({ project }) => project ?? null,
	);
}

/** The tenant's roles: who may see any project may see them. */
export function listRoles(gate: GateContext, caller: Caller): Promise<Result<Role[]>> {
	return gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		return viewer.kind === 'refused' ? viewer : ok(await tx.roles.list(caller.tenant));
	});
}

/**
 * The quotas that the caller may see, with what is used of them now: those of the projects that they may see, their own,
 * and those of the tenant and of others for who may see all of it.
 */
export function listQuotas(gate: GateContext, caller: Caller, project?: string): Promise<Result<Quota[]>> {
	return listing(
		gate,
		caller,
		(tx) => tx.quotas.list(caller.tenant, gate.clock(), project),
		(quota) => quota.project,
		project,
		(quota) => quota.actor === caller.actor.id,
	);
}

/** The bindings that the caller may see: those of the projects that they may see, and those of no project, which judge these too. */
export function listBindings(gate: GateContext, caller: Caller): Promise<Result<Binding[]>> {
	return gate.store.read(async (tx) => {
		const viewer = await viewerOf(tx, gate, caller);
		if (viewer.kind === 'refused') return viewer;
		const bindings = await tx.bindings.list(caller.tenant);
		return ok(bindings.filter(({ scope }) => scope.project === undefined || viewer.sees(scope.project)));
	});
}

/** The resources that the caller may see. */
export function listResources(
	gate: GateContext,
	caller: Caller,
	project?: string,
): Promise<Result<StandingResource[]>> {
	return listing(
		gate,
		caller,
		(tx) => tx.resources.list(caller.tenant, project),
		(resource) => resource.project,
		project,
	);
}
