import { type Accrual, accrualOf, type Month, totalAccrual } from '../cost/accrual-of.js';
import type { Spending } from '../engine/facts.js';
import type { CostInterval } from '../model/cost-interval.js';
import { windowAt } from '../model/quota-window.js';
import { type ResourceKind, resourceKinds } from '../model/vocabulary.js';
import type { Tx } from '../store/store.js';

/** What the resources of one kind have cost. */
export interface KindCost extends Accrual {
	readonly kind: ResourceKind;
}

/** What policies see of what a project costs in the UTC month that a moment lies in: until then, and by the hour. */
export async function spentBy(tx: Tx, tenant: string, project: string, now: number): Promise<Spending> {
	const month = monthAt(now);
	const kinds = kindCostsOf(await tx.ledger.list(tenant, project, month), month, now);
	const { accrued_micros, hourly_micros, complete, hourly_complete } = totalAccrual(kinds);
	return { accrued_micros, run_rate_hourly_micros: hourly_micros, complete: complete && hourly_complete };
}

/** By kind. Each is rounded by itself, and the whole is their sum: what is shown adds up. */
export function kindCostsOf(intervals: readonly CostInterval[], month: Month, now: number): KindCost[] {
	return resourceKinds.flatMap((kind): KindCost[] => {
		const own = intervals.filter(({ address }) => address.startsWith(`${kind}/`));
		return own.length === 0 ? [] : [{ kind, ...accrualOf(own, month, now) }];
	});
}

/** The month that a moment lies in: not of the tenant's time zone, since clouds bill by UTC. */
export function monthAt(now: number): Month {
	const { starts_at, ends_at } = windowAt('month', 'UTC', now);
	return { starts_at, ends_at };
}
