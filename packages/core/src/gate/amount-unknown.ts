import type { QuotaAbout } from '../model/quota.js';
import { quotaLabel } from '../model/quota-label.js';
import { type Refused, refused } from '../model/result.js';

/**
 * Refuses to take what nobody knows the amount of: it would count for nothing.
 *
 * @param resource the one whose amount is not known, where it is known which
 */
export function amountUnknown(quota: QuotaAbout, resource = 'this'): Refused {
	const fact = quota.measure.endsWith('_micros') ? 'price' : 'size';
	return refused(
		'QUOTA_AMOUNT_UNKNOWN',
		`${quotaLabel(quota)} is limited, and how much of it ${resource} takes is not known, since the catalogue lacks its ${fact}; choose what the catalogue knows, or have the quota ${quota.id} removed`,
	);
}
