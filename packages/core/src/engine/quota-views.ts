import { type JudgedChange, subjectOf } from '../model/deployment.js';
import { limitAt, type Quota, standingCount } from '../model/quota.js';
import type { Facts } from './facts.js';
import type { QuotaView } from './policy-input.js';
import { type Move, requestedOf } from './requested-of.js';

/**
 * The quotas that a deployment bears on, by id and in order of it. The number of each kind in the project is among them
 * whether a limit was ever set or not.
 */
export function quotaViews(
	facts: Facts,
	changes: readonly JudgedChange[],
	moves: readonly Move[],
	now: number,
): Map<string, QuotaView> {
	const project = facts.project.name;
	const quotas = new Map<string, Quota>();
	for (const kind of new Set(changes.map((change) => subjectOf(change).kind))) {
		const about = standingCount(project, kind);
		quotas.set(about.id, { ...about, limit: null, override: null, window: null, used: 0, reserved: 0 });
	}
	for (const quota of facts.quotas) {
		if (quota.project === null || quota.project === project) quotas.set(quota.id, quota);
	}
	const views: [string, QuotaView][] = [];
	for (const [id, quota] of quotas) {
		const requested = requestedOf(quota, moves, facts.actor.id);
		if (requested !== undefined) views.push([id, quotaView(quota, requested, now)]);
	}
	return new Map(views.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function quotaView(quota: Quota, requested: number | null, now: number): QuotaView {
	const { owner, project, actor, kind, measure, per, window, used, reserved } = quota;
	const known = { owner, project, actor, kind, measure, per, window, limit: limitAt(quota, now), used, reserved };
	// Absent and not 0: a policy that adds up must not take what is not known for nothing.
	return requested === null ? { ...known, unknown: ['requested'] } : { ...known, requested, unknown: [] };
}
