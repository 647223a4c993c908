import { describe, expect, it } from 'vitest';
import { vmSchema } from '../model/vm.js';
import { amountsOf } from './amounts-of.js';

const three = vmSchema.parse({
	kind: 'vm',
	name: 'web',
	size: 'e2-small',
	region: 'us-central1',
	count: 3,
	disk: { size_gib: 50, type: 'balanced' },
	deletion_protection: false,
});
const machine = { name: 'e2-small', vcpu_milli: 500, memory_mib: 2048 };
const cost = { hourly_micros: 7, monthly_micros: 5110, complete: true };

describe('what machines take of quotas', () => {
	it('is that of all that are alike, at the price of all', () => {
		expect(amountsOf(three, machine, cost)).toEqual({
			count: 3,
			vcpu_milli: 1500,
			memory_mib: 6144,
			disk_gib: 150,
			hourly_micros: 7,
			monthly_micros: 5110,
		});
	});

	it('is not known where the catalogue does not know the size, or a part of the price: never 0', () => {
		const known = { count: 3, disk_gib: 150 };
		const nothing = { vcpu_milli: null, memory_mib: null, hourly_micros: null, monthly_micros: null };
		expect(amountsOf(three, undefined, null)).toEqual({ ...known, ...nothing });
		expect(amountsOf(three, { name: 'e2-small', memory_mib: 1 }, { ...cost, complete: false })).toEqual({
			...known,
			...nothing,
			memory_mib: 3,
		});
	});
});
