import { expect, it } from 'vitest';
import { quotaAbout } from '../model/quota.js';
import { presentQuota, presentQuotaUse, quotaUseText } from './present-quota.js';

const about = quotaAbout({ project: 'shop', kind: 'vm', measure: 'memory_mib' });
const use = { ...about, window: null, limit: 20 * 1024, used: 8 * 1024, reserved: 1024, requested: 12 * 1024 };

it('a quota is shown before and after, in its unit, with what is held', () => {
	const shown = presentQuotaUse(use);
	expect(shown).toMatchObject({ before: '9 GiB', held: '1 GiB', after: '21 GiB', limit: '20 GiB', touched: true });
	expect(quotaUseText(shown, 'shop vm memory')).toBe(
		'shop vm memory: 9 GiB of 20 GiB before (1 GiB of it held by deployments under way), 21 GiB of 20 GiB after',
	);
});

it('what is not known of a quota is called so, and counts as touched', () => {
	const shown = presentQuotaUse({ ...use, reserved: 0, limit: null, requested: null });
	expect(shown).toMatchObject({ held: null, after: null, limit: null, touched: true });
	expect(quotaUseText(shown)).toBe('the memory of vm of project shop: 8 GiB, no limit before, not known after');
	expect(presentQuotaUse({ ...use, requested: 0 }).touched).toBe(false);
});

it('an override counts until its end, and is named with who gave it and why', () => {
	const override = { limit: 32 * 1024, until: 1000, reason: 'sale', by: 'ada' };
	const quota = { ...about, limit: 8 * 1024, override, window: null, used: 9 * 1024, reserved: 0 };
	expect(presentQuota(quota, 999)).toMatchObject({ standing_limit: '8 GiB', limit: '32 GiB', left: '23 GiB' });
	expect(presentQuota(quota, 1000)).toMatchObject({
		limit: '8 GiB',
		left: '0 GiB',
		override: '32 GiB until 1970-01-01 00:00:01Z (ended) by ada: sale',
	});
});
