import { describe, expect, it } from 'vitest';
import { resourceSchema } from '../model/resource.js';
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
const machines = new Map([['vm/web', { name: 'e2-small', vcpu_milli: 500, memory_mib: 2048 }]]);
const cost = { hourly_micros: 7, monthly_micros: 5110, complete: true };

describe('what machines take of quotas', () => {
	it('is that of all that are alike, at the price of all', () => {
		expect(amountsOf(three, machines, cost)).toEqual({
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
		expect(amountsOf(three, new Map(), null)).toEqual({ ...known, ...nothing });
		const partly = new Map([['vm/web', { name: 'e2-small', memory_mib: 1 }]]);
		expect(amountsOf(three, partly, { ...cost, complete: false })).toEqual({
			...known,
			...nothing,
			memory_mib: 3,
		});
	});
});

describe('what the other kinds take', () => {
	const place = { region: 'us-central1', deletion_protection: false };
	const machine = { name: 'x', vcpu_milli: 2000, memory_mib: 4096 };

	it('is of a database one machine and its disk, and both twice where it stands in two zones', () => {
		const database = { kind: 'database', name: 'db', engine: 'postgres', version: '16', size: 'x' };
		const of = (high_availability: boolean) =>
			amountsOf(
				resourceSchema.parse({ ...database, ...place, disk: { size_gib: 100 }, high_availability }),
				new Map([['database/db', machine]]),
				cost,
			);
		expect(of(false)).toMatchObject({ count: 1, vcpu_milli: 2000, memory_mib: 4096, disk_gib: 100 });
		expect(of(true)).toMatchObject({ count: 1, vcpu_milli: 4000, memory_mib: 8192, disk_gib: 200 });
	});

	it('is of a cluster what its pools can grow to, and not known where one of their machines is not', () => {
		const pools = [
			{ name: 'a', size: 'x', min: 1, max: 3, disk: { size_gib: 50 } },
			{ name: 'b', size: 'y', min: 2, max: 2, disk: { size_gib: 100 } },
		];
		const cluster = resourceSchema.parse({
			...{ kind: 'kubernetes', name: 'k', node_pools: pools, high_availability: false },
			...place,
		});
		const both = new Map([
			['kubernetes/k/a', machine],
			['kubernetes/k/b', machine],
		]);
		expect(amountsOf(cluster, both, cost)).toMatchObject({ count: 1, vcpu_milli: 10_000, disk_gib: 350 });
		expect(amountsOf(cluster, new Map([['kubernetes/k/a', machine]]), cost)).toMatchObject({
			vcpu_milli: null,
			disk_gib: 350,
		});
	});

	it('is of a network and of a bucket no machine and no disk', () => {
		const subnets = [{ name: 'a', cidr: '10.0.0.0/24' }];
		const network = resourceSchema.parse({ kind: 'network', name: 'n', cidr: '10.0.0.0/16', subnets, region: 'r1' });
		const bucket = resourceSchema.parse({ kind: 'storage', name: 's', ...place });
		for (const resource of [network, bucket]) {
			expect(amountsOf(resource, new Map(), cost)).toMatchObject({
				count: 1,
				vcpu_milli: 0,
				memory_mib: 0,
				disk_gib: 0,
			});
		}
	});
});
