import { describe, expect, it } from 'vitest';
import { parseParameters } from './parse-parameter.js';

const read = (...texts: string[]) => {
	const parsed = parseParameters(texts);
	return parsed.kind === 'understood' ? parsed.value : parsed.problems[0]?.message;
};

describe('parameters of a policy', () => {
	it('are numbers, texts, lists and mappings', () => {
		expect(
			read('default_limits.vm=10', 'default_limits.database=2', 'regions=["us-east1"]', 'name=web', 'on=true'),
		).toEqual({
			default_limits: { vm: 10, database: 2 },
			regions: ['us-east1'],
			name: 'web',
			on: true,
		});
	});

	it('are millionths where they are given in dollars', () => {
		expect(read('max_hourly_usd=0.50')).toEqual({ max_hourly_micros: 500_000 });
		expect(read('limits.max_usd=1k')).toEqual({ limits: { max_micros: 1_000_000_000 } });
		expect(read('max_hourly_usd=cheap')).toMatch(/must be an amount/);
	});

	it('are refused where they are not KEY=VALUE or say something twice', () => {
		expect(read('max')).toMatch(/must be KEY=VALUE/);
		expect(read('=1')).toMatch(/must be KEY=VALUE/);
		expect(read('a..b=1')).toMatch(/must be KEY=VALUE/);
		expect(read('__proto__.polluted=1')).toMatch(/must be KEY=VALUE/);
		expect(read('a=1', 'a=2')).toMatch(/twice/);
		expect(read('a=1', 'a.b=2')).toMatch(/twice/);
		expect(read('max_usd=1', 'max_micros=2')).toMatch(/twice/);
	});
});
