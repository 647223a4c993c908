import type { Deployment } from '../model/deployment.js';
import { type Quota, quotaId } from '../model/quota.js';
import type { ResourceKind } from '../model/resource-kind.js';
import type { Facts } from './facts.js';
import type { QuotaView } from './policy-input.js';

/** The quotas that a deployment bears on, by id and in order of it. One that has no row yet is there with nothing used. */
export function quotaViews(facts: Facts, deployment: Deployment): Map<string, QuotaView> {
	const requested = new Map<ResourceKind, number>();
	for (const { before, after } of deployment.changes) {
		if (before !== null) requested.set(before.kind, (requested.get(before.kind) ?? 0) - before.count);
		if (after !== null) requested.set(after.kind, (requested.get(after.kind) ?? 0) + after.count);
	}
	const views = [...requested].map(([kind, amount]) => quotaView(facts, kind, amount));
	return new Map(views.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function quotaView(facts: Facts, kind: ResourceKind, requested: number): [string, QuotaView] {
	const about = { project: facts.project.name, kind, measure: 'count' } as const;
	const id = quotaId(about);
	const none: Omit<Quota, 'id'> = { ...about, limit: null, override: null, used: 0, reserved: 0 };
	const { limit, override, used, reserved } = facts.quotas.find((quota) => quota.id === id) ?? none;
	return [
		id,
		{
			...about,
			limit,
			override: override === null ? null : { limit: override.limit, until: override.until },
			used,
			reserved,
			requested,
			unknown: [],
		},
	];
}
