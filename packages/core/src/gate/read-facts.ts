import { effectivePermissions } from '../engine/effective-permissions.js';
import type { Facts } from '../engine/facts.js';
import { rolesWith } from '../engine/words.js';
import type { Actor } from '../model/actor.js';
import { type Refused, refused } from '../model/result.js';
import type { StandingResource } from '../model/session.js';
import type { Tenant, Tx } from '../store/store.js';
import type { Caller } from './gate-options.js';
import { type ReadGrants, readGrants } from './read-grants.js';
import { spentBy } from './spent-by.js';
import { boundTenantPolicies } from './tenant-policies.js';
import { unknownProject, unknownTenant } from './unknown.js';
import type { ViewFacts } from './view-facts.js';

/** One consistent read of what bears on a decision, and what the gate needs beside it. */
export interface ReadFacts extends ReadGrants {
	readonly kind: 'facts';
	readonly facts: Facts;
	readonly tenant: Tenant;
	readonly standing: readonly StandingResource[];
}

/**
 * Reads the facts for a request in a project.
 *
 * @param caller who is asking now
 * @param requester whose request it is, where that is somebody else
 * @param now the moment that will be decided on: quotas are read with the windows that it lies in
 */
export async function readFacts(
	tx: Tx,
	caller: Caller,
	projectName: string,
	now: number,
	requester: Actor = caller.actor,
): Promise<ReadFacts | Refused> {
	const { tenant: tenantId } = caller;
	const tenant = await tx.tenants.get(tenantId);
	if (tenant === null) return unknownTenant(tenantId);
	const project = await tx.projects.get(tenantId, projectName);
	if (project === null) return unknownProject(projectName);
	const { grants, groupGrants } = await readGrants(tx, tenantId, now, caller);
	const bindings = await tx.bindings.list(tenantId);
	return {
		kind: 'facts',
		tenant,
		grants,
		groupGrants,
		standing: await tx.resources.list(tenantId, projectName),
		facts: {
			tenant: tenantId,
			project,
			actor: requester,
			roles: await tx.roles.list(tenantId),
			grants: grants.filter((grant) => grant.actor === requester.id),
			quotas: await tx.quotas.bearingOn(tenantId, projectName, now),
			spending: await spentBy(tx, tenantId, projectName, now),
			bindings,
			...(await boundTenantPolicies(tx, tenantId, bindings)),
			waivers: (await tx.waivers.list(tenantId, now)).map(({ last_used_at: _, ...waiver }) => waiver),
		},
	};
}

/** Reads the facts for a caller's own request, and refuses strangers: see {@link strangerFault}. */
export async function readCallerFacts(
	tx: Tx,
	caller: Caller,
	project: string,
	now: number,
): Promise<ReadFacts | Refused> {
	const read = await readFacts(tx, caller, project, now);
	return read.kind === 'refused' ? read : (strangerFault(read, now) ?? read);
}

/** What was read of the facts that bears on how a session is shown. */
export function viewFactsOf({ tenant, grants, groupGrants, facts: { project, roles } }: ReadFacts): ViewFacts {
	return { tenant, place: { provider: project.provider, project: project.name }, grants, groupGrants, roles };
}

/**
 * Refuses whoever holds nothing at all in the project: even a denial would show them its quotas, regions and what stands
 * in it, and would leave a row in the history, which nothing ever deletes.
 */
export function strangerFault({ facts }: Pick<ReadFacts, 'facts'>, now: number): Refused | null {
	const { provider, name } = facts.project;
	const held = effectivePermissions(facts.actor.id, facts.grants, facts.roles, { provider, project: name }, now);
	if (held.capabilities.length > 0) return null;
	const ask = `ask ${rolesWith(facts.roles, 'can_grant')} for one`;
	return refused('CAPABILITY_MISSING', `${facts.actor.id} has no role in project ${name}; ${ask}`);
}
