import { effectivePermissions } from '../engine/effective-permissions.js';
import type { Capability } from '../model/capability.js';
import type { Refused } from '../model/result.js';
import type { Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { missingCapability } from './permissions-in.js';
import { readGrants } from './read-grants.js';
import { unknownTenant, unseenProject } from './unknown.js';

const seeing: Capability = 'can_view';

/** What a caller may see. */
export interface Viewer {
	readonly kind: 'viewer';
	/** Whether the caller may see what belongs to a project, or (`null`) to none. */
	sees(project: string | null): boolean;
}

/** Works out what a caller may see: who sees a project sees what is in it; what belongs to none needs `can_view` in the whole tenant. */
export async function viewerOf(tx: Tx, gate: GateContext, caller: Caller): Promise<Viewer | Refused> {
	if ((await tx.tenants.get(caller.tenant)) === null) return unknownTenant(caller.tenant);
	const now = gate.clock();
	const { grants } = await readGrants(tx, caller.tenant, now, caller);
	const roles = await tx.roles.list(caller.tenant);
	const projects = await tx.projects.list(caller.tenant);
	const held = (scope: Parameters<typeof effectivePermissions>[3]) =>
		effectivePermissions(caller.actor.id, grants, roles, scope, now);
	const shut = new Set<string>();
	const open = new Set<string>();
	for (const { name, provider } of projects) {
		(held({ provider, project: name }).capabilities.includes(seeing) ? open : shut).add(name);
	}
	const everywhere = held({});
	if (everywhere.capabilities.includes(seeing)) {
		// What a `minus` takes away in one project is not seen by seeing all the others.
		return { kind: 'viewer', sees: (project) => project === null || !shut.has(project) };
	}
	if (open.size > 0) return { kind: 'viewer', sees: (project) => project !== null && open.has(project) };
	const missing = missingCapability({ ...everywhere, tenantRoles: roles }, caller, seeing);
	return missing ?? { kind: 'viewer', sees: () => false };
}

/**
 * Why there is nothing to look for in a project: it does not exist and never did, or the caller may not see it. One that
 * was removed has its history still. `null` where there is something.
 */
export async function unknownPast(tx: Tx, viewer: Viewer, caller: Caller, project: string): Promise<Refused | null> {
	if (!viewer.sees(project)) return unseenProject(project);
	if ((await tx.projects.get(caller.tenant, project)) !== null) return null;
	const past = await tx.history.list({ tenant: caller.tenant, project, limit: 1 });
	return past.length === 0 ? unseenProject(project) : null;
}
