import { valueText } from '../engine/violation-text.js';
import type { QuotaUse } from '../model/decision.js';
import { limitAt, type Quota } from '../model/quota.js';
import { quotaLabel } from '../model/quota-label.js';
import { momentText } from '../util/time-text.js';
import { en, type Messages } from './messages.js';

/** How much of a quota a deployment takes, as people read it. Amounts have their unit. */
export interface PresentedQuotaUse {
	readonly id: string;
	/** `the number of vm of project shop` */
	readonly label: string;
	/** Whose quota it is, by their id; `null` of a project's and of the tenant's. */
	readonly actor: string | null;
	/** What is taken before, what is held included. */
	readonly before: string;
	/** What deployments under way hold of that; `null` where it is nothing. */
	readonly held: string | null;
	/** `null` where it is not known. */
	readonly after: string | null;
	/** `null` where there is none. */
	readonly limit: string | null;
	/** Whether the deployment takes or gives back any of it, or it is not known whether. */
	readonly touched: boolean;
}

/** Presents how much of a quota is taken before a deployment, and after. */
export function presentQuotaUse(use: QuotaUse): PresentedQuotaUse {
	const shown = (value: number) => valueText(value, [use.measure]);
	const before = use.used + use.reserved;
	return {
		id: use.id,
		label: quotaLabel(use),
		actor: use.actor,
		before: shown(before),
		held: use.reserved === 0 ? null : shown(use.reserved),
		after: use.requested === null ? null : shown(before + use.requested),
		limit: use.limit === null ? null : shown(use.limit),
		touched: use.requested !== 0,
	};
}

/**
 * Writes it on one line: `shop vm count: 9 of 10 before, 11 of 10 after`.
 *
 * @param name what the front end calls the quota; its label if left out
 */
export function quotaUseText(
	{ label, before, held, after, limit }: PresentedQuotaUse,
	name: string = label,
	messages: Messages = en,
): string {
	const of = (amount: string) => (limit === null ? messages.unlimited(amount) : messages.limited(amount, limit));
	const holding = held === null ? '' : messages.heldOfIt(held);
	return messages.quotaUse(name, of(before), holding, after === null ? messages.notKnown : of(after));
}

/** A quota as people read it. Amounts have their unit. */
export interface PresentedQuota {
	readonly kind: 'quota';
	readonly id: string;
	readonly label: string;
	readonly used: string;
	readonly held: string;
	/** The standing limit; `null` where none is set, and the default of a binding may hold. */
	readonly standing_limit: string | null;
	/** The limit that holds now, an override counted. */
	readonly limit: string | null;
	readonly left: string | null;
	/** When its window ends; `null` where it counts what stands. */
	readonly window_ends: string | null;
	/** Until when, by whom and why another limit holds; `null` where there is none. */
	readonly override: string | null;
}

/** Presents a quota as it is at a moment. */
export function presentQuota(quota: Quota, now: number, messages: Messages = en): PresentedQuota {
	const { measure, used, reserved, window, override } = quota;
	const shown = (value: number) => valueText(value, [measure]);
	const limit = limitAt(quota, now);
	return {
		kind: 'quota',
		id: quota.id,
		label: quotaLabel(quota),
		used: shown(used),
		held: shown(reserved),
		standing_limit: quota.limit === null ? null : shown(quota.limit),
		limit: limit === null ? null : shown(limit),
		left: limit === null ? null : shown(Math.max(0, limit - used - reserved)),
		window_ends: window === null ? null : momentText(window.ends_at),
		override: override === null ? null : overrideText(override, shown, now, messages),
	};
}

function overrideText(
	{ limit, until, by, reason }: NonNullable<Quota['override']>,
	shown: (value: number) => string,
	now: number,
	messages: Messages,
): string {
	return messages.overridden(shown(limit), momentText(until), until <= now, by, reason);
}
