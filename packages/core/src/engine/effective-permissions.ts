import type { Capability } from '../model/capability.js';
import type { Grant } from '../model/grant.js';
import type { Role } from '../model/role.js';
import { type SizeLimit, sizeRank } from '../model/size-class.js';
import type { ProviderId } from '../model/vocabulary.js';

/** What an actor may do in one place at one moment. */
export interface Permissions {
	/** Names of the roles held, in order. */
	readonly roles: readonly string[];
	/** In order of name. */
	readonly capabilities: readonly Capability[];
	readonly max_vm_size: SizeLimit;
}

/** Where the permissions are asked for; what is left out matches only grants that are not narrowed by it. */
export interface PermissionScope {
	readonly provider?: ProviderId;
	readonly project?: string;
}

/**
 * Adds up the grants of an actor that hold in a place at a moment: capabilities of all roles and every `plus`, less
 * every `minus` (taking away wins, whichever grant it stands in); the largest size limit. A grant of a role that the
 * tenant does not have gives its `plus` only.
 */
export function effectivePermissions(
	actor: string,
	grants: readonly Grant[],
	roles: readonly Role[],
	scope: PermissionScope,
	now: number,
): Permissions {
	const held = grants.filter(
		(grant) =>
			grant.actor === actor &&
			(grant.provider === undefined || grant.provider === scope.provider) &&
			(grant.project === undefined || grant.project === scope.project) &&
			(grant.expires_at === undefined || now < grant.expires_at),
	);
	const given = new Set<Capability>();
	let limit: SizeLimit = 'none';
	const names = new Set<string>();
	for (const grant of held) {
		const role = roles.find((candidate) => candidate.name === grant.role);
		if (role !== undefined) names.add(role.name);
		for (const capability of [...(role?.capabilities ?? []), ...grant.plus]) given.add(capability);
		const own = role === undefined ? 'none' : (grant.max_vm_size ?? role.max_vm_size);
		if (sizeRank(own) > sizeRank(limit)) limit = own;
	}
	for (const grant of held) for (const capability of grant.minus) given.delete(capability);
	return { roles: [...names].sort(), capabilities: [...given].sort(), max_vm_size: limit };
}

/**
 * What an actor may do in all of a place: less than in the place as such, where a grant that is narrowed to a part of it
 * takes something away. Who may not approve in one project does not approve for all projects.
 */
export function permissionsThroughout(
	actor: string,
	grants: readonly Grant[],
	roles: readonly Role[],
	scope: PermissionScope,
	now: number,
): Permissions {
	const held = effectivePermissions(actor, grants, roles, scope, now);
	const lacking = new Set(
		grants
			.filter((grant) => grant.actor === actor && (grant.expires_at === undefined || now < grant.expires_at))
			.filter(({ provider, project }) => meets(provider, scope.provider) && meets(project, scope.project))
			.flatMap(({ minus }) => minus),
	);
	return { ...held, capabilities: held.capabilities.filter((each) => !lacking.has(each)) };
}

function meets(one: string | undefined, other: string | undefined): boolean {
	return one === undefined || other === undefined || one === other;
}
