import type { QuotaUse } from '../model/decision.js';
import type { Won } from './bind.js';
import type { PolicyInput } from './policy-input.js';

/** How much of each quota is taken, and of how much: for people only, policies decide by their own parameters. */
export function quotaUses(input: PolicyInput, won: readonly Won[]): QuotaUse[] {
	return Object.entries(input.quotas).map(([id, { unknown: _, ...quota }]) => {
		const limit = quota.limit ?? defaultLimit(won, id, quota.kind);
		return { id, ...quota, limit, requested: quota.requested ?? null };
	});
}

function defaultLimit(won: readonly Won[], id: string, kind: string | null): number | null {
	for (const { binding, subjects } of won) {
		const limits = binding.parameters.default_limits;
		if (kind === null || !subjects.includes(id) || typeof limits !== 'object' || limits === null) continue;
		const limit: unknown = Reflect.get(limits, kind);
		if (typeof limit === 'number') return limit;
	}
	return null;
}
