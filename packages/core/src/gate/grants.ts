import { effectivePermissions } from '../engine/effective-permissions.js';
import { type Grant, type GrantRequest, grantRequestSchema } from '../model/grant.js';
import { problem } from '../model/problem.js';
import { ok, type Refused, type Result, refused } from '../model/result.js';
import type { Role } from '../model/role.js';
import { sizeRank } from '../model/size-class.js';
import type { Tx } from '../store/store.js';
import { administer } from './administer.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { parseInput } from './parse-input.js';
import type { HeldPermissions } from './permissions-in.js';
import { unknownProject } from './read-facts.js';

/**
 * Gives an actor a role. Needs `can_grant` where the grant shall hold: who holds it in one project cannot grant beyond
 * that project. Nobody grants what they do not hold themselves.
 */
export async function addGrant(
	gate: GateContext,
	caller: Caller,
	given: GrantRequest | unknown,
): Promise<Result<Grant>> {
	const parsed = parseInput(grantRequestSchema, given, 'the grant');
	if (parsed.kind === 'refused') return parsed;
	const grant: Grant = { ...parsed.value, id: gate.newId() };
	const { provider, project } = grant;
	return administer(gate, caller, {
		capability: 'can_grant',
		scope: { ...(provider === undefined ? {} : { provider }), ...(project === undefined ? {} : { project }) },
		event: 'grant.added',
		apply: async (tx, held, now) => {
			const refusal = await grantFault(tx, caller, grant, held, now);
			if (refusal !== null) return refusal;
			await tx.grants.insert(caller.tenant, grant, caller.actor.id, now);
			return ok(grant);
		},
		detail: (added) => ({ ...(project === undefined ? {} : { project }), body: { ...added } }),
	});
}

async function grantFault(
	tx: Tx,
	caller: Caller,
	grant: Grant,
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
		const other = problem(['provider'], `project ${project.name} is on ${project.provider}`, grant.provider);
		return refused('INPUT_INVALID', 'the grant could never hold', [other]);
	}
	const excess = excessOf(grant, role, held);
	if (excess === null) return null;
	return refused('CAPABILITY_MISSING', `${caller.actor.id} cannot grant ${excess}, which they do not hold themselves`);
}

function excessOf(grant: Grant, role: Role, held: HeldPermissions): string | null {
	const given = [...role.capabilities, ...grant.plus].filter((capability) => !grant.minus.includes(capability));
	const more = given.find((capability) => !held.capabilities.includes(capability));
	if (more !== undefined) return more;
	const size = grant.max_vm_size ?? role.max_vm_size;
	return sizeRank(size) > sizeRank(held.max_vm_size) ? `machines of size ${size}` : null;
}

/** Takes a grant back. Needs `can_grant` where the grant holds; the last who can grant in the whole tenant stays. */
export function removeGrant(gate: GateContext, caller: Caller, id: string): Promise<Result<Grant>> {
	return gate.store
		.read((tx) => tx.grants.list(caller.tenant))
		.then((grants) => {
			const known = grants.find((grant) => grant.id === id);
			if (known === undefined) return refused('GRANT_UNKNOWN', `there is no grant ${id}`);
			const { provider, project } = known;
			return administer(gate, caller, {
				capability: 'can_grant',
				scope: { ...(provider === undefined ? {} : { provider }), ...(project === undefined ? {} : { project }) },
				event: 'grant.removed',
				apply: async (tx, held, now) => {
					const rest = (await tx.grants.list(caller.tenant)).filter((grant) => grant.id !== id);
					const granters = rest.filter(
						({ actor, expires_at }) =>
							expires_at === undefined &&
							effectivePermissions(actor, rest, held.tenantRoles, {}, now).capabilities.includes('can_grant'),
					);
					if (granters.length === 0) {
						return refused('LAST_ADMIN', 'after this nobody could grant anything any more; grant somebody else first');
					}
					const removed = await tx.grants.remove(caller.tenant, id);
					return removed === null ? refused('GRANT_UNKNOWN', `there is no grant ${id} any more`) : ok(removed);
				},
				detail: (removed) => ({ ...(project === undefined ? {} : { project }), body: { ...removed } }),
			});
		});
}
