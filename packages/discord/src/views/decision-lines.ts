import {
	type Change,
	type Component,
	type Decision,
	formatMicros,
	type QuotaUse,
	quotaLabel,
	type Violation,
	valueText,
} from '@portcullis/core';
import type { Words } from '../i18n/words.js';
import { naming } from '../text/mention.js';
import { costText } from '../text/money.js';
import { code, safeText } from '../text/safe-text.js';

const marks: Readonly<Record<Violation['level'], string>> = { hard: '⛔', soft: '✋', advisory: 'ℹ️' };

/** What policies found wrong, a line each: what, why, and what to do. They know the requester by an id, which is shown as a name. */
export function violationLines(violations: readonly Violation[], requester: string): string[] {
	return violations.map(({ level, kind, policy, message, hint }) => {
		const mark = kind === 'error' ? '⚠️' : marks[level];
		const next = hint === '' ? '' : `\n   → ${naming(requester, safeText(hint, 200))}`;
		return `${mark} ${naming(requester, safeText(message, 300))} (${code(policy)})${next}`;
	});
}

/** The price: the total, then every part. */
export function priceLines({ cost }: Decision, words: Words): string[] {
	return [
		words.priceNow(costText(cost)),
		...cost.resources.flatMap(({ resource, components }) =>
			components.map((part) => `${code(resource)} ${part.component}: ${priceText(part, words)}`),
		),
	];
}

function priceText(part: Component, words: Words): string {
	switch (part.kind) {
		case 'priced':
			return words.aMonth(formatMicros(part.monthly_micros, 2));
		case 'free':
			return words.free;
		case 'usage':
			return words.byUsage(safeText(part.unit_price, 20), part.unit);
		case 'unknown':
			return `${words.unknownPrice}: ${safeText(part.reason, 100)}`;
	}
}

/** Each quota before and after, those that the request asks of first. */
export function quotaLines(quotas: readonly QuotaUse[], words: Words): string[] {
	return quotas
		.filter(({ requested, limit }) => requested !== 0 && limit !== null)
		.map((use) => {
			const shown = (value: number) => valueText(value, [use.measure]);
			const before = use.used + use.reserved;
			const after = use.requested === null ? words.notKnown : shown(before + use.requested);
			const limit = use.limit === null ? words.unlimited : shown(use.limit);
			return words.quota(naming(use.actor, safeText(quotaLabel(use), 120)), shown(before), after, limit);
		});
}

/** What is done to each resource: all fields of a new one that are not as usual, of a changed one what differs. */
export function changeLines(changes: readonly Change[], words: Words): string[] {
	return changes.map(({ address, before, after }) => {
		if (after === null) return `${words.actions.delete} ${code(address)}`;
		const old = new Map(fieldsOf(before));
		const now = fieldsOf(after);
		const action = before === null ? words.actions.create : words.actions.modify;
		const texts =
			before === null
				? now.filter(([key]) => shownFields.has(key) || key.startsWith('tags.')).map(([key, text]) => `${key}=${text}`)
				: [
						...now
							.filter(([key, text]) => old.get(key) !== text)
							.map(([key, text]) => `${key}: ${old.get(key) ?? '-'} → ${text}`),
						...[...old.keys()]
							.filter((key) => !now.some(([each]) => each === key))
							.map((key) => `${key}: ${old.get(key)} → -`),
					];
		const fields = texts.slice(0, 12).map((text) => code(text, 60));
		return `${action} ${code(address)}${fields.length === 0 ? '' : ` ${fields.join(' ')}`}`;
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

/** The fields of a resource, flat: `disk.size_gib`. */
export function fieldsOf(value: object | null, prefix = ''): (readonly [string, string])[] {
	return Object.entries(value ?? {}).flatMap(([key, field]): (readonly [string, string])[] => {
		// The address says both.
		if (prefix === '' && (key === 'kind' || key === 'name')) return [];
		if (typeof field === 'object' && field !== null) return fieldsOf(field, `${prefix}${key}.`);
		return [[`${prefix}${key}`, String(field)]];
	});
}
