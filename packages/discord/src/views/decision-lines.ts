import {
	type Change,
	type PresentedDecision,
	presentChange,
	quotaUseText,
	en as shared,
	type Violation,
} from '@portcullis/core';
import type { Words } from '../i18n/words.js';
import { mention, moment, naming } from '../text/mention.js';
import { code, safeText } from '../text/safe-text.js';

const marks: Readonly<Record<Violation['level'], string>> = { hard: '⛔', soft: '✋', advisory: 'ℹ️' };

/** What policies found wrong, a line each: what, why, and what to do. They know the requester by an id, which is shown as a name. */
export function violationLines(violations: readonly Violation[], requester: string, words: Words): string[] {
	return violations.map(({ level, kind, policy, message, hint, waived }) => {
		const found = `${naming(requester, safeText(message, 300))} (${code(policy)})`;
		if (waived !== undefined) {
			const by = waived.by.map(mention).join(', ');
			return `☑️ ${found}\n   → ${words.waivedBy(by, moment(waived.until), code(waived.id))}`;
		}
		const mark = kind === 'error' ? '⚠️' : marks[level];
		const next = hint === '' ? '' : `\n   → ${naming(requester, safeText(hint, 200))}`;
		return `${mark} ${found}${next}`;
	});
}

/** The price: the total, what changes about it, then every part. */
export function priceLines({ cost, cost_changes }: PresentedDecision, words: Words): string[] {
	return [
		words.priceNow(shared.total(cost.hourly, cost.monthly)),
		...cost_changes.map(({ text }) => safeText(text, 150)),
		...cost.components.map(({ kind, resource, component, hourly, monthly, text }) => {
			const price = kind === 'priced' ? shared.total(hourly, shared.usd(monthly)) : safeText(text, 150);
			return `${code(resource)} ${component}: ${price}`;
		}),
	];
}

/** Each quota that the request asks of, before and after. */
export function quotaLines({ quotas }: PresentedDecision): string[] {
	return quotas
		.filter(({ touched, limit }) => touched && limit !== null)
		.map((quota) => quotaUseText(quota, naming(quota.actor, safeText(quota.label, 120))));
}

/** What is done to each resource: all fields of a new one that are not as usual, of a changed one what differs. */
export function changeLines(changes: readonly Change[]): string[] {
	return changes.map((change) => {
		const { action, address, fields } = presentChange(change);
		const shown = fields
			.filter(({ path }) => action === 'modify' || shownFields.has(path) || path.startsWith('tags.'))
			.slice(0, 12)
			.map(({ path, before, after }) => {
				const now = after ?? shared.nothing;
				const text =
					action === 'modify' ? shared.fieldBecomes(path, before ?? shared.nothing, now) : shared.fieldIs(path, now);
				return code(text, 60);
			});
		return [shared.actions[action], code(address), ...shown].join(' ');
	});
}

// The rest is as the model's defaults have it, which are the safe ones; Details shows all.
const shownFields = new Set([
	'size',
	'count',
	'region',
	'zone',
	'image',
	'engine',
	'version',
	'class',
	'cidr',
	'disk.size_gib',
	'network',
	'public_ip',
	'public_access',
	'public_endpoint',
	'node_pools.0.size',
	'node_pools.0.min',
	'node_pools.0.max',
]);
