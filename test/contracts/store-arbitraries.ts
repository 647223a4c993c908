import fc from 'fast-check';
import type { Binding } from '../../packages/core/src/model/binding.js';
import { capabilities } from '../../packages/core/src/model/capability.js';
import type { Decision, Requirement } from '../../packages/core/src/model/decision.js';
import type { Deployment } from '../../packages/core/src/model/deployment.js';
import type { Grant } from '../../packages/core/src/model/grant.js';
import type { PolicyChange } from '../../packages/core/src/model/policy-change.js';
import type { Project } from '../../packages/core/src/model/project.js';
import type { Resource } from '../../packages/core/src/model/resource.js';
import type { Role } from '../../packages/core/src/model/role.js';
import type {
	Approval,
	ChangeSession,
	DeploymentSession,
	StandingResource,
} from '../../packages/core/src/model/session.js';
import { sizeLimits } from '../../packages/core/src/model/size-class.js';
import {
	actions,
	environments,
	providerIds,
	resourceKinds,
	sessionStatuses,
	waiverCategories,
} from '../../packages/core/src/model/vocabulary.js';
import type { Waiver, WaiverTerms } from '../../packages/core/src/model/waiver.js';
import type { HistoryEntry } from '../../packages/core/src/store/store.js';

/*
 * Values of the model as a store meets them, as wide as its types: what a store keeps, it has to give back. What JSON
 * itself changes (-0 into 0) is taken out.
 */

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
/** Any text at all, NUL and halves of surrogate pairs too. */
export const anyText = fc.string({ unit: 'binary', maxLength: 20 });
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const instant = fc.nat(8.64e15);
const digest = fc.stringMatching(/^[0-9a-f]{64}$/);
const json = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }).map((value) => JSON.parse(JSON.stringify(value)));
const jsonObject = fc.dictionary(anyText, json, { maxKeys: 4, noNullPrototype: true });
const source = fc.constantFrom('verified', 'asserted');

export const project: fc.Arbitrary<Project> = fc.record(
	{
		name,
		provider: fc.constantFrom(...providerIds),
		account: text,
		environment: fc.constantFrom(...environments),
		region: name,
		regions: fc.array(name, { minLength: 1, maxLength: 3 }),
		monthly_budget_micros: fc.maxSafeNat(),
	},
	{ requiredKeys: ['name', 'provider', 'environment', 'region', 'regions'] },
);

export const role: fc.Arbitrary<Role> = fc.record({
	name,
	capabilities: fc.subarray([...capabilities]),
	max_vm_size: fc.constantFrom(...sizeLimits),
});

export const grant: fc.Arbitrary<Grant> = fc.record(
	{
		id: fc.uuid(),
		actor: text,
		role: name,
		provider: fc.constantFrom(...providerIds),
		project: name,
		plus: fc.subarray([...capabilities]),
		minus: fc.subarray([...capabilities]),
		max_vm_size: fc.constantFrom(...sizeLimits),
		expires_at: instant,
	},
	{ requiredKeys: ['id', 'actor', 'role', 'plus', 'minus'] },
);

export const binding: fc.Arbitrary<Binding> = fc.record(
	{
		id: fc.uuid(),
		policy: text,
		level: fc.constantFrom('advisory', 'soft', 'hard'),
		parameters: jsonObject as fc.Arbitrary<Binding['parameters']>,
		scope: fc.record({ project: name, kind: fc.constantFrom(...resourceKinds) }, { requiredKeys: [] }),
		subject: fc.constantFrom('resource', 'quota', 'deployment'),
		owner_roles: fc.array(name, { maxLength: 3 }),
		quorum: fc.integer({ min: 1, max: 16 }),
		requester_counts: fc.boolean(),
		valid_from: instant,
		valid_until: instant,
	},
	{ requiredKeys: ['id', 'policy', 'level', 'parameters', 'scope', 'owner_roles', 'quorum', 'requester_counts'] },
);

