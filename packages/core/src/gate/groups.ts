import { isGroupGrant } from '../model/grant.js';
import type { Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { membershipLifetime } from './read-grants.js';

/** In which groups somebody is, as a front end has just seen. */
export interface SeenMember {
	readonly tenant: string;
	readonly actor: string;
	/** All of their groups; which of them matter is known here. */
	readonly groups: readonly string[];
}

/** The groups of a tenant that something was granted to, in order. */
export function grantedGroups(gate: GateContext, tenant: string): Promise<string[]> {
	return gate.store.read((tx) => groupsIn(tx, tenant));
}

/** Notes in which groups somebody was seen. Writes only where that is news, or the last look at them is long ago. */
export async function memberSeen(gate: GateContext, member: SeenMember): Promise<void> {
	const now = gate.clock();
	const changed = await gate.store.read((tx) => isNews(tx, member, now));
	if (changed) await gate.store.write((tx) => remember(tx, member, gate.clock()));
}

/**
 * Remembers which groups a caller belongs to, with what they have just asked for or approved: it is decided on again when
 * others act, and what they hold by their groups must be known then.
 */
export async function rememberGroups(tx: Tx, { tenant, actor, groups }: Caller, now: number): Promise<void> {
	if (groups !== undefined) await remember(tx, { tenant, actor: actor.id, groups }, now);
}

async function remember(tx: Tx, member: SeenMember, now: number): Promise<void> {
	const { before, groups } = await compare(tx, member);
	if (before === undefined && groups.length === 0) return;
	await tx.groupMembers.put(member.tenant, { actor: member.actor, groups, seen_at: now });
	// What somebody may do has changed: what was decided on that is decided again.
	if (!isSame(before?.groups ?? [], groups)) await tx.tenants.raiseFactsVersion(member.tenant);
}

async function isNews(tx: Tx, member: SeenMember, now: number): Promise<boolean> {
	const { before, groups } = await compare(tx, member);
	if (before === undefined) return groups.length > 0;
	return !isSame(before.groups, groups) || now >= before.seen_at + membershipLifetime / 4;
}

async function compare(tx: Tx, { tenant, actor, groups }: SeenMember) {
	const granted = await groupsIn(tx, tenant);
	const before = (await tx.groupMembers.list(tenant)).find((each) => each.actor === actor);
	return { before, groups: granted.filter((group) => groups.includes(group)) };
}

async function groupsIn(tx: Tx, tenant: string): Promise<string[]> {
	const grants = (await tx.grants.list(tenant)).filter(isGroupGrant);
	return [...new Set(grants.map(({ group }) => group))].sort();
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
	return one.length === other.length && one.every((group, index) => group === other[index]);
}
