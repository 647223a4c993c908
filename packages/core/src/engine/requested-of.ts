import { type JudgedChange, subjectOf } from '../model/deployment.js';
import { maxQuotaAmount, type QuotaAbout } from '../model/quota.js';
import type { ResourceUse } from '../model/resource-use.js';

/** A change, with what its resource took before and will take after. */
export interface Move {
	readonly change: JudgedChange;
	/** As it was counted when it was deployed; `null` where it does not stand. */
	readonly before: ResourceUse | null;
	/** `null` where it goes. */
	readonly after: ResourceUse | null;
}

/**
 * How much a deployment asks of a quota.
 *
 * A standing quota moves by the difference, on the account of who made the resource. What was not known when a resource
 * was deployed was not counted, and is not given back. A window counts what is added, on the account of who asks: a
 * deletion does not refill it.
 *
 * @param asker who asks for the deployment
 * @returns `null` where an amount is not known (or past what any limit can be); `undefined` where nothing that the
 * deployment changes is counted by the quota
 */
export function requestedOf(
	quota: Omit<QuotaAbout, 'id'>,
	moves: readonly Move[],
	asker: string,
): number | null | undefined {
	let sum = 0;
	let counted = false;
	for (const { change, before, after } of moves) {
		if (quota.kind !== null && quota.kind !== subjectOf(change).kind) continue;
		const account = quota.per === null ? (after ?? before)?.actor : asker;
		if (quota.actor !== null && quota.actor !== account) continue;
		counted = true;
		const had = before?.amounts[quota.measure] ?? 0;
		const has = after === null ? 0 : after.amounts[quota.measure];
		if (has === null) return null;
		sum += quota.per === null ? has - had : Math.max(0, has - had);
	}
	if (!counted) return undefined;
	return Math.abs(sum) > maxQuotaAmount ? null : sum;
}
