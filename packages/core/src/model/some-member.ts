import type { Grant, GroupGrant } from './grant.js';

/** Somebody of a group of whom nothing else is known: they hold what the group was granted, and no more. */
export interface SomeMember {
	readonly group: string;
	/** A name for them, which is nobody's id: those have no white space. */
	readonly actor: string;
	/** What was granted to the group, as their own. */
	readonly grants: readonly Grant[];
}

/** One such member of each group that something was granted to, in order of group. */
export function someMembers(groupGrants: readonly GroupGrant[]): SomeMember[] {
	const groups = [...new Set(groupGrants.map(({ group }) => group))].sort();
	return groups.map((group) => {
		const actor = `member of ${group}`;
		const held = groupGrants.filter((grant) => grant.group === group);
		return { group, actor, grants: held.map((grant) => asGrantOf(grant, actor)) };
	});
}

/** A group's grant as an actor's own. */
export function asGrantOf({ group: _, ...grant }: GroupGrant, actor: string): Grant {
	return { ...grant, actor, minus: [] };
}
