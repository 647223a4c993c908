import { effectivePermissions } from '../engine/effective-permissions.js';
import { holderOf } from '../model/grant.js';
import { ok, type Refused, type Result, refused } from '../model/result.js';
import { type Role, roleSchema } from '../model/role.js';
import type { Tx } from '../store/store.js';
import { administer } from './administer.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { excessOf, forGood, lastFault } from './grant-faults.js';
import { parseInput } from './parse-input.js';
import type { HeldPermissions } from './permissions-in.js';
import { readGrants } from './read-grants.js';

/** Gives the tenant a role of its own. Needs `can_grant` in the whole tenant; nobody makes a role that is more than what they hold. */
export async function addRole(gate: GateContext, caller: Caller, given: Role | unknown): Promise<Result<Role>> {
	const parsed = parseRole(given);
	if (parsed.kind === 'refused') return parsed;
	const role = parsed.value;
	return administer(gate, caller, {
		capability: 'can_grant',
		scope: {},
		event: 'role.added',
		apply: async (tx, held) => {
			if (held.tenantRoles.some(({ name }) => name === role.name)) {
				return refused('ROLE_EXISTS', `there is a role ${role.name} already; change it, or choose another name`);
			}
			const excess = excessOf(nothingBeside, role, held);
			if (excess !== null) return cannot(caller, `make a role with ${excess}, which they do not hold themselves`);
			await tx.roles.put(caller.tenant, role);
			return ok(role);
		},
		detail: (added) => ({ body: { ...added } }),
	});
}

/**
 * Changes what a role is, for all who have it. Needs `can_grant` in the whole tenant, and all that the role was and will
 * be, for as long: whoever changes a role gives or takes what is in it. Somebody who can grant is left.
 */
export async function changeRole(gate: GateContext, caller: Caller, given: Role | unknown): Promise<Result<Role>> {
	const parsed = parseRole(given);
	if (parsed.kind === 'refused') return parsed;
	const role = parsed.value;
	const changed = await administer<{ readonly role: Role; readonly was: Role }>(gate, caller, {
		capability: 'can_grant',
		scope: {},
		event: 'role.changed',
		apply: async (tx, held, now) => {
			const was = held.tenantRoles.find(({ name }) => name === role.name);
			if (was === undefined) return unknownRole(role.name, held);
			const refusal = await changeFault(tx, caller, { role, was }, held, now);
			if (refusal !== null) return refusal;
			await tx.roles.put(caller.tenant, role);
			return ok({ role, was });
		},
		detail: ({ role: { name, ...now }, was: { name: _, ...before } }) => ({ body: { name, ...now, was: before } }),
		answer: ({ role }) => role,
	});
	return changed.kind === 'ok' ? ok(changed.value.role) : changed;
}

/** Takes a role away that no grant and no binding names any more. Needs `can_grant` in the whole tenant. */
export async function removeRole(gate: GateContext, caller: Caller, name: string): Promise<Result<Role>> {
	return administer(gate, caller, {
		capability: 'can_grant',
		scope: {},
		event: 'role.removed',
		apply: async (tx, held) => {
			const role = held.tenantRoles.find((candidate) => candidate.name === name);
			if (role === undefined) return unknownRole(name, held);
			const grants = (await tx.grants.list(caller.tenant)).filter((grant) => grant.role === name);
			const bindings = (await tx.bindings.list(caller.tenant)).filter(({ owner_roles }) => owner_roles.includes(name));
			const users = [
				...grants.map((grant) => `grant ${grant.id} of ${holderOf(grant)}`),
				...bindings.map(({ id, policy }) => `binding ${id} of ${policy}`),
			];
			if (users.length > 0) {
				const more = users.length > 3 ? ` and ${users.length - 3} more` : '';
				return refused('ROLE_IN_USE', `${name} is in use: ${users.slice(0, 3).join(', ')}${more}; remove these first`);
			}
			await tx.roles.remove(caller.tenant, name);
			return ok(role);
		},
		detail: (removed) => ({ body: { ...removed } }),
	});
}

const nothingBeside = { plus: [], minus: [] };

function parseRole(given: unknown): Result<Role> {
	const parsed = parseInput(roleSchema, given, 'the role');
	if (parsed.kind === 'refused') return parsed;
	return ok({ ...parsed.value, capabilities: [...new Set(parsed.value.capabilities)].sort() });
}

async function changeFault(
	tx: Tx,
	caller: Caller,
	{ role, was }: { readonly role: Role; readonly was: Role },
	held: HeldPermissions,
	now: number,
): Promise<Refused | null> {
	const above = excessOf(nothingBeside, was, held);
	if (above !== null) return cannot(caller, `change a role with ${above}, which they do not hold themselves`);
	const excess = excessOf(nothingBeside, role, held);
	if (excess !== null) return cannot(caller, `put ${excess} into a role, which they do not hold themselves`);
	const { grants } = await readGrants(tx, caller.tenant, now, caller);
	// What somebody holds until Friday would be everybody's for good.
	const later = effectivePermissions(caller.actor.id, grants, held.tenantRoles, {}, forGood);
	const lapsing = excessOf(nothingBeside, role, later);
	if (lapsing !== null) return cannot(caller, `change a role for good: ${lapsing} ends for themselves`);
	const roles = held.tenantRoles.map((other) => (other.name === role.name ? role : other));
	return lastFault(await tx.grants.list(caller.tenant), roles, now);
}

function unknownRole(name: string, { tenantRoles }: HeldPermissions): Refused {
	return refused(
		'ROLE_UNKNOWN',
		`there is no role ${name}; there are ${tenantRoles.map((role) => role.name).join(', ')}`,
	);
}

function cannot(caller: Caller, what: string): Refused {
	return refused('CAPABILITY_MISSING', `${caller.actor.id} cannot ${what}`);
}
