import { limitAt, type Quota } from '../model/quota.js';
import { quotaLabel } from '../model/quota-label.js';
import { ok, type Result } from '../model/result.js';
import type { GateContext } from './gate-context.js';
import type { Caller } from './gate-options.js';
import { unknownQuota } from './quotas.js';
import { listQuotas } from './read-only.js';

/** A quota as people see it. */
export interface QuotaStatus {
	readonly quota: Quota;
	/** What people call it: `the number of vm of project shop`. */
	readonly label: string;
	/** The limit that holds now, an override counted; `null` where none is set, and the default of a binding may hold. */
	readonly limit: number | null;
	/** What is left of it, never below 0; `null` where there is no limit. */
	readonly left: number | null;
}

/** One quota with its use, if the caller may see it. */
export async function showQuota(gate: GateContext, caller: Caller, id: string): Promise<Result<QuotaStatus>> {
	const listed = await listQuotas(gate, caller);
	if (listed.kind === 'refused') return listed;
	const quota = listed.value.find((candidate) => candidate.id === id);
	if (quota === undefined) return unknownQuota(id);
	const limit = limitAt(quota, gate.clock());
	const left = limit === null ? null : Math.max(0, limit - quota.used - quota.reserved);
	return ok({ quota, label: quotaLabel(quota), limit, left });
}
