import { effectivePermissions, type PermissionScope, type Permissions } from '../engine/effective-permissions.js';
import type { Capability } from '../model/capability.js';
import { type AnyGrant, type Grant, holderOf, isActorGrant, isGroupGrant } from '../model/grant.js';
import { problem } from '../model/problem.js';
import { type Refused, refused } from '../model/result.js';
import type { Role } from '../model/role.js';
import { sizeRank } from '../model/size-class.js';
import type { Tx } from '../store/store.js';
import type { Caller } from './gate-options.js';
import { type HeldPermissions, scopeOf } from './permissions-in.js';
import { readGrants } from './read-grants.js';
import { unknownProject } from './unknown.js';

/** After every expiry that a grant can have. */
export const forGood = Number.MAX_SAFE_INTEGER;

/** Why a grant may not be given by this caller; `null` where it may. */
export async function grantFault(
	tx: Tx,
	caller: Caller,
	grant: AnyGrant,
	held: HeldPermissions,
	now: number,
): Promise<Refused | null> {
	const role = held.tenantRoles.find((candidate) => candidate.name === grant.role);
	if (role === undefined) {
		const names = held.tenantRoles.map((candidate) => candidate.name).join(', ');
		return refused('ROLE_UNKNOWN', `there is no role ${grant.role}; there are ${names}`);
	}
	if (grant.expires_at !== undefined && grant.expires_at <= now) {
		const past = problem(['expires_at'], 'must be in the future', grant.expires_at);
		return refused('INPUT_INVALID', 'the grant would have ended already', [past]);
	}
	const project = grant.project === undefined ? null : await tx.projects.get(caller.tenant, grant.project);
	if (grant.project !== undefined && project === null) return unknownProject(grant.project);
	if (project !== null && grant.provider !== undefined && grant.provider !== project.provider) {
		const other = problem(['provider'], `must be ${project.provider}, as project ${project.name} is`, grant.provider);
		return refused('INPUT_INVALID', 'the grant could never hold', [other]);
	}
	const stored = await tx.grants.list(caller.tenant);
	const { grants } = await readGrants(tx, caller.tenant, now, caller);
	const scope: PermissionScope =
		project === null ? scopeOf(grant) : { project: project.name, provider: project.provider };
	const excess = excessOf(grant, role, held);
	if (excess !== null) {
		return cannot(caller, `grant ${excess}, which they do not hold there themselves`);
	}
	// What somebody holds until Friday they can give until Friday: a lent right could otherwise be made one to keep.
	const end = grant.expires_at === undefined ? forGood : grant.expires_at - 1;
	const later = effectivePermissions(caller.actor.id, grants, held.tenantRoles, scope, end);
	const lapsing = later.capabilities.includes('can_grant') ? excessOf(grant, role, later) : 'can_grant';
	if (lapsing !== null) {
		return cannot(caller, `grant this for so long: ${lapsing} ends before for themselves; let the grant end by then`);
	}
	const same = stored.find((other) => isSame(grant, other));
	if (same !== undefined) {
		return refused('GRANT_EXISTS', `${holderOf(grant)} has ${grant.role} like this already, by grant ${same.id}`);
	}
	if (isGroupGrant(grant)) return null;
	return takingFault(caller, grant, grants, held, scope, now) ?? lastFault([...stored, grant], held.tenantRoles, now);
}

/** Why a grant may not be taken back by this caller; `null` where it may. */
export async function removalFault(
	tx: Tx,
	caller: Caller,
	grant: AnyGrant,
	held: HeldPermissions,
	now: number,
): Promise<Refused | null> {
	if (isGroupGrant(grant)) return null;
	// What a grant takes away comes back with its removal: to give that, one has to hold it.
	const back = grant.minus.find((capability) => !held.capabilities.includes(capability));
	if (back !== undefined) return cannot(caller, `give ${back} back, which they do not hold there themselves`);
	const rest = (await tx.grants.list(caller.tenant)).filter(({ id }) => id !== grant.id);
	return lastFault(rest, held.tenantRoles, now);
}

// Of two that are equal, taking one back would change nothing, and nobody would know why.
function isSame(one: AnyGrant, other: AnyGrant): boolean {
	const plain = (['role', 'provider', 'project', 'max_vm_size', 'expires_at'] as const).every(
		(field) => one[field] === other[field],
	);
	const inOrder = (names: readonly string[]) => [...new Set(names)].sort().join();
	if (!plain || inOrder(one.plus) !== inOrder(other.plus)) return false;
	if (isGroupGrant(one) || isGroupGrant(other)) {
		return isGroupGrant(one) && isGroupGrant(other) && one.group === other.group;
	}
	return one.actor === other.actor && inOrder(one.minus) === inOrder(other.minus);
}

function cannot(caller: Caller, what: string): Refused {
	return refused('CAPABILITY_MISSING', `${caller.actor.id} cannot ${what}`);
}

/** What a grant of a role would give beyond what is held; `null` where it is nothing. */
export function excessOf(
	grant: Pick<Grant, 'plus' | 'max_vm_size'> & { readonly minus?: Grant['minus'] },
	role: Role,
	held: Permissions,
): string | null {
	const given = [...role.capabilities, ...grant.plus].filter((capability) => !grant.minus?.includes(capability));
	const more = given.find((capability: Capability) => !held.capabilities.includes(capability));
	if (more !== undefined) return more;
	const size = grant.max_vm_size ?? role.max_vm_size;
	return sizeRank(size) > sizeRank(held.max_vm_size) ? `machines of size ${size}` : null;
}

// Taking away wins, wherever it stands. Who may grant in one project only must not shut those out of it who may grant
// beyond it: nobody above could undo that.
function takingFault(
	caller: Caller,
	grant: Grant,
	grants: readonly Grant[],
	held: HeldPermissions,
	scope: PermissionScope,
	now: number,
): Refused | null {
	if (grant.minus.length === 0) return null;
	const broader = [{}, ...(scope.provider === undefined ? [] : [{ provider: scope.provider }])];
	const grantsIn = (actor: string, place: PermissionScope) =>
		effectivePermissions(actor, grants, held.tenantRoles, place, now).capabilities.includes('can_grant');
	const above = broader.some((place) => grantsIn(grant.actor, place) && !grantsIn(caller.actor.id, place));
	return above ? cannot(caller, `take anything from ${grant.actor}, who may grant beyond that`) : null;
}

/**
 * Refuses what would leave nobody who may grant in the whole tenant, now and for good; `null` where somebody is left. A
 * group is nobody: it may be empty, or gone by tomorrow.
 */
export function lastFault(all: readonly AnyGrant[], roles: readonly Role[], now: number): Refused | null {
	const grants = all.filter(isActorGrant);
	const actors = new Set(grants.map((grant) => grant.actor));
	const remains = [...actors].some((actor) =>
		[now, forGood].every((at) => effectivePermissions(actor, grants, roles, {}, at).capabilities.includes('can_grant')),
	);
	if (remains) return null;
	return refused('LAST_ADMIN', 'after this nobody could grant anything any more; grant somebody else first');
}
