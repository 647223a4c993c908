import type { Deployment } from '../model/deployment.js';
import { quotaId } from '../model/quota.js';
import type { Resource } from '../model/resource.js';
import type { ResourceKind } from '../model/resource-kind.js';
import type { Facts } from './facts.js';
import type { QuotaView } from './policy-input.js';

/** The quotas that a deployment bears on, by id and in order of it. One that has no row yet is there with nothing used. */
export function quotaViews(facts: Facts, deployment: Deployment): Map<string, QuotaView> {
	const requested = new Map<ResourceKind, number>();
	for (const { before, after } of deployment.changes) {
		if (before !== null) requested.set(before.kind, (requested.get(before.kind) ?? 0) - unitsOf(before));
		if (after !== null) requested.set(after.kind, (requested.get(after.kind) ?? 0) + unitsOf(after));
	}
	const views = [...requested].map(([kind, amount]) => quotaView(facts, kind, amount));
	return new Map(views.sort(([a], [b]) => (a < b ? -1 : 1)));
}

// Temporary until quotas are merged.
function unitsOf(resource: Resource): number {
	return resource.kind === 'vm' ? resource.count : 1;
}

function quotaView(facts: Facts, kind: ResourceKind, requested: number): [string, QuotaView] {
	const { name: project } = facts.project;
	const id = quotaId({ project, kind, measure: 'count' });
	const row = facts.quotas.find((quota) => quota.id === id);
	const override = row?.override ?? null;
	return [
		id,
		{
			project,
			kind,
			measure: 'count',
			limit: row?.limit ?? null,
			override: override === null ? null : { limit: override.limit, until: override.until },
			used: row?.used ?? 0,
			reserved: row?.reserved ?? 0,
			requested,
			unknown: [],
		},
	];
}
