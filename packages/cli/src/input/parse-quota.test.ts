import { measureWords, quotaMeasures } from '@portcullis/core';
import { describe, expect, it } from 'vitest';
import { parseLimit, parseQuota, quotaWords } from './parse-quota.js';

describe('a limit', () => {
	it.each([
		['count', '10', 10],
		['vcpu', '16', 16_000],
		['vcpu', '0.5', 500],
		['vcpu', '0.001', 1],
		['vcpu', '1.001', 1001],
		['memory', '64', 65_536],
		['memory', '0.5', 512],
		['disk', '500', 500],
		['hourly', '0.0168', 16_800],
		['monthly', '2k', 2_000_000_000],
	] as const)('of %s may be %s', (measure, text, value) => {
		expect(parseLimit(measure, text)).toEqual({ kind: 'understood', value });
	});

	it.each([
		['count', '1.5'],
		['count', 'ten'],
		['count', '1e3'],
		['count', '-1'],
		['vcpu', '0.0005'],
		['memory', '0.0001'],
		['disk', '0.5'],
		['count', '99999999999999999999'],
		['monthly', 'cheap'],
		['monthly', '-1'],
		['monthly', '2000m'],
	] as const)('of %s may not be %s, and is told what it may be', (measure, text) => {
		expect(parseLimit(measure, text)).toMatchObject({
			kind: 'problems',
			problems: [{ message: expect.stringContaining('such as'), received: text }],
		});
	});
});

describe('a quota', () => {
	it.each([
		['shop', 'vm', { measure: 'count' }, { project: 'shop', kind: 'vm', measure: 'count' }],
		['project:tenant', 'all', { measure: 'vcpu' }, { project: 'tenant', measure: 'vcpu_milli' }],
		['actor:a:b', 'vm', { measure: 'count', per: 'day' }, { actor: 'a:b', kind: 'vm', measure: 'count', per: 'day' }],
		['tenant', 'all', { measure: 'monthly' }, { tenant: true, measure: 'monthly_micros' }],
	] as const)('of %s for %s is understood', (owner, kind, given, reference) => {
		expect(parseQuota(owner, kind, given)).toEqual(reference);
	});

	it('is called by the words that name it', () => {
		const about = {
			owner: 'actor',
			project: null,
			actor: 'ada',
			kind: null,
			measure: 'monthly_micros',
			per: 'week',
		} as const;
		expect(quotaWords(about)).toBe('actor ada all monthly per week');
	});

	it('can be of each measure that there is', () => {
		expect(Object.values(measureWords).map(({ measure }) => measure)).toEqual(quotaMeasures);
	});
});
