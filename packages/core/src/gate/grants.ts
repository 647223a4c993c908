import {
	type AnyGrant,
	type GrantRequest,
	type GroupGrantRequest,
	grantRequestSchema,
	groupGrantRequestSchema,
} from '../model/grant.js';
import { ok, type Result, refused } from '../model/result.js';
import { administer } from './administer.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { grantFault, removalFault } from './grant-faults.js';
import { parseInput } from './parse-input.js';
import { scopeOf } from './permissions-in.js';

/**
 * Gives an actor, or all who belong to a group, a role. Needs `can_grant` where the grant shall hold: who holds it in one project cannot grant beyond
 * that project. Nobody grants what they do not hold themselves, nor for longer.
 */
export async function addGrant(
	gate: GateContext,
	caller: Caller,
	given: GrantRequest | GroupGrantRequest | unknown,
): Promise<Result<AnyGrant>> {
	const ofGroup = typeof given === 'object' && given !== null && 'group' in given;
	const parsed = ofGroup
		? parseInput(groupGrantRequestSchema, given, 'the grant')
		: parseInput(grantRequestSchema, given, 'the grant');
	if (parsed.kind === 'refused') return parsed;
	const grant: AnyGrant = { ...parsed.value, id: gate.newId() };
	return administer(gate, caller, {
		capability: 'can_grant',
		scope: scopeOf(grant),
		event: 'grant.added',
		apply: async (tx, held, now) => {
			const refusal = await grantFault(tx, caller, grant, held, now);
			if (refusal !== null) return refusal;
			await tx.grants.insert(caller.tenant, grant, caller.actor.id, now);
			return ok(grant);
		},
		detail: describe,
	});
}

/** Takes a grant back. Needs `can_grant` where the grant holds; the last who can grant in the whole tenant stays. */
export async function removeGrant(gate: GateContext, caller: Caller, id: string): Promise<Result<AnyGrant>> {
	const grants = await gate.store.read((tx) => tx.grants.list(caller.tenant));
	const known = grants.find((grant) => grant.id === id);
	if (known === undefined) return refused('GRANT_UNKNOWN', `there is no grant ${id}`);
	return administer(gate, caller, {
		capability: 'can_grant',
		scope: scopeOf(known),
		event: 'grant.removed',
		apply: async (tx, held, now) => {
			const refusal = await removalFault(tx, caller, known, held, now);
			if (refusal !== null) return refusal;
			const removed = await tx.grants.remove(caller.tenant, id);
			return removed === null ? refused('GRANT_UNKNOWN', `there is no grant ${id} any more`) : ok(removed);
		},
		detail: describe,
	});
}

function describe(grant: AnyGrant): { readonly project?: string; readonly body: Readonly<Record<string, unknown>> } {
	return { ...(grant.project === undefined ? {} : { project: grant.project }), body: { ...grant } };
}
