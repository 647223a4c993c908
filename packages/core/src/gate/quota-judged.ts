import { judgesQuota } from '../engine/bind.js';
import { holdsAt } from '../model/binding.js';
import { namesPolicy } from '../model/policy-pattern.js';
import type { QuotaAbout } from '../model/quota.js';
import { type Refused, refused } from '../model/result.js';
import type { Tx } from '../store/store.js';
import type { GateContext } from './gate-context.js';
import { knownPolicies } from './tenant-policies.js';

/** Refuses a quota that no bound policy judges: it would limit nothing, and nobody would see it. `null` where one does. */
export async function unjudgedQuota(
	gate: GateContext,
	tx: Tx,
	tenant: string,
	about: QuotaAbout,
): Promise<Refused | null> {
	const { policies } = await knownPolicies(tx, gate.engine, tenant);
	const judges = [...policies.values()].filter(
		(policy) => policy.subjects.includes('quota') && judgesQuota(policy, { quota: { ...about, ends_at: null } }),
	);
	const ids = judges.map(({ id }) => id);
	const now = gate.clock();
	const bound = (await tx.bindings.list(tenant)).some(
		({ policy, subject = 'quota', scope, ...window }) =>
			ids.some((id) => namesPolicy(policy, id)) &&
			subject === 'quota' &&
			holdsAt(window, now) &&
			scope.resource === undefined &&
			(about.project === null || scope.project === undefined || scope.project === about.project),
	);
	if (bound) return null;
	const which = ids.length === 0 ? 'no policy that there is judges it' : `bind ${ids.join(' or ')} first`;
	return refused(
		'QUOTA_UNJUDGED',
		`the quota ${about.id} would limit nothing, since no bound policy judges it; ${which}`,
	);
}
