import { effectivePermissions, type Permissions } from '../engine/effective-permissions.js';
import type { Grant } from '../model/grant.js';
import type { Project } from '../model/project.js';
import type { Role } from '../model/role.js';
import type { Tenant } from '../store/store.js';

/** What the view of a session is made from beside it. */
export interface ViewFacts {
	readonly tenant: Tenant;
	readonly project: Project;
	/** The grants of everybody. */
	readonly grants: readonly Grant[];
	readonly roles: readonly Role[];
}

/** What an actor may do in the session's project. */
export function permissionsOf(actor: string, { grants, roles, project }: ViewFacts, now: number): Permissions {
	return effectivePermissions(actor, grants, roles, { provider: project.provider, project: project.name }, now);
}
