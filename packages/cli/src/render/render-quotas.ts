import { type QuotaUse, valueText } from '@portcullis/core';
import { quotaWords } from '../input/parse-quota.js';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import type { Style } from './style.js';

/** Writes how much of each quota is taken before and after: `quota: shop vm count: 9 of 10 before, 11 of 10 after`. */
export function renderQuotas(quotas: readonly QuotaUse[], style: Style): string {
	return quotas
		.map((use) => {
			const shown = (value: number) => valueText(value, [use.measure]);
			const before = use.used + use.reserved;
			const held = use.reserved === 0 ? '' : ` (${shown(use.reserved)} of it held by deployments under way)`;
			const limit = use.limit === null ? ', no limit' : ` of ${shown(use.limit)}`;
			const after = use.requested === null ? 'not known' : `${shown(before + use.requested)}${limit}`;
			const text = `${quotaWords(use)}: ${shown(before)}${limit} before${held}, ${after} after`;
			return labelled('quota', harmless(text), style);
		})
		.join('\n');
}
