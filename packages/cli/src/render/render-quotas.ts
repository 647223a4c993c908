import type { QuotaUse } from '@portcullis/core';
import { harmless } from './harmless.js';
import { labelled } from './labelled.js';
import type { Style } from './style.js';

/** Writes how much of each quota is taken before and after: `quota: shop vm count: 9 of 10 before, 11 of 10 after`. */
export function renderQuotas(quotas: readonly QuotaUse[], style: Style): string {
	return quotas
		.map((use) => {
			const before = use.used + use.reserved;
			const held = use.reserved === 0 ? '' : ` (${use.reserved} of it held by deployments under way)`;
			const limit = use.limit === null ? ', no limit' : ` of ${use.limit}`;
			const text = `${use.project} ${use.kind} ${use.measure}: ${before}${limit} before${held}, ${before + use.requested}${limit} after`;
			return labelled('quota', harmless(text), style);
		})
		.join('\n');
}
