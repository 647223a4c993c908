import {
	effectivePermissions,
	type PermissionScope,
	type Permissions,
	permissionsThroughout,
} from '../engine/effective-permissions.js';
import { rolesWith } from '../engine/words.js';
import type { Capability } from '../model/capability.js';
import { type Refused, refused } from '../model/result.js';
import type { Role } from '../model/role.js';
import type { ProviderId } from '../model/vocabulary.js';
import type { Tx } from '../store/store.js';
import type { Caller } from './gate-options.js';
import { readGrants } from './read-grants.js';

/** What a caller may do in a place at a moment, and the tenant's roles, to say whom to ask. */
export interface HeldPermissions extends Permissions {
	readonly tenantRoles: readonly Role[];
}

/** Reads what a caller may do. A scope that names a project takes the project's cloud with it. */
export function permissionsIn(tx: Tx, caller: Caller, scope: PermissionScope, now: number): Promise<HeldPermissions> {
	return readHeld(tx, caller, scope, now, effectivePermissions);
}

/** Reads what a caller may do in all of a scope: nothing that is taken away in a part of it. */
export function permissionsInAllOf(
	tx: Tx,
	caller: Caller,
	scope: PermissionScope,
	now: number,
): Promise<HeldPermissions> {
	return readHeld(tx, caller, scope, now, permissionsThroughout);
}

async function readHeld(
	tx: Tx,
	caller: Caller,
	scope: PermissionScope,
	now: number,
	permissionsOf: typeof effectivePermissions,
): Promise<HeldPermissions> {
	const tenantRoles = await tx.roles.list(caller.tenant);
	const { grants } = await readGrants(tx, caller.tenant, now, caller);
	const project = scope.project === undefined ? null : await tx.projects.get(caller.tenant, scope.project);
	const place = project === null ? scope : { ...scope, provider: project.provider };
	return { ...permissionsOf(caller.actor.id, grants, tenantRoles, place, now), tenantRoles };
}

/** Where something holds that can be narrowed to a cloud or a project. */
export function scopeOf({ provider, project }: Narrowing): PermissionScope {
	return { ...(provider === undefined ? {} : { provider }), ...(project === undefined ? {} : { project }) };
}

interface Narrowing {
	readonly provider?: ProviderId | undefined;
	readonly project?: string | undefined;
}

/** Refuses a caller who lacks a capability; `null` where it is held. */
export function missingCapability(held: HeldPermissions, caller: Caller, capability: Capability): Refused | null {
	if (held.capabilities.includes(capability)) return null;
	return refused(
		'CAPABILITY_MISSING',
		`${caller.actor.id} needs ${capability} for this; ask ${rolesWith(held.tenantRoles, 'can_grant')} for a role that has it`,
	);
}
