import { problem } from '../model/problem.js';
import { type Refused, refused } from '../model/result.js';
import type { WaiverSession } from '../model/session.js';
import { longestWaiver, type WaiverTerms } from '../model/waiver.js';
import type { Tx } from '../store/store.js';
import { canonicalJson } from '../util/canonical-json.js';
import { momentText } from '../util/time-text.js';
import type { ChangePlan } from './change-plan.js';
import { unknownPolicy } from './check-binding.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { scopeOf } from './permissions-in.js';
import { knownPolicies } from './tenant-policies.js';
import { unknownProject, unknownTenant } from './unknown.js';

/** What a waiver will do once it is approved: it stands under the id of its session. Who asks must see where it holds. */
export function planWaiver(
	gate: GateContext,
	{ tenant, actor }: Caller,
	{ id, waiver }: Pick<WaiverSession, 'id' | 'waiver'>,
): ChangePlan {
	return {
		capability: 'can_view',
		scope: scopeOf(waiver.scope),
		event: 'waiver.added',
		target: `waiver ${canonicalJson({ policy: waiver.policy, scope: waiver.scope })}`,
		check: (tx, _held, now) => termsFault(gate, tx, tenant, waiver, now),
		apply: (tx, now, approvers) =>
			tx.waivers.insert(tenant, {
				id,
				...waiver,
				requested_by: actor.id,
				approved_by: [...approvers],
				created_at: now,
			}),
		body: { ...waiver },
	};
}

async function termsFault(
	gate: GateContext,
	tx: Tx,
	tenantId: string,
	{ policy, scope, expires_at }: WaiverTerms,
	now: number,
): Promise<Refused | null> {
	const tenant = await tx.tenants.get(tenantId);
	if (tenant === null) return unknownTenant(tenantId);
	const known = await knownPolicies(tx, gate.engine, tenantId);
	if (!known.policies.has(policy)) return unknownPolicy(known, policy);
	if (scope.project !== undefined && (await tx.projects.get(tenantId, scope.project)) === null) {
		return unknownProject(scope.project);
	}
	const latest = now + (tenant.longest_waiver_ms ?? longestWaiver);
	if (now < expires_at && expires_at <= latest) return null;
	const received = new Date(expires_at).toISOString();
	const must =
		expires_at <= now
			? 'must be a moment to come'
			: `must be at most ${daysText(latest - now)} from now: ${momentText(latest)} at the latest`;
	return refused('INPUT_INVALID', 'the waiver cannot stand until then', [problem(['expires_at'], must, received)]);
}

function daysText(milliseconds: number): string {
	const hours = Math.floor(milliseconds / 3_600_000);
	return hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`;
}
