import { type PermissionScope, type Permissions, permissionsThroughout } from '../engine/effective-permissions.js';
import type { Grant } from '../model/grant.js';
import type { Role } from '../model/role.js';
import type { Session } from '../model/session.js';
import type { Tenant, Tx } from '../store/store.js';
import { sessionScope } from './session-scope.js';

/** What the view of a session is made from beside it. */
export interface ViewFacts {
	readonly tenant: Tenant;
	/** Where whoever has a part in the session must hold their capabilities. */
	readonly place: PermissionScope;
	/** The grants of everybody. */
	readonly grants: readonly Grant[];
	readonly roles: readonly Role[];
}

/** What an actor may do in all that the session is about. */
export function permissionsOf(actor: string, { grants, roles, place }: ViewFacts, now: number): Permissions {
	return permissionsThroughout(actor, grants, roles, place, now);
}

/** Reads what the view of a session is made from; `null` where the project of a deployment is gone. */
export async function readViewFacts(tx: Tx, session: Session): Promise<ViewFacts | null> {
	const tenant = await tx.tenants.get(session.tenant);
	if (tenant === null) return null;
	const scope = sessionScope(session);
	const project = scope.project === undefined ? null : await tx.projects.get(session.tenant, scope.project);
	if (project === null && session.subject === 'deployment') return null;
	const place = project === null ? scope : { ...scope, provider: project.provider };
	return { tenant, place, grants: await tx.grants.list(session.tenant), roles: await tx.roles.list(session.tenant) };
}
