import type { QuotaUse } from '../model/decision.js';
import type { Won } from './bind.js';
import type { PolicyInput } from './policy-input.js';

/** How much of each quota is taken, and of how much: for people only, policies decide by their own parameters. */
export function quotaUses(input: PolicyInput, won: readonly Won[]): QuotaUse[] {
	return Object.entries(input.quotas).map(([id, quota]) => {
		const { project, kind, measure, used, reserved, requested } = quota;
		const overridden = quota.override !== null && input.now < quota.override.until;
		const limit = (overridden ? quota.override?.limit : quota.limit) ?? defaultLimit(won, id, kind);
		return { id, project, kind, measure, limit, used, reserved, requested };
	});
}

function defaultLimit(won: readonly Won[], id: string, kind: string): number | null {
	for (const { binding, subjects } of won) {
		const limits = binding.parameters['default_limits'];
		if (!subjects.includes(id) || typeof limits !== 'object' || limits === null) continue;
		const limit: unknown = Reflect.get(limits, kind);
		if (typeof limit === 'number') return limit;
	}
	return null;
}
