import type { Binding } from '../model/binding.js';
import type { Capability } from '../model/capability.js';
import type { Grant } from '../model/grant.js';
import type { Project } from '../model/project.js';
import type { Quota } from '../model/quota.js';
import { ok, type Result, refused } from '../model/result.js';
import type { Role } from '../model/role.js';
import type { HistoryRow, SessionStatus, StandingResource } from '../model/session.js';
import type { HistoryFilter, Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { missingCapability, permissionsIn } from './permissions-in.js';
import { unknownTenant } from './read-facts.js';
import { type SessionView, viewSession } from './session-view.js';

const seeing: Capability = 'can_view';

// Who sees a project sees what is in it; what belongs to no project needs can_view in the whole tenant.
async function viewer(tx: Tx, gate: GateContext, caller: Caller): Promise<Result<(project: string | null) => boolean>> {
	if ((await tx.tenants.get(caller.tenant)) === null) return unknownTenant(caller.tenant);
	const now = gate.clock();
	const everywhere = await permissionsIn(tx, caller, {}, now);
	if (everywhere.capabilities.includes(seeing)) return ok(() => true);
	const visible = new Set<string>();
	for (const { name } of await tx.projects.list(caller.tenant)) {
		const held = await permissionsIn(tx, caller, { project: name }, now);
		if (held.capabilities.includes(seeing)) visible.add(name);
	}
	if (visible.size === 0) return missingCapability(everywhere, caller, seeing) ?? ok(() => false);
	return ok((project) => project !== null && visible.has(project));
}

function listing<Item>(
	gate: GateContext,
	caller: Caller,
	read: (tx: Tx) => Promise<Item[]>,
	projectOf: (item: Item) => string | null,
): Promise<Result<Item[]>> {
	return gate.store.read(async (tx) => {
		const sees = await viewer(tx, gate, caller);
		if (sees.kind === 'refused') return sees;
		return ok((await read(tx)).filter((item) => sees.value(projectOf(item))));
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
export function listGrants(gate: GateContext, caller: Caller): Promise<Result<Grant[]>> {
	return listing(
		gate,
		caller,
		(tx) => tx.grants.list(caller.tenant),
		({ project }) => project ?? null,
	);
}

/** The tenant's roles. */
export function listRoles(gate: GateContext, caller: Caller): Promise<Result<Role[]>> {
	return gate.store.read(async (tx) => {
		const sees = await viewer(tx, gate, caller);
		return sees.kind === 'refused' ? sees : ok(await tx.roles.list(caller.tenant));
	});
}

/** The quotas that the caller may see. */
export function listQuotas(gate: GateContext, caller: Caller, project?: string): Promise<Result<Quota[]>> {
	return listing(
		gate,
		caller,
		(tx) => tx.quotas.list(caller.tenant, project),
		(quota) => quota.project,
	);
}

/** The bindings of the tenant: who may see any project may see what judges it. */
export function listBindings(gate: GateContext, caller: Caller): Promise<Result<Binding[]>> {
	return gate.store.read(async (tx) => {
		const sees = await viewer(tx, gate, caller);
		return sees.kind === 'refused' ? sees : ok(await tx.bindings.list(caller.tenant));
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
	);
}

/** The history that the caller may see, newest first. */
export function listHistory(
	gate: GateContext,
	caller: Caller,
	filter: Omit<HistoryFilter, 'tenant'> = {},
): Promise<Result<HistoryRow[]>> {
	return listing(
		gate,
		caller,
		(tx) => tx.history.list({ ...filter, tenant: caller.tenant }),
		(row) => row.project,
	);
}

/** Which sessions to list. */
export interface SessionFilter {
	readonly project?: string;
	readonly statuses?: readonly SessionStatus[];
	readonly limit?: number;
}

/** The sessions that the caller may see, newest first. */
export function listSessions(
	gate: GateContext,
	caller: Caller,
	filter: SessionFilter = {},
): Promise<Result<SessionView[]>> {
	return gate.store.read(async (tx) => {
		const sees = await viewer(tx, gate, caller);
		if (sees.kind === 'refused') return sees;
		const sessions = await tx.sessions.list({ ...filter, tenant: caller.tenant });
		const visible = sessions.filter(({ project }) => sees.value(project));
		const views = await Promise.all(visible.map((session) => viewIn(tx, gate, session)));
		return ok(views.flatMap((view) => (view === null ? [] : [view])));
	});
}

/** One session. The requester sees it always; others where they may see the project. */
export function showSession(gate: GateContext, caller: Caller, id: string): Promise<Result<SessionView>> {
	return gate.store.read(async (tx) => {
		const session = await tx.sessions.get(caller.tenant, id);
		if (session === null) return refused('SESSION_UNKNOWN', `there is no session ${id}`);
		if (session.actor !== caller.actor.id) {
			const held = await permissionsIn(tx, caller, { project: session.project }, gate.clock());
			const missing = missingCapability(held, caller, seeing);
			if (missing !== null) return missing;
		}
		const view = await viewIn(tx, gate, session);
		return view === null ? refused('PROJECT_UNKNOWN', `the project of session ${id} is gone`) : ok(view);
	});
}

async function viewIn(tx: Tx, gate: GateContext, session: SessionView['session']): Promise<SessionView | null> {
	const tenant = await tx.tenants.get(session.tenant);
	const project = await tx.projects.get(session.tenant, session.project);
	if (tenant === null || project === null) return null;
	const grants = await tx.grants.list(session.tenant);
	const roles = await tx.roles.list(session.tenant);
	return viewSession(session, { tenant, project, grants, roles }, gate.clock());
}
