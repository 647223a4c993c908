import { type Grant, type GroupGrant, isActorGrant, isGroupGrant } from '../model/grant.js';
import { asGrantOf } from '../model/some-member.js';
import type { GroupMember, Tx } from '../store/store.js';
import type { Caller } from './gate-options.js';

/** For how long somebody is taken to belong to the groups that they were last seen in, in milliseconds: an hour. */
export const membershipLifetime = 60 * 60 * 1000;

/** The grants of a tenant, by who holds them. */
export interface ReadGrants {
	/** Of everybody: their own, and as their own those of the groups that they are known to belong to. */
	readonly grants: readonly Grant[];
	/** Of groups, as they were given. */
	readonly groupGrants: readonly GroupGrant[];
}

/**
 * Reads who holds which grants. What was granted to a group holds for whoever belongs to it: for the caller that is what
 * the front end says of them in this moment; for everybody else, and where it says nothing, what was last seen, for an
 * hour. Of whom nothing is known, no group counts.
 */
export async function readGrants(tx: Tx, tenant: string, now: number, caller?: Caller): Promise<ReadGrants> {
	const all = await tx.grants.list(tenant);
	const groupGrants = all.filter(isGroupGrant);
	const own = all.filter(isActorGrant);
	// Most tenants have none: nobody is looked for then.
	if (groupGrants.length === 0) return { grants: own, groupGrants };
	const said = caller?.groups === undefined ? null : { actor: caller.actor.id, groups: caller.groups };
	const seen = (await tx.groupMembers.list(tenant)).filter(({ actor }) => actor !== said?.actor);
	const derived = [
		...(said === null ? [] : groupGrants.flatMap((grant) => heldBy(said, grant, null))),
		...seen.flatMap((member) => {
			const until = member.seen_at + membershipLifetime;
			return now < until ? groupGrants.flatMap((grant) => heldBy(member, grant, until)) : [];
		}),
	];
	return { grants: [...own, ...derived], groupGrants };
}

function heldBy({ actor, groups }: Pick<GroupMember, 'actor' | 'groups'>, grant: GroupGrant, until: number | null) {
	if (!groups.includes(grant.group)) return [];
	const held = asGrantOf(grant, actor);
	return [until === null ? held : { ...held, expires_at: Math.min(until, held.expires_at ?? until) }];
}
