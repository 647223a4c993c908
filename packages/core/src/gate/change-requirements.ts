import type { Binding, Scope } from '../model/binding.js';
import type { Requirement } from '../model/decision.js';
import { namesPolicy } from '../model/policy-pattern.js';
import type { Project } from '../model/project.js';
import { ok, type Result, refused } from '../model/result.js';
import type { PolicyChangeSession, WaiverSession } from '../model/session.js';
import type { Tx } from '../store/store.js';
import { canonicalJson } from '../util/canonical-json.js';
import { sha256 } from '../util/sha256.js';

/** Who must approve a change on the facts of now, and the digest that their approvals bind to. */
export interface ChangeRequirements {
	readonly requirements: readonly Requirement[];
	readonly subject_digest: string;
}

/**
 * Works out who must approve a change. Of a waiver those who would be asked about what it lifts: the owners of each
 * binding of its policy that can hold in its scope. Of a change of policy as many others who could make it as the tenant
 * says. The requester never counts, whatever a binding says.
 *
 * The digest holds the bindings that a waiver lifts as well: one that became stricter is another thing to lift. Of a policy of the tenant's own it
 * holds the one that stands in its place.
 */
export function requirementsNow(
	tx: Tx,
	session:
		| Pick<WaiverSession, 'tenant' | 'subject' | 'waiver'>
		| Pick<PolicyChangeSession, 'tenant' | 'subject' | 'change'>,
): Promise<Result<ChangeRequirements>> {
	return session.subject === 'waiver' ? ofWaiver(tx, session) : ofPolicyChange(tx, session);
}

async function ofWaiver(
	tx: Tx,
	{ tenant, waiver }: Pick<WaiverSession, 'tenant' | 'waiver'>,
): Promise<Result<ChangeRequirements>> {
	const projects = await tx.projects.list(tenant);
	const bindings = (await tx.bindings.list(tenant)).filter(
		({ policy, scope }) => namesPolicy(policy, waiver.policy) && overlap(scope, waiver.scope, projects),
	);
	if (bindings.length === 0) {
		return refused('BINDING_UNKNOWN', `${waiver.policy} is not bound there, so there is nothing that could be waived`);
	}
	const requirements = bindings.map((binding) => requirementOf(waiver.policy, binding));
	return ok({ requirements, subject_digest: digestOf({ waiver, bindings, requirements }) });
}

function requirementOf(policy: string, { id, owner_roles, quorum }: Binding): Requirement {
	const roles = owner_roles.length === 0 ? [null] : owner_roles;
	return { policy, binding: id, stages: roles.map((role) => ({ role, quorum })), requester_counts: false };
}

async function ofPolicyChange(
	tx: Tx,
	{ tenant, change }: Pick<PolicyChangeSession, 'tenant' | 'change'>,
): Promise<Result<ChangeRequirements>> {
	// What waits was asked for when people had to be asked: it does not start by itself because they need not be now.
	const quorum = Math.max(1, (await tx.tenants.get(tenant))?.policy_change_approvals ?? 0);
	const requirements = [
		{
			policy: 'portcullis.policy_change',
			binding: 'policy_change_approvals',
			stages: [{ role: null, quorum }],
			requester_counts: false,
		},
	];
	const replaced = 'policy' in change ? await presentDigest(tx, tenant, change.policy.id) : undefined;
	const subject = { change, requirements, ...(replaced === undefined ? {} : { replaced }) };
	return ok({ requirements, subject_digest: digestOf(subject) });
}

async function presentDigest(tx: Tx, tenant: string, policy: string): Promise<string | undefined> {
	const present = await tx.tenantPolicies.digests(tenant);
	return present.find(({ id }) => id === policy)?.digest;
}

function digestOf(subject: Readonly<Record<string, unknown>>): string {
	return sha256(canonicalJson(subject));
}

/** Whether something can lie in both scopes; where that cannot be told, it can. */
export function overlap(a: Scope, b: Scope, projects: readonly Project[]): boolean {
	const [left, right] = [resolved(a, projects), resolved(b, projects)];
	return (['project', 'provider', 'environment', 'kind'] as const).every(
		(key) => left[key] === undefined || right[key] === undefined || left[key] === right[key],
	);
}

// A project has its cloud and its environment, whether the scope names them or not.
function resolved(scope: Scope, projects: readonly Project[]): Scope {
	const project = projects.find(({ name }) => name === scope.project);
	return project === undefined ? scope : { ...scope, provider: project.provider, environment: project.environment };
}
