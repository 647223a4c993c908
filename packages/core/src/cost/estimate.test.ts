import { describe, expect, it } from 'vitest';
import type { Catalogue, PriceAnswer } from '../contracts/catalogue.js';
import type { Vm } from '../model/vm.js';
import { estimate, estimateChanges } from './estimate.js';
import { totalOf } from './total.js';

const listed = (usd: string, unit: 'hour' | 'gib-month'): PriceAnswer => ({
	kind: 'priced',
	usd,
	unit,
	month_factor: 1,
	source: 'test',
	date: '2026-11-24',
});
const hours: Readonly<Record<string, string>> = { small: '0.01', large: '0.04' };
const catalogue: Catalogue = {
	id: 'test',
	regions: () => [],
	machineTypes: () => [],
	machineType: () => undefined,
	machineTypeOfClass: () => undefined,
	price: ({ service, type }) => {
		if (service === 'disk') return listed('0.1', 'gib-month');
		const usd = hours[type];
		return usd === undefined ? { kind: 'unknown', reason: 'not listed', looked_in: 'test' } : listed(usd, 'hour');
	},
};
const vm = (name: string, size: string): Vm => ({
	kind: 'vm',
	name,
	size,
	count: 1,
	disk: { size_gib: 73, type: 'balanced' },
	encryption: true,
	imds_v1: false,
	image: 'debian-12',
	public_ip: false,
	region: 'us-central1',
	deletion_protection: false,
	tags: {},
});

describe('estimate', () => {
	it('sums the resources', () => {
		const total = estimate([vm('a', 'small'), vm('b', 'large')], 'gcp', catalogue);
		expect(total).toMatchObject({ hourly_micros: 70_000, monthly_micros: 51_100_000, complete: true });
		expect(total.resources.map(({ resource }) => resource)).toEqual(['vm/a', 'vm/b']);
	});

	it('is complete only if every resource is', () => {
		const total = estimate([vm('a', 'small'), vm('b', 'unheard-of')], 'gcp', catalogue);
		expect(total).toMatchObject({ hourly_micros: 30_000, complete: false });
	});

	it('costs nothing for nothing', () => {
		expect(estimate([], 'gcp', catalogue)).toEqual({
			resources: [],
			hourly_micros: 0,
			monthly_micros: 0,
			complete: true,
		});
	});
});

describe('estimateChanges', () => {
	const changes = [
		{ address: 'vm/new', before: null, after: vm('new', 'small') },
		{ address: 'vm/grown', before: vm('grown', 'small'), after: vm('grown', 'large') },
		{ address: 'vm/gone', before: vm('gone', 'unheard-of'), after: null },
	];

	it('prices what stands afterwards; what is deleted costs 0 and is known to', () => {
		const after = estimateChanges(changes, 'gcp', catalogue);
		expect(after).toMatchObject({ hourly_micros: 20_000 + 50_000, complete: true });
		expect(after.resources[2]).toEqual({
			resource: 'vm/gone',
			components: [],
			hourly_micros: 0,
			monthly_micros: 0,
			complete: true,
		});
	});

	it('prices what stood before, with a line for every change', () => {
		const before = estimateChanges(changes, 'gcp', catalogue, 'before');
		expect(before.resources.map(({ resource, hourly_micros }) => [resource, hourly_micros])).toEqual([
			['vm/new', 0],
			['vm/grown', 20_000],
			['vm/gone', 10_000],
		]);
		expect(before.complete).toBe(false);
	});
});

describe('totalOf', () => {
	it('stops where a number would no longer be exact, and is then not complete', () => {
		const huge = { hourly_micros: 1, monthly_micros: Number.MAX_SAFE_INTEGER, complete: true };
		expect(totalOf([huge, huge, huge])).toEqual({
			hourly_micros: 3,
			monthly_micros: Number.MAX_SAFE_INTEGER,
			complete: false,
		});
	});
});
