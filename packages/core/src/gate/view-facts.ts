import { type PermissionScope, type Permissions, permissionsThroughout } from '../engine/effective-permissions.js';
import type { Role } from '../model/role.js';
import type { Session } from '../model/session.js';
import type { Tenant, Tx } from '../store/store.js';
import type { Caller } from './gate-options.js';
import { type ReadGrants, readGrants } from './read-grants.js';
import { sessionScope } from './session-scope.js';

/** What the view of a session is made from beside it. */
export interface ViewFacts extends ReadGrants {
	readonly tenant: Tenant;
	/** Where whoever has a part in the session must hold their capabilities. */
	readonly place: PermissionScope;
	readonly roles: readonly Role[];
}

/** What an actor may do in all that the session is about. */
export function permissionsOf(actor: string, { grants, roles, place }: ViewFacts, now: number): Permissions {
	return permissionsThroughout(actor, grants, roles, place, now);
}

/**
 * Reads what the view of a session is made from; `null` where the project of a deployment is gone.
 *
 * @param caller who acts on it, and what the front end knows of their groups; left out where it is only shown
 */
export async function readViewFacts(tx: Tx, session: Session, now: number, caller?: Caller): Promise<ViewFacts | null> {
	const tenant = await tx.tenants.get(session.tenant);
	if (tenant === null) return null;
	const scope = sessionScope(session);
	const project = scope.project === undefined ? null : await tx.projects.get(session.tenant, scope.project);
	if (project === null && session.subject === 'deployment') return null;
	const place = project === null ? scope : { ...scope, provider: project.provider };
	const grants = await readGrants(tx, session.tenant, now, caller);
	return { tenant, place, ...grants, roles: await tx.roles.list(session.tenant) };
}