export const approval: fc.Arbitrary<Approval> = fc.record(
	{
		actor: text,
		source,
		roles: fc.array(name, { maxLength: 3 }),
		subject_digest: digest,
		approved_at: instant,
		withdrawn_at: instant,
	},
	{ requiredKeys: ['actor', 'source', 'roles', 'subject_digest', 'approved_at'] },
);

const sessionBase = {
	id: fc.uuid(),
	tenant: fc.constant('local'),
	actor: text,
	actor_source: source,
	subject_digest: digest,
	status: fc.constantFrom(...sessionStatuses),
	status_reason: fc.option(text),
	created_at: instant,
	expires_at: instant,
	closed_at: fc.option(instant),
	approvals: fc.uniqueArray(approval, { maxLength: 3, selector: (given) => given.actor }),
};

export const session: fc.Arbitrary<DeploymentSession> = fc.record({
	...sessionBase,
	subject: fc.constant('deployment'),
	project: name,
	action: fc.constantFrom(...actions),
	// A store does not look into these two: any JSON stands for them.
	deployment: jsonObject as unknown as fc.Arbitrary<Deployment>,
	decision: jsonObject as unknown as fc.Arbitrary<Decision>,
	deploying_since: fc.option(instant),
	document: fc.option(fc.record({ path: anyText, digest })),
});

const requirements = fc.array(jsonObject as unknown as fc.Arbitrary<Requirement>, { maxLength: 2 });

/** A session about a change of either kind. */
export const changeSession: fc.Arbitrary<ChangeSession> = fc.oneof(
	fc.record({
		...sessionBase,
		subject: fc.constant('waiver' as const),
		project: fc.option(name),
		waiver: jsonObject as unknown as fc.Arbitrary<WaiverTerms>,
		requirements,
	}),
	fc.record({
		...sessionBase,
		subject: fc.constant('policy_change' as const),
		project: fc.option(name),
		change: jsonObject as unknown as fc.Arbitrary<PolicyChange>,
		requirements,
	}),
);

export const waiver: fc.Arbitrary<Waiver> = fc.record({
	id: fc.uuid(),
	policy: text,
	scope: fc.record({ project: name, kind: fc.constantFrom(...resourceKinds) }, { requiredKeys: [] }),
	category: fc.constantFrom(...waiverCategories),
	reason: text,
	owner: text,
	expires_at: instant,
	requested_by: text,
	approved_by: fc.array(text, { minLength: 1, maxLength: 3 }),
	created_at: instant,
});

export const standingResource: fc.Arbitrary<StandingResource> = fc.record({
	tenant: fc.constant('local'),
	project: fc.constant('shop'),
	address: text,
	resource: jsonObject as unknown as fc.Arbitrary<Resource>,
	status: fc.constantFrom('written', 'applied', 'drifted', 'missing'),
	hourly_micros: fc.maxSafeNat(),
	cost_complete: fc.boolean(),
	use: fc.option(
		fc.record({
			actor: text,
			amounts: fc.record({
				count: fc.maxSafeNat(),
				vcpu_milli: fc.option(fc.maxSafeNat()),
				memory_mib: fc.option(fc.maxSafeNat()),
				disk_gib: fc.option(fc.maxSafeNat()),
				hourly_micros: fc.option(fc.maxSafeNat()),
				monthly_micros: fc.option(fc.maxSafeNat()),
			}),
		}),
	),
	deployed_by: text,
	session: fc.uuid(),
	created_at: instant,
	updated_at: instant,
});

export const historyEntry: fc.Arbitrary<HistoryEntry> = fc.record({
	tenant: fc.constant('local'),
	at: instant,
	actor: text,
	actor_source: fc.constantFrom('verified', 'asserted', 'system'),
	event: text,
	project: fc.option(name),
	session: fc.option(fc.uuid()),
	body: jsonObject,
});
